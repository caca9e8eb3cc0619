"""Words of one language found in another. Pure: pairs of texts in, a table of terms out.

What the platform knows in both languages (titles, names of products and segments) teaches which terms belong
together: IBM's model 1, a few rounds of expectation and maximization over the terms of each pair. A term that both
a dictionary and the table know counts as if two witnesses spoke: 1 - (1 - a)(1 - b).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

from guildhall.matching.scoring import Wanted
from guildhall.matching.tokens import is_han, pieces, terms

ROUNDS = 6
DOUBT = 0.5  # so much unseen evidence is put against every term: what was seen once is not certain
FAINT = 1e-4  # shares of the evidence below this are dropped
WEAKEST = 0.01
MOST_TARGETS = 20
LEARNT = 0.5  # a learnt pair against one of the dictionary
EVENNESS = 0.7  # below 1, weak translations count for more
SUREST = 0.99
NOTHING = ""
Table = Mapping[str, Mapping[str, float]]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Translation:
    """A term of the other language: how sure, and the terms or words of the text that it stands for."""

    sureness: float
    sources: tuple[str, ...]


class Dictionary(Protocol):
    """What a dictionary answers (see ``dictionary``)."""

    def to_english(self, text: str) -> dict[str, Translation]: ...

    def to_chinese(self, words: Sequence[str]) -> dict[str, Translation]: ...


@dataclass(frozen=True)
class Lexicon:
    """Learnt pairs and, where there is one, a dictionary; either may be missing."""

    learnt: Table = field(default_factory=dict)
    dictionary: Dictionary | None = None

    def translations(self, text: str) -> dict[str, Translation]:
        """Terms of the other language for a normalized text, surest first."""
        said = [piece.term for piece in pieces(text)]
        found = self._learnt(said)
        for term, translation in self._looked_up(text, said).items():
            found[term] = _both(translation, found.get(term))
        return dict(sorted(found.items(), key=lambda item: (-item[1].sureness, item[0])))

    def _looked_up(self, text: str, said: Sequence[str]) -> dict[str, Translation]:
        """From the dictionary, out of the language that most of the text is in: LED in Chinese text stays LED."""
        if self.dictionary is None:
            return {}
        words = [term for term in said if not is_han(term)]
        if len(words) > sum(map(is_han, said)):
            return self.dictionary.to_chinese(words)
        return self.dictionary.to_english(text)

    def wanted(self, text: str) -> dict[str, Wanted]:
        """The same as terms that count for a need."""
        return {
            term: Wanted(known.sureness**EVENNESS, "translated", known.sources)
            for term, known in self.translations(text).items()
        }

    def _learnt(self, said: Sequence[str]) -> dict[str, Translation]:
        evidence: dict[str, dict[str, float]] = defaultdict(dict)
        for feature in _features(said):
            for target, sureness in self.learnt.get(feature, {}).items():
                evidence[target][feature] = sureness
        return {target: _together(witnesses) for target, witnesses in evidence.items()}


def _together(witnesses: Mapping[str, float]) -> Translation:
    """Many features for one term; those at least half as sure as the surest are its sources."""
    doubt, most = 1.0, max(witnesses.values())
    for sureness in witnesses.values():
        doubt *= 1 - min(SUREST, sureness)
    return Translation(
        LEARNT * (1 - doubt), tuple(one for one, sure in witnesses.items() if 2 * sure >= most)
    )


def learn(pairs: Iterable[Pair]) -> Table:
    """The table of pairs of texts that say the same in two languages, learnt in both directions.

    Words are learnt from characters and pairs of them, but only characters from words: pairs are too rare.
    """
    read = [(terms(first), terms(second)) for first, second in pairs]
    both = read + [(second, first) for first, second in read]
    return _model(
        [(_features(said), _single(other)) for said, other in both if said and other and _differ(said, other)]
    )


def _single(said: Sequence[str]) -> list[str]:
    return [term for term in dict.fromkeys(said) if len(term) == 1 or not is_han(term)]


def _differ(features: Sequence[str], targets: Sequence[str]) -> bool:
    """Whether two texts are of different scripts; the same script needs no translation."""
    return is_han(features[0]) != is_han(targets[0])


def _model(links: Sequence[tuple[Sequence[str], Sequence[str]]]) -> dict[str, dict[str, float]]:
    """How likely each feature is to stand for each target. A feature of its own takes what none explains."""
    sureness: dict[str, dict[str, float]] | None = None
    for _round in range(ROUNDS):
        counted: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for features, targets in links:
            _count([*features, NOTHING], targets, sureness, counted)
        sureness = {feature: _shares(seen) for feature, seen in counted.items()}
    kept = {feature: _kept(targets) for feature, targets in (sureness or {}).items() if feature != NOTHING}
    return {feature: targets for feature, targets in kept.items() if targets}


def _count(
    features: Sequence[str],
    targets: Iterable[str],
    sureness: Mapping[str, Mapping[str, float]] | None,
    counted: Mapping[str, dict[str, float]],
) -> None:
    """Each target is shared out among the features of its pair, as likely as each seemed in the round before."""
    for target in targets:
        if sureness is None:
            likely = [1.0] * len(features)
        else:
            likely = [sureness[feature].get(target, 0.0) for feature in features]
        whole = sum(likely)
        for feature, share in zip(features, likely, strict=True):
            if share > whole * FAINT:
                counted[feature][target] += share / whole


def _shares(seen: Mapping[str, float]) -> dict[str, float]:
    whole = sum(seen.values()) + DOUBT
    return {target: count / whole for target, count in seen.items()}


def _kept(targets: Mapping[str, float]) -> dict[str, float]:
    best = sorted(targets.items(), key=lambda item: (-item[1], item[0]))[:MOST_TARGETS]
    return {target: share for target, share in best if share > WEAKEST}


def _both(one: Translation, other: Translation | None) -> Translation:
    """Two witnesses for the same term; the surer says for which words."""
    if other is None:
        return one
    sureness = 1 - (1 - min(SUREST, one.sureness)) * (1 - min(SUREST, other.sureness))
    return Translation(sureness, max(one, other, key=lambda each: each.sureness).sources)


def _features(said: Sequence[str]) -> list[str]:
    """Terms, and pairs of neighbouring words: hot dog is more than hot and dog."""
    words = [term for term in said if not is_han(term)]
    return list(dict.fromkeys([*said, *(f"{one} {two}" for one, two in pairwise(words))]))
