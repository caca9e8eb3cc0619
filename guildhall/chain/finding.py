"""Which of a few things a description belongs to: segments of a chain, classes of industry. Pure.

The same score and the same reasons as matching (``matching.matcher``), over things that are few enough to be held in
memory and read again for every question.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from guildhall.core.sentences import Sentence
from guildhall.matching.lexicon import Lexicon
from guildhall.matching.scoring import (
    Collection,
    Reason,
    gains_of,
    parts_of_score,
    reasons_of,
    wanted_terms,
)
from guildhall.matching.tokens import normalized, normalized_terms, pieces

LONGEST = 20_000  # characters of a description; what follows is not read
WEIGHTIEST = 3  # reasons that are told
FAINT = 0.4  # what scores less than this part of the best is no answer beside it
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Found(Generic[Key]):
    """A thing that fits; its reasons, the weightiest first, and their sum."""

    key: Key
    score: float
    reasons: tuple[Reason, ...]

    @property
    def sentence(self) -> Sentence:
        """The words that both share, or say in two languages, as they are told to people."""
        said = {reason.term: reason.found for reason in reversed(self.reasons) if len(reason.term) > 1}
        words = list(reversed(said.items()))[:WEIGHTIEST]
        zh = [
            f"“{term}”" if term == found or len(found) == 1 else f"“{term}”（{found}）"
            for term, found in words
        ]
        en = [
            f"“{term}”" if term == found or len(found) == 1 else f"“{term}” ({found})"
            for term, found in words
        ]
        return Sentence("共同词语：" + "、".join(zh), "Both say: " + ", ".join(en))


class Shelf(Generic[Key]):
    """Texts in any languages, each under its key, to be found by descriptions; ``lexicon`` knows words of others."""

    def __init__(self, texts: Mapping[Key, str], lexicon: Lexicon | None = None) -> None:
        self._lexicon = lexicon or Lexicon()
        self._texts = {key: normalized(text) for key, text in texts.items()}
        self._terms = {key: normalized_terms(text) for key, text in self._texts.items()}
        self._holding = Counter(term for terms in self._terms.values() for term in set(terms))
        length = sum(map(len, self._terms.values()))
        self._average = length / len(self._terms) if self._terms else 0.0
        self._with: dict[str, list[Key]] = {}
        for key, terms in self._terms.items():
            for term in dict.fromkeys(terms):
                self._with.setdefault(term, []).append(key)

    def find(self, description: str, top: int = 3) -> list[Found[Key]]:
        """The ``top`` best, best first; none where no more than single characters are shared.
        Equal ones stay in their order."""
        text = normalized(description[:LONGEST])
        said = list(pieces(text))
        own = wanted_terms(piece.term for piece in said)
        wanted = {term: one for term, one in self._lexicon.wanted(text).items() if term not in own} | own
        known = Collection(len(self._terms), self._average, self._holding)
        gains = gains_of(wanted, known)
        parts = {key: parts_of_score(gains, self._terms[key], known) for key in self._holders(gains)}
        best = sorted(parts, key=lambda key: -sum(parts[key].values()))
        found = []
        for key in best[: 2 * top]:
            if sum(parts[key].values()) < FAINT * sum(parts[best[0]].values()):
                break
            reasons = tuple(reasons_of(wanted, parts[key], (text, said), self._texts[key]))
            if any(len(reason.term) > 1 for reason in reasons):
                found.append(Found(key, sum(parts[key].values()), reasons))
        return found[:top]

    def _holders(self, terms: Iterable[str]) -> list[Key]:
        held = {key for term in terms for key in self._with.get(term, ())}
        return [key for key in self._terms if key in held]
