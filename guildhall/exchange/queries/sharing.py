"""With whom something may be shared, and in what words that is said."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.exchange.models import Listing


def associations_to_share_with(listing: Listing, user: User) -> QuerySet[Association]:
    """Other associations of this installation that the user can know of: with public pages, or one's own."""
    known = Q(is_public=True) | Q(pk__in=user.people.values("association"))
    others = Association.objects.filter(known, is_record=False).exclude(pk=listing.association_id)
    return others.exclude(state=Association.State.DISSOLVED).order_by("name_zh", "name_en", "pk")


def who_sees(listing: Listing, parties: Sequence[str], shares: Sequence[str]) -> list[str]:
    """In sentences: who reads it, with or without the name, once it is published."""
    always = _(
        "The owner's own people and the secretariat always see it; the supervisors once it is published."
    )
    if not listing.organization_id:
        always = _("The secretariat always sees it; the supervisors once it is published.")
    visibility = Listing.Visibility
    said = {
        visibility.PUBLIC: _("Everybody reads it on the public pages, with the name."),
        visibility.ASSOCIATION: _("Everyone of the association reads it, with the name."),
        visibility.ANONYMOUS: _(
            "Everyone of the association reads it, without the name, the contact and where it came from, "
            "until the secretariat has introduced the two."
        ),
        visibility.PARTIES: _("Only the people of these read it: %(parties)s.") % {"parties": listed(parties)}
        if parties
        else _("Only invited parties read it, and none is named yet."),
    }
    found = [said[visibility(listing.visibility)], always]
    if listing.visibility == visibility.PARTIES:
        return found
    if listing.is_shared_with_all:
        found.append(_("The people of every association on this server read it as well."))
    elif shares:
        found.append(
            _("The people of these associations read it as well: %(names)s.") % {"names": listed(shares)}
        )
    return found


def listed(names: Sequence[str]) -> str:
    """The names one after the other, as the reader's language does."""
    return ("、" if (get_language() or "").startswith("zh") else ", ").join(names)
