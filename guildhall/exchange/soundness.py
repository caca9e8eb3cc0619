"""What an offer or need must be, whoever writes it through whichever door."""

from collections.abc import Sequence
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from guildhall.core.errors import InvalidError, RuleError
from guildhall.exchange.models import Listing
from guildhall.registry.models import Organization
from guildhall.registry.queries import today_in

SHORTEST_TITLE = 2
LONGEST_TITLE = 200
LONGEST_TEXT = 10_000
LONGEST_CERTIFICATES = 2_000
LARGEST = Decimal(10) ** 13


def require_sound(listing: Listing, parties: Sequence[Organization] = ()) -> None:
    """Refuse what cannot be right even of a draft."""
    _require_texts(listing)
    if listing.quantity is not None and not 0 < listing.quantity < LARGEST:
        raise _invalid(_("The quantity must be more than nothing."), "quantity_not_positive", "quantity")
    if listing.from_on and listing.until_on and listing.until_on < listing.from_on:
        raise _invalid(_("It would end before it begins."), "ends_before_start", "until_on")
    _require_of_here(listing, parties)


def require_publishable(listing: Listing, parties: Sequence[Organization]) -> None:
    """Refuse to hand in or publish what nobody could see, or what is over already."""
    if listing.visibility == Listing.Visibility.PARTIES and not parties:
        raise _invalid(
            _(
                "It is for invited parties only, and no party is named. Name one, or choose who else may see it."
            ),
            "no_parties",
            "parties",
        )
    if listing.until_on and listing.until_on < today_in(listing.association):
        raise _invalid(
            _("Its last day has passed. Choose a later one, or leave it empty for half a year."),
            "ends_in_past",
            "until_on",
        )


def _require_texts(listing: Listing) -> None:
    titles = {"title_zh": listing.title_zh, "title_en": listing.title_en}
    if not any(titles.values()):
        raise _invalid(_("Give it a title in Chinese or in English."), "title_missing", "title_zh")
    for field, title in titles.items():
        if title and len(title) < SHORTEST_TITLE:
            raise _invalid(
                _("One character is no title that anybody could find. Say in a few words what it is."),
                "title_too_short",
                field,
            )
    _require_lengths({**titles}, LONGEST_TITLE)
    _require_lengths({"text_zh": listing.text_zh, "text_en": listing.text_en}, LONGEST_TEXT)
    _require_lengths({"certificates": listing.certificates}, LONGEST_CERTIFICATES)
    _require_lengths({"unit": listing.unit}, 20)
    _require_lengths({"region": listing.region}, 100)


def _require_lengths(texts: dict[str, str], most: int) -> None:
    for field, text in texts.items():
        if len(text) > most:
            raise _invalid(
                _("This text has %(length)d characters; %(most)d are the most. Shorten it.")
                % {"length": len(text), "most": most},
                "too_long",
                field,
            )


def _require_of_here(listing: Listing, parties: Sequence[Organization]) -> None:
    """Refuse references to what is not the association's, and a contact who is not the owner's."""
    here = listing.association_id
    named = {"organization": listing.organization, "segment": listing.segment, "contact": listing.contact}
    for field, thing in (named | {"industry_class": listing.industry_class}).items():
        if thing is not None and thing.association_id != here:
            raise _invalid(_("Choose something of the same association."), "other_association", field)
    if any(party.association_id != here for party in parties):
        raise _invalid(_("Choose organizations of the same association."), "other_association", "parties")
    contact, organization = listing.contact, listing.organization
    if contact and organization and contact.organization_id != organization.pk:
        sits = Q(representations__person=contact, organization=organization)
        if not organization.seats.filter(sits).exists():
            raise _invalid(
                _("%(person)s is not one of %(organization)s's people. Choose somebody of its own.")
                % {"person": contact.name, "organization": organization.name},
                "contact_elsewhere",
                "contact",
            )


def _invalid(sentence: str, code: str, field: str) -> RuleError:
    return InvalidError(sentence, code=code, details={"field": field})
