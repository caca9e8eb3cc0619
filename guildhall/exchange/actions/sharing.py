"""An offer or need is shared with other associations, or with them no more."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.exchange import notices
from guildhall.exchange.actions.listing import OPEN
from guildhall.exchange.listeners import tell_listeners
from guildhall.exchange.models import Listing
from guildhall.exchange.permissions import require_may_amend
from guildhall.exchange.queries.sharing import associations_to_share_with
from guildhall.notices.actions import give_notices


@transaction.atomic
def share_listing(
    listing: Listing, *, associations: Sequence[Association] = (), with_all: bool = False, actor: User
) -> Listing:
    """Let the people of these associations, or of all here, see it as well; of nobody with neither.

    They see it as its visibility says, names hidden while it is anonymous. Nothing else crosses. Refused for what
    only invited parties may see, for what is closed, and with an association that the actor cannot know of.
    """
    require_may_amend(actor, listing)
    _require_shareable(listing, associations, with_all=with_all, actor=actor)
    changed = Listing.objects.filter(pk=listing.pk, state__in=OPEN).update(
        is_shared_with_all=with_all, version=F("version") + 1, changed_at=timezone.now()
    )
    if not changed:
        raise RuleError(_("It is closed. Write a new one instead."), code="closed")
    listing.shared_with.set(associations)
    listing.refresh_from_db()
    if listing.state == Listing.State.PUBLISHED:
        tell_listeners(listing)
    give_notices(listing.association, notices.shared(listing, actor))
    names = sorted(one.name_zh or one.name_en for one in associations)
    record("listing.shared", actor=actor, subject=listing, associations=names, with_all=with_all)
    return listing


def _require_shareable(
    listing: Listing, associations: Sequence[Association], *, with_all: bool, actor: User
) -> None:
    if (associations or with_all) and listing.visibility == Listing.Visibility.PARTIES:
        raise RuleError(
            _("It is for invited parties only. Change who may see it before you share it."),
            code="parties_only",
        )
    known = set(associations_to_share_with(listing, actor).values_list("pk", flat=True))
    known |= set(listing.shared_with.values_list("pk", flat=True))
    if any(one.pk not in known for one in associations):
        raise InvalidError(
            _("Choose associations of this list."),
            code="unknown_association",
            details={"field": "associations"},
        )
