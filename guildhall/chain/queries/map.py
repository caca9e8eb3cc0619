"""A chain as it is drawn: segments, who is on them, what flows, how each segment stands."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from guildhall.accounts.models import Association, User
from guildhall.chain.figures import Concentration, Firm, Stand, concentration, standings
from guildhall.chain.gaps import Gap, gap_of
from guildhall.chain.models import Chain, Flow, Placement, Segment
from guildhall.chain.permissions import keeps_chain
from guildhall.chain.queries.chain import public_organizations
from guildhall.registry.queries import own_organizations

SHOWN = (
    *("segment_id", "role", "products_zh", "products_en", "capacity", "unit", "state", "reason", "version"),
    *(f"organization__{name}" for name in ("name_zh", "name_en", "short_zh", "short_en")),
)
Role = Placement.Role
State = Placement.State


@dataclass(frozen=True)
class Neighbour:
    """A segment that a flow joins to another; ``upstream``: it supplies the other one."""

    segment: Segment
    flow: Flow
    upstream: bool


@dataclass(frozen=True)
class PlaceLine:
    """A firm's place as one reader sees it: ``capacity`` is None where it is not stated or not the reader's to know."""

    placement: Placement
    sees_capacity: bool
    is_own: bool
    may_change: bool

    @property
    def may_confirm(self) -> bool:
        return self.may_change and self.placement.state == State.PROPOSED


@dataclass(frozen=True)
class Spot:
    """A segment with who is on it. ``concentration`` is None where the reader may not see it or nobody serves."""

    segment: Segment
    serving: Sequence[PlaceLine]
    needing: Sequence[PlaceLine]
    proposed: Sequence[PlaceLine]
    stand: Stand[UUID]
    gap: Gap | None
    concentration: Concentration | None
    is_withheld: bool

    @property
    def lines(self) -> list[PlaceLine]:
        return [*self.serving, *self.needing, *self.proposed]


@dataclass(frozen=True)
class ChainMap:
    """A chain, drawn from four questions to the database however many segments and firms it has."""

    chain: Chain
    spots: Sequence[Spot]
    flows: Sequence[Flow]
    keeps: bool

    @property
    def gaps(self) -> list[Gap]:
        return [spot.gap for spot in self.spots if spot.gap]

    @property
    def stages(self) -> list[tuple[str, list[Spot]]]:
        return [
            (str(label), [spot for spot in self.spots if spot.segment.stage == stage])
            for stage, label in Segment.Stage.choices
        ]

    @property
    def firms(self) -> int:
        return len({line.placement.organization_id for spot in self.spots for line in spot.serving})

    def spot_of(self, segment: Segment) -> Spot:
        return next(spot for spot in self.spots if spot.segment.pk == segment.pk)


def chain_map(chain: Chain, *, viewer: User) -> ChainMap:
    """The chain with everyone confirmed on it, and of the proposed places those that the reader keeps or owns."""
    keeps, own = keeps_chain(viewer, chain), own_organizations(viewer, chain.association)
    placed = [
        PlaceLine(
            one,
            sees_capacity=keeps or one.organization_id in own,
            is_own=one.organization_id in own,
            may_change=not chain.association.is_record and (keeps or one.organization_id in own),
        )
        for one in placements_of(chain)
        if one.state == State.CONFIRMED or keeps or one.organization_id in own
    ]
    return _map(chain, placed, keeps=keeps)


def public_map(chain: Chain) -> ChainMap:
    """The same for everybody: members only, no figures, no gaps."""
    members = public_organizations(chain.association)
    placed = [
        PlaceLine(one, sees_capacity=False, is_own=False, may_change=False)
        for one in placements_of(chain)
        if one.state == State.CONFIRMED and one.role == Role.SERVES and one.organization_id in members
    ]
    drawn = _map(chain, placed, keeps=False)
    bare = [
        Spot(spot.segment, spot.serving, [], [], spot.stand, None, None, is_withheld=False)
        for spot in drawn.spots
    ]
    return ChainMap(chain, bare, drawn.flows, keeps=False)


def gaps(chain: Chain) -> list[Gap]:
    """What is missing on the chain, single-sourced, or where it could go on; three queries."""
    placed = [PlaceLine(one, False, False, False) for one in placements_of(chain)]  # noqa: FBT003 -- nobody looks
    return _map(chain, placed, keeps=False).gaps


def neighbours(association: Association) -> dict[UUID, list[Neighbour]]:
    """The segments beside each segment of the active chains: who supplies it, whom it supplies. One query."""
    beside: dict[UUID, list[Neighbour]] = defaultdict(list)
    flows = Flow.objects.of(association).filter(chain__is_active=True)
    for flow in flows.select_related("source__chain", "target__chain").order_by("id"):
        beside[flow.source_id].append(Neighbour(flow.target, flow, upstream=False))
        beside[flow.target_id].append(Neighbour(flow.source, flow, upstream=True))
    return dict(beside)


def around(drawn: ChainMap, segment: Segment) -> list[Neighbour]:
    """The segments beside one of the map: first who supplies it, then whom it supplies."""
    found = [
        Neighbour(flow.source, flow, upstream=True) for flow in drawn.flows if flow.target_id == segment.pk
    ]
    return found + [
        Neighbour(flow.target, flow, upstream=False) for flow in drawn.flows if flow.source_id == segment.pk
    ]


def placements_of(chain: Chain) -> list[Placement]:
    """Every place of a firm that is active, by the firm's name; one query. Of the firm only its names are read."""
    found = Placement.objects.filter(segment__chain=chain, organization__is_active=True)
    found = found.select_related("organization").only(*SHOWN)
    return list(found.order_by("organization__name_key", "id"))


def _map(chain: Chain, placed: Iterable[PlaceLine], *, keeps: bool) -> ChainMap:
    segments = list(chain.segments.select_related("industry_class"))
    known = {segment.pk: segment for segment in segments}
    flows = list(chain.flows.order_by("id"))
    for flow in flows:
        flow.source, flow.target = known[flow.source_id], known[flow.target_id]
    sorted_lines: dict[tuple[UUID, str], list[PlaceLine]] = defaultdict(list)
    for line in placed:
        one = line.placement
        kind = one.role if one.state == State.CONFIRMED else "proposed"
        sorted_lines[one.segment_id, kind].append(line)
    stands = standings(
        known,
        [(flow.source_id, flow.target_id) for flow in flows],
        {pk: len(sorted_lines[pk, Role.SERVES]) for pk in known},
        {pk: len(sorted_lines[pk, Role.NEEDS]) for pk in known},
    )
    spots = [_spot(segment, sorted_lines, stands[segment.pk], known, keeps=keeps) for segment in segments]
    return ChainMap(chain, spots, flows, keeps)


def _spot(
    segment: Segment,
    placed: Mapping[tuple[UUID, str], Sequence[PlaceLine]],
    stand: Stand[UUID],
    known: Mapping[UUID, Segment],
    *,
    keeps: bool,
) -> Spot:
    serving, needing = placed[segment.pk, Role.SERVES], placed[segment.pk, Role.NEEDS]
    figures = concentration([Firm(line.placement.capacity, line.placement.unit) for line in serving])
    withheld = figures is not None and not (keeps or figures.is_for_everyone)
    return Spot(
        segment,
        serving,
        needing,
        placed[segment.pk, "proposed"],
        stand,
        gap_of(segment, stand, known, [line.placement.organization for line in (*needing, *serving)]),
        None if withheld else figures,
        withheld,
    )
