"""Offers for a need: ranked, with the reasons. The one way in, for pages, endpoints, digests and the command.

The terms of the need and their translations find candidates in the index; every candidate is scored exactly, gets
what a model of meaning adds if there is one, and says why it fits. Equal scores are ordered by id, so that the same
offers and the same need always give the same answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from rapidfuzz.distance import OSA

from guildhall.matching.fusion import added_by_meaning
from guildhall.matching.index import EVERYTHING, Entry, Limits, View
from guildhall.matching.lexicon import Lexicon
from guildhall.matching.scoring import (
    K1,
    Reason,
    Wanted,
    gains_of,
    parts_of_score,
    reasons_of,
    wanted_terms,
)
from guildhall.matching.tokens import Piece, may_be_misspelt, normalized, normalized_terms, pieces

CANDIDATES = (
    60  # more than are shown: tantivy rounds lengths, and meaning may lift one that words left behind
)
MISSPELT = 0.6  # of the weight that the word would have
MOST_STRANGE = 4  # words looked up by their spelling
LONGEST_NEED = 20_000  # characters; what follows is not read


class Meaning(Protocol):
    """A model that says how similar in meaning texts are to a need (see ``embeddings``)."""

    @property
    def name(self) -> str: ...

    def similarities(self, need: str, offers: Sequence[str]) -> list[float] | None: ...


@dataclass(frozen=True)
class Match:
    """An offer that fits: its score is the sum of the weights of its reasons."""

    id: str
    score: float
    reasons: tuple[Reason, ...]

    def as_data(self, language: str = "") -> dict[str, Any]:
        reasons = [reason.as_data(language) for reason in self.reasons]
        return {"id": self.id, "score": self.score, "reasons": reasons}


@dataclass(frozen=True)
class Scored:
    """The candidates of a need with what each term brings; reasons are made for those that are asked for."""

    text: str
    said: Sequence[Piece]
    wanted: Mapping[str, Wanted]
    parts: Mapping[str, Mapping[str, float]]
    texts: Mapping[str, str]
    meant: Mapping[str, float]
    model: str

    @cached_property
    def scores(self) -> dict[str, float]:
        return {one: sum(part.values()) + self.meant.get(one, 0.0) for one, part in self.parts.items()}

    @property
    def ranked(self) -> list[str]:
        """Their ids, best first; equal scores by id."""
        return sorted(self.scores, key=lambda one: (-self.scores[one], one))

    def match(self, one: str) -> Match:
        """One of them with its reasons, the weightiest first."""
        reasons = reasons_of(self.wanted, self.parts[one], (self.text, self.said), self.texts[one])
        if meant := self.meant.get(one):
            reasons = [*reasons, Reason("meaning", self.model, "", meant)]
        told = tuple(sorted(reasons, key=lambda reason: (-reason.weight, reason.term, reason.found)))
        return Match(one, sum(reason.weight for reason in told), told)


@dataclass(frozen=True)
class Matcher:
    """Needs are matched against one view of the offers, with what is known of words in other languages."""

    view: View
    lexicon: Lexicon = field(default_factory=Lexicon)
    meaning: Meaning | None = None

    def match(self, need: str, top: int = 10, limits: Limits = EVERYTHING) -> list[Match]:
        """The ``top`` best offers within the limits; none where no term is shared. Any text is a need."""
        scored = self.scored(need, max(CANDIDATES, 2 * top), limits)
        return [scored.match(one) for one in scored.ranked[:top]]

    def scored(self, need: str, most: int, limits: Limits = EVERYTHING, *, by_head: int = 0) -> "Scored":
        """The likeliest offers with their scores: the ``most`` by their texts, and so many by their titles."""
        text = normalized(need[:LONGEST_NEED])
        said = list(pieces(text))
        wanted = self.wanted(text, said)
        found = {entry.id: entry for entry in self.view.candidates(wanted, most, limits)}
        if by_head:
            found |= {entry.id: entry for entry in self.view.candidates(wanted, by_head, limits, "heads")}
        known = self.view.collection(wanted)
        gains = gains_of(wanted, known)
        parts = {
            one: parts_of_score(gains, normalized_terms(entry.text), known) for one, entry in found.items()
        }
        scores = {one: sum(part.values()) for one, part in parts.items()}
        meant = self._meant(need, list(found.values()), scores)
        texts = {one: entry.text for one, entry in found.items()}
        return Scored(text, said, wanted, parts, texts, meant, self.meaning.name if self.meaning else "")

    def could_reach(self, need: str) -> float:
        """What an offer of the very words of the need would score: what a score is a part of.

        Words that no offer has count too, so that a need which nobody serves is not thought to be served.
        """
        said = normalized_terms(normalized(need[:LONGEST_NEED]))
        wanted = wanted_terms(said)
        known = self.view.collection(wanted)
        gains = {term: each.weight * known.idf(term) * (K1 + 1) for term, each in wanted.items()}
        return sum(parts_of_score(gains, said, known).values())

    def wanted(self, text: str, said: Sequence[Piece]) -> dict[str, Wanted]:
        """What counts for a need: its terms, their translations, near spellings of words that are not known at all."""
        own = wanted_terms(piece.term for piece in said)
        translated = {term: one for term, one in self.lexicon.wanted(text).items() if term not in own}
        known = {word for one in translated.values() for source in one.sources for word in source.split()}
        held = self.view.collection(own).holding
        strange = [term for term in own if not held[term] and term not in known and may_be_misspelt(term)]
        near = {t: one for term in strange[:MOST_STRANGE] for t, one in self._near(term, own[term]).items()}
        return near | translated | own

    def _near(self, word: str, wanted: Wanted) -> dict[str, Wanted]:
        """Words of offers that differ from one of the need by a letter."""
        texts = self.view.near_spellings(word)
        candidates = {term for text in texts for term in normalized_terms(text)}
        near = sorted(one for one in candidates if OSA.distance(one, word, score_cutoff=1) <= 1)
        return {one: Wanted(MISSPELT * wanted.weight, "spelling", (word,)) for one in near}

    def _meant(self, need: str, found: Sequence[Entry], scores: Mapping[str, float]) -> dict[str, float]:
        if self.meaning is None or not found:
            return {}
        similar = self.meaning.similarities(need, [entry.text for entry in found])
        if similar is None:
            return {}
        return added_by_meaning(scores, {e.id: value for e, value in zip(found, similar, strict=True)})
