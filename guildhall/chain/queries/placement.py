"""Who is on a chain, from the firm's side and for lists."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from guildhall.accounts.models import Association, User
from guildhall.chain.models import (
    Chain,
    OrganizationClass,
    Placement,
    Segment,
    Supply,
    SupplyQuerySet,
)
from guildhall.chain.permissions import keeps, keeps_chain
from guildhall.chain.queries.map import PlaceLine
from guildhall.chain.queries.suggestion import Suggestion, segment_suggester
from guildhall.registry.models import Organization, OrganizationQuerySet
from guildhall.registry.queries import own_organizations

FIRMS = (Organization.Kind.ENTERPRISE, Organization.Kind.INSTITUTE, Organization.Kind.BANK)


@dataclass(frozen=True)
class OwnPlaces:
    """A firm of the reader's own: its places on all chains, its supplies, and where it seems to belong besides."""

    organization: Organization
    lines: Sequence[PlaceLine]
    suggestions: Sequence[Suggestion[Segment]]


@dataclass(frozen=True)
class Candidate:
    """A firm that is not on the chain yet, and the segments of this chain that its profile speaks of."""

    organization: Organization
    suggestions: Sequence[Suggestion[Segment]]


def on_the_chain(firms: Sequence[Organization]) -> dict[Hashable, dict[str, Any]]:
    """Confirmed places on chains that are kept (``places``) and the confirmed main class (``main_class``) of each firm
    that has any. Two queries."""
    told: dict[Hashable, dict[str, Any]] = {}
    found = Placement.objects.confirmed().filter(organization__in=firms, segment__chain__is_active=True)
    for place in found.select_related("segment__chain").order_by("segment__chain_id", "segment__position"):
        told.setdefault(place.organization_id, {"places": []})["places"].append(place)
    held = OrganizationClass.objects.filter(organization__in=firms, is_main=True, state="confirmed")
    for one in held.select_related("industry_class"):
        told.setdefault(one.organization_id, {})["main_class"] = one.industry_class
    return told


def place_line(placement: Placement, *, viewer: User) -> PlaceLine:
    """One place as the reader sees it."""
    return _line(placement, viewer, own_organizations(viewer, placement.association))


def is_seen(placement: Placement, viewer: User) -> bool:
    """A proposed place is seen by the firm and by whoever keeps the chain."""
    if placement.state == Placement.State.CONFIRMED or keeps_chain(viewer, placement.segment.chain):
        return True
    return placement.organization_id in own_organizations(viewer, placement.association)


def own_places(user: User, association: Association) -> list[OwnPlaces]:
    """For each firm that the user speaks for. Six queries."""
    own = own_organizations(user, association)
    firms = list(Organization.objects.filter(pk__in=own).order_by("name_key", "id"))
    found = Placement.objects.filter(organization__in=own, segment__chain__is_active=True)
    found = found.select_related("organization", "association", "segment__chain__association")
    placed = list(found.order_by("segment__chain_id", "segment__position", "id"))
    suggester = segment_suggester(association)
    return [
        OwnPlaces(
            firm,
            [_line(one, user, own) for one in placed if one.organization_id == firm.pk],
            [
                one
                for one in suggester.suggest(profile_text(firm), 5)
                if not any(
                    place.segment_id == one.thing.pk and place.organization_id == firm.pk for place in placed
                )
            ],
        )
        for firm in firms
    ]


def unplaced(chain: Chain) -> OrganizationQuerySet:
    """Firms that are active and have no place on the chain."""
    placed = Placement.objects.filter(segment__chain=chain, organization=OuterRef("pk"))
    found = Organization.objects.of(chain.association).active().filter(kind__in=FIRMS)
    return found.exclude(Exists(placed)).order_by("name_key", "id")


def candidates(chain: Chain, firms: Sequence[Organization], top: int = 2) -> list[Candidate]:
    """Where on this chain each firm seems to belong."""
    suggester = segment_suggester(chain.association)
    return [
        Candidate(
            firm,
            [one for one in suggester.suggest(profile_text(firm), 10) if one.thing.chain_id == chain.pk][
                :top
            ],
        )
        for firm in firms
    ]


def profile_text(firm: Organization) -> str:
    """What a firm says of itself; its name counts too, without which many say nothing."""
    return " ".join((firm.about_zh, firm.about_en, firm.name_zh, firm.name_en))


def supplies(association: Association, *, viewer: User) -> SupplyQuerySet:
    """Who supplies whom: everything for whoever keeps the chains; for others what their own firms are part of."""
    found = Supply.objects.of(association).visible_to(viewer)
    if not keeps(viewer, association):
        own = own_organizations(viewer, association)
        found = found.filter(supplier__in=own) | found.filter(customer__in=own)
    return found.select_related(
        "supplier", "customer", "association", "flow__chain", "flow__source", "flow__target"
    ).order_by("supplier__name_key", "customer__name_key", "id")


def supply_acts(supply: Supply, *, viewer: User) -> set[str]:
    """What the reader may do to a supply: the side that did not state it, or a keeper, confirms."""
    if supply.association.is_record or supply.state == Supply.State.ENDED:
        return set()
    is_keeper = keeps(viewer, supply.association, supply.flow.chain.office_id if supply.flow else None)
    sides = own_organizations(viewer, supply.association) & {supply.supplier_id, supply.customer_id}
    acts = {"end_supply"} if is_keeper or sides else set()
    if supply.state == Supply.State.PROPOSED and (is_keeper or sides - {supply.stated_by_id}):
        acts.add("confirm_supply")
    return acts


def _line(placement: Placement, viewer: User, own: frozenset[UUID]) -> PlaceLine:
    chain, is_own = placement.segment.chain, placement.organization_id in own
    keeper = keeps_chain(viewer, chain)
    return PlaceLine(
        placement,
        sees_capacity=keeper or is_own,
        is_own=is_own,
        may_change=not chain.association.is_record and (keeper or is_own),
    )


def supplies_of(segment: Segment, *, viewer: User, most: int = 50) -> list[Supply]:
    """What flows to and from this segment between firms, as far as the reader sees it."""
    found = supplies(segment.association, viewer=viewer).exclude(state=Supply.State.ENDED)
    here = found.filter(flow__source=segment) | found.filter(flow__target=segment)
    return list(here[:most])


def own_firms(user: User, association: Association) -> OrganizationQuerySet:
    """The firms that the user speaks for."""
    own = own_organizations(user, association)
    return Organization.objects.filter(pk__in=own, is_active=True).order_by("name_key", "id")


def may_propose(user: User, chain: Chain) -> bool:
    """Whether there is any firm that the user may place on the chain."""
    if chain.association.is_record:
        return False
    return keeps_chain(user, chain) or bool(own_organizations(user, chain.association))


def keeps_all(user: User, association: Association) -> bool:
    """Whether the user keeps all chains, and so sees every supply."""
    return keeps(user, association)


def may_state(user: User, association: Association) -> bool:
    return not association.is_record and (
        keeps(user, association) or bool(own_organizations(user, association))
    )


def meant_places(chain: Chain, pairs: Sequence[tuple[str, str]]) -> list[tuple[Segment, Organization, str]]:
    """Segment and firm of each pair of identifiers, and why it was suggested; what is none of this chain is left out."""
    asked = [(uuid_or_none(firm), uuid_or_none(segment)) for firm, segment in pairs]
    firms = Organization.objects.of(chain.association).in_bulk([firm for firm, _segment in asked if firm])
    segments = chain.segments.select_related("chain").in_bulk([one for _firm, one in asked if one])
    suggester = segment_suggester(chain.association)
    reasons: dict[tuple[UUID | None, UUID | None], str] = {
        (firm.pk, one.thing.pk): one.sentence.zh
        for firm in firms.values()
        for one in suggester.suggest(profile_text(firm), 10)
    }
    return [
        (segments[segment], firms[firm], reasons.get((firm, segment), ""))
        for firm, segment in asked
        if firm in firms and segment in segments
    ]


def uuid_or_none(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
