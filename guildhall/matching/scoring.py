"""How well an offer fits a need, and why. Pure: counts in, a score and its reasons out.

The score is BM25, summed over the terms t that need and offer share::

    score = Σ w(t) · idf(t) · f·(K1 + 1) / (f + K1·(1 - B + B·length/average))
    idf(t) = ln(1 + (N - n + 0.5) / (n + 0.5))

f is how often t stands in the offer, length how many terms the offer has, average that of all N offers, n how many
of them have t. w(t) is ``1 + ln(how often t stands in the need)``, or what the lexicon gives a translated term.
The weights of the reasons add up to the score.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from operator import itemgetter
from typing import Any, Literal

from guildhall.core.sentences import Sentence
from guildhall.matching.tokens import Piece, is_han, pieces

K1 = 1.2
B = 0.75
Kind = Literal["shared", "translated", "spelling", "meaning"]
SAID = {
    "shared": ("共同词语“{0}”", "Both say “{0}”"),
    "translated": ("“{0}”对应“{1}”", "“{0}” corresponds to “{1}”"),
    "spelling": ("“{0}”与“{1}”写法相近", "“{0}” is spelled like “{1}”"),
    "meaning": ("意思相近（{0}）", "Similar in meaning ({0})"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A term that counts for a need: how much, and the terms or words of the need that it stands for."""

    weight: float
    kind: Kind = "shared"
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Collection:
    """All offers in three figures: how many, how long on average, how many have a term."""

    documents: int
    average: float
    holding: Mapping[str, int]

    def idf(self, term: str) -> float:
        """How telling a term is: the fewer offers have it, the more."""
        n = self.holding.get(term, 0)
        return log(1 + (self.documents - n + 0.5) / (n + 0.5))


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a match: what the need says, what the offer says, and its part of the score."""

    kind: Kind
    term: str
    found: str
    weight: float

    @property
    def sentence(self) -> Sentence:
        zh, en = (said.format(self.term, self.found) for said in SAID[self.kind])
        return Sentence(f"{zh}，计{self.weight:.2f}分", f"{en}: {self.weight:.2f}")

    def as_data(self, language: str = "") -> dict[str, Any]:
        """Plain JSON, with the sentence in one language or in both."""
        said = self.sentence
        text = {"text": said.in_language(language)} if language else said.as_data()
        return {"kind": self.kind, "term": self.term, "found": self.found, "weight": self.weight} | text


def wanted_terms(found: Iterable[str]) -> dict[str, Wanted]:
    """What the terms of a need weigh: said again counts more, but ever less."""
    return {term: Wanted(1 + log(often)) for term, often in Counter(found).items()}


def gains_of(wanted: Mapping[str, Wanted], collection: Collection) -> dict[str, float]:
    """``w(t) · idf(t) · (K1 + 1)`` of each term that some offer has: what it brings at most, in any offer."""
    return {
        term: each.weight * collection.idf(term) * (K1 + 1)
        for term, each in wanted.items()
        if collection.holding.get(term)
    }


def parts_of_score(
    gains: Mapping[str, float], offered: Sequence[str], collection: Collection
) -> dict[str, float]:
    """What each shared term brings; their sum is the score of the offer."""
    often: dict[str, int] = {}
    for term in offered:
        if term in gains:
            often[term] = often.get(term, 0) + 1
    relative = len(offered) / collection.average if collection.average else 1.0
    length = K1 * (1 - B + B * relative)
    return {term: gains[term] * f / (f + length) for term, f in often.items()}


def reasons_of(
    wanted: Mapping[str, Wanted],
    parts: Mapping[str, float],
    need: tuple[str, Sequence[Piece]],
    offer: str,
) -> list[Reason]:
    """The shared terms put together to words and phrases, the weightiest first; texts are normalized.

    Characters and pairs that stand together in the need are one reason: 减, 速, 机, 减速 and 速机 are 减速机.
    """
    groups: dict[tuple[Kind, str], dict[str, float]] = {}
    for term, part in parts.items():
        kind = wanted[term].kind
        said = "" if kind == "shared" else _said(wanted[term].sources, *need)
        groups.setdefault((kind, said), {})[term] = part
    found = []
    for (kind, said), group in groups.items():
        if kind == "shared":
            phrases = _phrases(group, *need, -1)
        else:
            phrases = _phrases(group, offer, list(pieces(offer)), 0)
        found += [Reason(kind, said or phrase, phrase, part) for phrase, part in phrases]
    return sorted(found, key=lambda reason: (-reason.weight, reason.term, reason.found))


def _said(sources: Sequence[str], text: str, places: Sequence[Piece]) -> str:
    """The longest stretch of the need that the sources of a translation cover."""
    sought = {term for source in sources for term in source.split()}
    spans = [(start, end) for term, start, end in places if term in sought]
    spans += [
        (found, found + len(word)) for word in sought if is_han(word) and (found := text.find(word)) >= 0
    ]
    stretches = _joined(sorted(spans), 1)
    start, end = max(stretches, key=lambda span: (span[1] - span[0], -span[0]), default=(0, 0))
    return text[start:end] or " ".join(sources)


def _joined(spans: Iterable[tuple[int, int]], gap: int) -> list[tuple[int, int]]:
    """Sorted spans, put together where no more than ``gap`` characters part them (-1: where they overlap)."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1] + gap:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _phrases(
    parts: Mapping[str, float], text: str, places: Sequence[Piece], gap: int
) -> list[tuple[str, float]]:
    """Stretches of the text that the terms cover, each term counted once, in the longest that has it."""
    own = sorted((place for place in places if place.term in parts), key=itemgetter(1))
    starts = [start for _term, start, _end in own]
    stretches = _joined(sorted((start, end) for _term, start, end in own), gap)
    left, weights = dict(parts), dict[str, float]()
    for first, last in sorted(stretches, key=lambda span: span[0] - span[1]):
        if not left:
            break
        near = own[bisect_left(starts, first) : bisect_left(starts, last)]
        inside = dict.fromkeys(term for term, _start, end in near if end <= last)
        if weight := sum(left.pop(term, 0.0) for term in inside):
            phrase = text[first:last]
            weights[phrase] = weights.get(phrase, 0.0) + weight
    return list(weights.items())
