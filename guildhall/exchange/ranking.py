"""The order of what fits a listing, and every reason of it. Pure: facts in, places out.

The engine says how well two texts fit (``matching``). Added to that are reasons that no text gives: the edge of the
chain that makes two products complementary, kind, region, certificates, quantity - and taken off is how often a firm
was shown lately without an answer. Each is a part of ``unit``, the best score that texts alone gave, so that words
come first whatever their number; the weights of all reasons add up to the score.

Two rules of places: no firm takes more than ``MOST_OF_A_FIRM`` of ten, and where something complementary fits, the
best of it stands third at the latest.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from guildhall.core.sentences import Sentence
from guildhall.matching.tokens import normalized

TOP = 10
MOST_OF_A_FIRM = 3  # of the first ten
COMPLEMENT_BY = 3  # the place where the best complementary one stands at the latest
FLOOR = 0.12  # of what the text could reach: the least that the unit is
# Less is told to nobody: of what the text or its title could reach, and of the other's title.
TOLD_BY_TEXT, TOLD_BY_TITLE = 0.3, 0.6
# Parts of the unit.
EDGE, EDGE_WORDS = 0.1, 0.6
TITLE, HALF_TITLED = 0.9, 0.5
SAME_KIND, RELATED_KIND = 0.1, 0.05
REGION, CERTIFICATES, QUANTITY = 0.08, 0.15, 0.08
EXPOSURE, HALF_WEARY = 0.2, 8  # after so many showings without answer, half of it is taken off
# What answers what. A need for engineers is not met by pumps, whatever words the two share.
GOODS = frozenset({"product", "capacity", "equipment", "technology"})
RELATED = (
    GOODS,
    frozenset({"technology", "expert", "research", "talent"}),
    frozenset({"capacity", "equipment", "logistics"}),
)
AREA = re.compile(r"(?:省|市|区|县|自治区|地区|镇|街道)(?=.)|(?:省|市|区|县)$")
Reason = Mapping[str, Any]  # {"kind", "term", "found", "weight"}; ``term`` may be {"zh", "en"}


@dataclass(frozen=True)
class Traits:
    """What a listing says besides its text."""

    id: str
    firm: str = ""
    kind: str = "product"
    region: str = ""
    certificates: tuple[str, ...] = ()
    quantity: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True)
class Edge:
    """A flow of the chain between what is needed and what is offered, with the words of the offer that belong to it."""

    source: Sentence
    target: Sentence
    goods: Sentence
    found: tuple[str, ...]
    share: float  # of what the words of the segment could reach


@dataclass(frozen=True)
class Candidate:
    """Something that may fit: its traits, what its text scores, the edge that makes it complementary if one does, and
    how often its firm was shown lately without an answer."""

    traits: Traits
    by_text: float = 0.0
    share: float = 0.0  # of what the text could reach
    edge: Edge | None = None
    shown: int = 0
    title: str = ""
    titled: float = 0.0  # how much of its title is said in what is asked


@dataclass(frozen=True)
class Place:
    """Where a candidate stands. ``score`` is what its text scores and the weights of ``added`` together."""

    id: str
    firm: str
    score: float
    added: tuple[Reason, ...] = ()
    is_complementary: bool = False
    is_told: bool = False  # good enough to be told of


def ranked(
    asking: Traits, candidates: Sequence[Candidate], could_reach: float, top: int = TOP
) -> list[Place]:
    """The ``top`` places for a listing whose text could reach ``could_reach``, best first.

    Kinds that cannot answer each other are left out; a text of no kind is answered by all. Equal scores go by id. Of each firm come at most ``MOST_OF_A_FIRM`` for every ten places.
    """
    answering = [one for one in candidates if not asking.kind or _kinds(asking.kind, one.traits.kind)]
    unit = max([one.by_text for one in answering], default=0.0)
    unit = max(unit, FLOOR * could_reach)
    places = sorted(
        (_place(asking, one, unit) for one in answering if one.by_text or one.edge),
        key=lambda place: (-place.score, place.id),
    )
    return _complement_in_time(_spread(places, top), places)


def _place(asking: Traits, candidate: Candidate, unit: float) -> Place:
    edge = candidate.edge if {asking.kind or candidate.traits.kind, candidate.traits.kind} <= GOODS else None
    added = [
        *_title_reason(candidate, unit),
        *_edge_reason(edge, unit),
        *_additions(asking, candidate.traits, unit),
        *_weariness(candidate.shown, unit),
    ]
    is_complementary = edge is not None and edge.share > candidate.titled
    along = edge.share if edge else 0.0
    return Place(
        candidate.traits.id,
        candidate.traits.firm,
        candidate.by_text + sum(float(reason["weight"]) for reason in added),
        tuple(added),
        is_complementary,
        is_told=candidate.share >= TOLD_BY_TEXT or max(candidate.titled, along) >= TOLD_BY_TITLE,
    )


def _title_reason(candidate: Candidate, unit: float) -> list[Reason]:
    """What is asked names the other's product: of a title that is named in half or less this says nothing."""
    if candidate.titled <= HALF_TITLED:
        return []
    part = (candidate.titled - HALF_TITLED) / (1 - HALF_TITLED)
    return [{"kind": "title", "term": candidate.title, "found": "", "weight": unit * TITLE * part}]


def _edge_reason(edge: Edge | None, unit: float) -> list[Reason]:
    if edge is None:
        return []
    names = {"source": edge.source.as_data(), "target": edge.target.as_data(), "goods": edge.goods.as_data()}
    weight = unit * (EDGE + EDGE_WORDS * edge.share)
    return [{"kind": "chain", "term": names, "found": list(edge.found), "weight": weight}]


def _additions(asking: Traits, other: Traits, unit: float) -> list[Reason]:
    found: list[tuple[str, str, str, float]] = []
    if kinds := _kinds(asking.kind, other.kind):
        found.append(("kind", asking.kind, other.kind, kinds))
    if region := shared_region(asking.region, other.region):
        found.append(("region", region, other.region, REGION))
    wanted = [one for one in asking.certificates if one.strip()]
    held = [one for one in wanted if _holds(other.certificates, one)]
    if held:
        found.append(("certificate", "、".join(held), "", CERTIFICATES * len(held) / len(wanted)))
    if enough := _enough(asking, other):
        found.append(("quantity", _amount(asking), _amount(other), QUANTITY * enough))
    return [
        {"kind": kind, "term": term, "found": said, "weight": unit * part} for kind, term, said, part in found
    ]


def _weariness(shown: int, unit: float) -> list[Reason]:
    """What is taken off where the firm was shown lately and nobody answered; ever less for each time more."""
    if shown <= 0:
        return []
    return [
        {
            "kind": "exposure",
            "term": str(shown),
            "found": "",
            "weight": -unit * EXPOSURE * shown / (shown + HALF_WEARY),
        }
    ]


def _kinds(one: str, other: str) -> float:
    if one == other:
        return SAME_KIND
    return RELATED_KIND if any({one, other} <= group for group in RELATED) else 0.0


def shared_region(one: str, other: str) -> str:
    """The region that both name, the smaller one where one lies in the other; empty where they differ or say nothing."""
    first, second = (AREA.sub("", normalized(each).replace(" ", "")) for each in (one, other))
    if not first or not second:
        return ""
    if first in second:
        return other
    return one if second in first else ""


def _holds(certificates: Sequence[str], wanted: str) -> bool:
    """Whether one of the certificates is the wanted one: its name, however it is written, is part of the other."""
    sought = _plain(wanted)
    return any(sought in held or held in sought for each in certificates if (held := _plain(each)))


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", normalized(text))


def _enough(asking: Traits, other: Traits) -> float:
    """How much of the quantity the smaller one is of the other, where both count in the same unit."""
    if asking.quantity is None or other.quantity is None or _plain(asking.unit) != _plain(other.unit):
        return 0.0
    smaller, larger = sorted((asking.quantity, other.quantity))
    return float(smaller / larger) if other.quantity < asking.quantity else 1.0


def _amount(traits: Traits) -> str:
    return f"{traits.quantity:f}".rstrip("0").rstrip(".") + f" {traits.unit}" if traits.quantity else ""


def _spread(places: Sequence[Place], top: int) -> list[Place]:
    """The first of them, of each firm no more than it may have in every ten."""
    chosen: list[Place] = []
    taken: Counter[str] = Counter()
    for place in places:
        if len(chosen) == top:
            break
        if not place.firm or taken[place.firm] < MOST_OF_A_FIRM * (1 + len(chosen) // TOP):
            chosen.append(place)
            taken[place.firm] += 1
    return chosen


def _complement_in_time(chosen: list[Place], places: Sequence[Place]) -> list[Place]:
    """The best complementary one stands third at the latest, where it is good enough to be told of."""
    best = next((place for place in places if place.is_complementary and place.is_told), None)
    if best is None or best in chosen[:COMPLEMENT_BY]:
        return chosen
    others = [place for place in chosen if place is not best]
    return [*others[: COMPLEMENT_BY - 1], best, *others[COMPLEMENT_BY - 1 :]][
        : max(len(chosen), COMPLEMENT_BY)
    ]
