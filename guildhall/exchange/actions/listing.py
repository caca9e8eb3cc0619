"""An offer or need is written, changed and handed in."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import F, Model
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.chain.models import IndustryClass, Segment
from guildhall.core.errors import InvalidError, RuleError
from guildhall.exchange import notices
from guildhall.exchange.kinds import details_without
from guildhall.exchange.listeners import tell_listeners
from guildhall.exchange.models import Listing
from guildhall.exchange.permissions import require_may_amend, require_may_list_for, require_may_submit
from guildhall.exchange.soundness import require_publishable, require_sound
from guildhall.notices.actions import give_notices
from guildhall.registry.actions.details import changes, store_version, told, trimmed
from guildhall.registry.models import Organization, Person
from guildhall.registry.queries import today_in

VALID_FOR = timedelta(days=180)
OPEN = (Listing.State.DRAFT, Listing.State.SUBMITTED, Listing.State.PUBLISHED)
# What a second person has read; to change it after that is to have it read again.
REVIEWED = frozenset(
    {"kind", "title_zh", "title_en", "text_zh", "text_en", "certificates", "visibility", "parties", "contact"}
)


class ListingDetails(TypedDict, total=False):
    """What can be said of an offer or need."""

    kind: str
    contact: Person | None
    title_zh: str
    title_en: str
    text_zh: str
    text_en: str
    quantity: Decimal | None
    unit: str
    region: str
    from_on: date | None
    until_on: date | None
    certificates: str
    visibility: str
    parties: Sequence[Organization]
    industry_class: IndustryClass | None
    segment: Segment | None
    step: str


@transaction.atomic
def draft_listing(
    association: Association,
    *,
    side: str,
    organization: Organization | None = None,
    origin: Model | None = None,
    actor: User,
    **details: Unpack[ListingDetails],
) -> Listing:
    """A new draft of an offer or need, seen by its owner's people and by the secretariat only.

    Without ``organization`` it is the association's own. ``origin`` is what it was drafted from. Refused without a
    title of two characters in one language, with a text of more than 10,000 characters, with an end before its
    beginning, with a contact, segment or class of elsewhere.
    """
    require_may_list_for(actor, association, organization, details.get("segment"))
    values = _fitting(trimmed(details))
    parties = values.pop("parties", ())
    if organization and not values.get("region"):
        values["region"] = organization.region
    listing = Listing(
        association=association,
        side=side,
        organization=organization,
        created_by=actor,
        **values,
        **_from(origin),
    )
    require_sound(listing, parties)
    listing.save(force_insert=True)
    listing.parties.set(parties)
    record("listing.drafted", actor=actor, subject=listing, side=str(side), kind=str(listing.kind))
    return listing


@transaction.atomic
def amend_listing(
    listing: Listing, *, version: int, actor: User, **details: Unpack[ListingDetails]
) -> Listing:
    """Change it. ``version`` is the one that was read; the slower of two is refused (409).

    What was published and is changed in its words, its contact or who may see it awaits review again.
    """
    require_may_amend(actor, listing)
    _require_open(listing)
    given = _fitting(trimmed(details), listing.kind)
    parties = given.pop("parties", None)
    if (segment := given.get("segment")) and segment != listing.segment:
        require_may_list_for(actor, listing.association, listing.organization, segment)
    changed = changes(listing, given)
    before = told(listing, changed)
    draft = Listing(pk=listing.pk, association=listing.association, organization=listing.organization)
    for field in ListingDetails.__annotations__.keys() - {"parties"}:
        setattr(draft, field, changed.get(field, getattr(listing, field)))
    require_sound(draft, parties if parties is not None else list(listing.parties.all()))
    if listing.state != Listing.State.DRAFT:
        require_publishable(draft, parties if parties is not None else list(listing.parties.all()))
    stays = _store(listing, version, changed, parties, actor)
    record("listing.amended", actor=actor, subject=listing, changed=before, stays_published=stays)
    return listing


def _store(
    listing: Listing,
    version: int,
    changed: dict[str, Any],
    parties: Sequence[Organization] | None,
    actor: User,
) -> bool:
    """The change itself; True where it stays published."""
    was = listing.state
    new_parties = parties is not None and {one.pk for one in parties} != set(
        listing.parties.values_list("pk", flat=True)
    )
    reviewed = REVIEWED & changed.keys() or new_parties
    if was == Listing.State.PUBLISHED and reviewed:
        changed |= {"state": Listing.State.SUBMITTED, "submitted_at": timezone.now()}
    if "state" in changed or was == Listing.State.SUBMITTED:
        changed |= {"submitted_by": actor}  # whoever changed it is not who reviews it
    store_version(listing, version, changed)
    Listing.objects.filter(pk=listing.pk).update(changed_at=timezone.now())
    if parties is not None:
        listing.parties.set(parties)
    if listing.visibility == Listing.Visibility.PARTIES and was == Listing.State.PUBLISHED:
        listing.shared_with.clear()
        Listing.objects.filter(pk=listing.pk).update(is_shared_with_all=False)
    if was == Listing.State.PUBLISHED:
        tell_listeners(listing)
        if reviewed:
            give_notices(listing.association, notices.submitted(listing, actor))
    return was == Listing.State.PUBLISHED and not reviewed


@transaction.atomic
def discard_listing(listing: Listing, *, actor: User) -> None:
    """Throw away a draft that was never handed in or was returned."""
    require_may_amend(actor, listing)
    drafts = Listing.objects.filter(pk=listing.pk, state=Listing.State.DRAFT, published_at__isnull=True)
    if not drafts.delete()[0]:
        raise RuleError(_("Only a draft that was never published can be discarded."), code="not_a_draft")
    record("listing.discarded", actor=actor, subject=listing, title=str(listing))


@transaction.atomic
def submit_listing(listing: Listing, *, actor: User) -> Listing:
    """Hand a draft in; a second person of the secretariat reviews it. Refused when it could not be published."""
    require_may_submit(actor, listing)
    require_publishable(listing, list(listing.parties.all()))
    handed_in = Listing.objects.filter(pk=listing.pk, state=Listing.State.DRAFT).update(
        state=Listing.State.SUBMITTED,
        submitted_by=actor,
        submitted_at=timezone.now(),
        returned_reason="",
        version=F("version") + 1,
        changed_at=timezone.now(),
    )
    if not handed_in:
        raise RuleError(_("Only a draft is handed in for review."), code="not_a_draft")
    listing.refresh_from_db()
    give_notices(listing.association, notices.submitted(listing, actor))
    record("listing.submitted", actor=actor, subject=listing)
    return listing


@transaction.atomic
def classify_listing(
    listing: Listing,
    *,
    segment: Segment | None = None,
    industry_class: IndustryClass | None = None,
    actor: User,
) -> Listing:
    """Confirm where it belongs: the segment of a chain, the class of industry, or both. What is None stays."""
    require_may_amend(actor, listing)
    if segment:
        require_may_list_for(actor, listing.association, listing.organization, segment)
    found = {"segment": segment, "industry_class": industry_class}
    chosen = {name: thing for name, thing in found.items() if thing}
    if not chosen or any(name in details_without(listing.kind) for name in chosen):
        raise InvalidError(_("Choose a segment or a class that this kind can have."), code="nothing_chosen")
    if any(thing.association_id != listing.association_id for thing in chosen.values()):
        raise InvalidError(_("Choose something of the same association."), code="other_association")
    changed = Listing.objects.filter(pk=listing.pk, state__in=OPEN).update(
        **chosen, version=F("version") + 1, changed_at=timezone.now()
    )
    if not changed:
        raise RuleError(_("It is closed. Write a new one instead."), code="closed")
    listing.refresh_from_db()
    if listing.state == Listing.State.PUBLISHED:
        tell_listeners(listing)
    record("listing.classified", actor=actor, subject=listing, chosen=sorted(map(str, chosen.values())))
    return listing


def valid_until(listing: Listing) -> date:
    """Its last day: the one that it names, or half a year from now or from its first day."""
    start = max(today_in(listing.association), listing.from_on or date.min)
    return listing.until_on or start + VALID_FOR


def _fitting(details: Mapping[str, Any], kind: str = "") -> dict[str, Any]:
    """The details without those that a listing of this kind does not have: these become empty."""
    given = dict(details)
    for field in details_without(str(given.get("kind", kind) or Listing.Kind.PRODUCT)):
        empty = "" if field in ("unit", "certificates") else None
        given[field] = empty
    return given


def _from(origin: Model | None) -> dict[str, Any]:
    """Where it came from: which thing, and its name in both languages at that time."""
    if origin is None:
        return {}
    zh, en = (
        next(
            (
                str(said)
                for name in ("title", "name", "content", "text")
                if (said := getattr(origin, f"{name}_{code}", ""))
            ),
            "",
        )
        for code in ("zh", "en")
    )
    return {
        "origin_type": origin._meta.label_lower,
        "origin_id": origin.pk,
        "origin_label_zh": (zh or ("" if en else str(origin)))[:200],
        "origin_label_en": en[:200],
    }


def _require_open(listing: Listing) -> None:
    if listing.state not in OPEN:
        raise RuleError(_("It is closed. Write a new one instead."), code="closed")
