"""What stands beside something on the map of its chain, and who offers or needs that: complementary matches."""

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from guildhall.accounts.models import Association
from guildhall.chain.models import Flow, Segment
from guildhall.chain.queries import Suggester, neighbours, segment_suggester
from guildhall.core.sentences import Sentence
from guildhall.exchange.projection import head_of
from guildhall.exchange.ranking import Edge
from guildhall.matching.index import Entry, Limits, View
from guildhall.matching.scoring import Collection, wanted_terms
from guildhall.matching.tokens import is_han, normalized, normalized_terms, terms

BESIDE = 10  # candidates of one flow of the chain
MOST_EDGES = 8
KEPT, MOST_KEPT = 20.0, 50  # seconds that a map is kept, and how many
IN_TITLE = (
    0.8  # of an edge: how much of the title is a product of the segment; the rest is that of the whole text
)
LEAST = 0.2  # of an edge: less is no edge
SURE = 0.8  # a segment is meant as well, that fits a text so nearly as the best one
WORDS = re.compile(r"[、，,;；/\n。.|（）()]+")


@dataclass(frozen=True)
class Beside:
    """A flow between the segment of what is asked and one beside it, with the words by which that one is known."""

    segment: Segment
    flow: Flow
    words: Mapping[str, frozenset[str]]  # with the terms of each


@dataclass(frozen=True)
class Surroundings:
    """The map of an association, read and cut into terms: by which texts a segment is meant, and what is beside it."""

    suggester: Suggester[Segment]
    beside: Mapping[UUID, Sequence[Beside]]

    @classmethod
    def of(cls, association: Association) -> "Surroundings":
        known = neighbours(association)
        beside = {
            pk: [Beside(one.segment, one.flow, _words(one.segment, one.flow)) for one in found]
            for pk, found in known.items()
        }
        return cls(segment_suggester(association), beside)


_kept: dict[UUID, tuple[float, Surroundings]] = {}


def surroundings(association: Association) -> Surroundings:
    """The same, kept for a short while: maps change seldom, and needs are matched many times a second."""
    now = time.monotonic()
    kept = _kept.get(association.pk)
    if kept is None or kept[0] < now:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        kept = _kept[association.pk] = now + KEPT, Surroundings.of(association)
    return kept[1]


def segments_beside(association: Association, segment: Segment | None, text: str) -> list[Beside]:
    """The segments beside the one that is stated, or beside those that the text seems to belong to."""
    known = surroundings(association)
    own = [segment.pk] if segment else _meant(known, text)
    found = [one for pk in own for one in known.beside.get(pk, ()) if one.segment.pk not in own]
    return found[:MOST_EDGES]


def _meant(known: Surroundings, text: str) -> list[UUID]:
    found = known.suggester.suggest(text, 3)
    return [one.thing.pk for one in found if one.score >= SURE * found[0].score]


def _words(segment: Segment, flow: Flow) -> Mapping[str, frozenset[str]]:
    """Names of products by which something of the segment is recognised: of the segment, and what flows if it makes it."""
    said = [segment.name_zh, segment.name_en, segment.about_zh, segment.about_en]
    if flow.source_id == segment.pk:
        said += [flow.goods_zh, flow.goods_en]
    words = (normalized(word).strip() for text in said for word in WORDS.split(text))
    return {word: found for word in words if len(word) > 1 and (found := frozenset(terms(word)))}


def gather(view: View, beside: Beside, limits: Limits, edges: dict[str, tuple[Edge, Entry]]) -> None:
    """Offers whose titles speak of products of the segment beside; of several flows the largest share counts."""
    wanted = wanted_terms({term for found in beside.words.values() for term in found})
    for entry in view.candidates(wanted, BESIDE, limits, "heads"):
        edge = _edge(view, beside, entry)
        if edge and (entry.id not in edges or edges[entry.id][0].share < edge.share):
            edges[entry.id] = edge, entry


def _edge(view: View, beside: Beside, entry: Entry) -> Edge | None:
    """Only where a whole product's name is in the offer, and the more the less else it says."""
    held = frozenset(normalized_terms(entry.text))
    found = [
        word for word, own in beside.words.items() if own <= held and (word in entry.text or not is_han(word))
    ]
    if not found:
        return None
    covered = frozenset[str]().union(*(beside.words[word] for word in found))
    title = frozenset(normalized_terms(head_of(entry.text)))
    known = view.collection(held)
    share = IN_TITLE * part_of(covered, title, known) + (1 - IN_TITLE) * part_of(covered, held, known)
    if share < LEAST:
        return None
    longest = sorted(found, key=lambda word: (-len(word), word))
    told = [word for place, word in enumerate(longest) if not any(word in one for one in longest[:place])]
    flow = beside.flow
    goods = Sentence(flow.goods_zh or flow.goods_en, flow.goods_en or flow.goods_zh)
    return Edge(_name(flow.source), _name(flow.target), goods, tuple(told[:3]), share)


def part_of(covered: frozenset[str], held: frozenset[str], known: Collection) -> float:
    """How much of what is held is covered, rare terms counting more."""
    whole = sum(map(known.idf, held))
    return sum(map(known.idf, covered & held)) / whole if whole else 0.0


def _name(segment: Segment) -> Sentence:
    return Sentence(segment.name_zh or segment.name_en, segment.name_en or segment.name_zh)
