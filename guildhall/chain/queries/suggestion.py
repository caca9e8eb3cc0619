"""Where a description belongs: segments and classes of industry, with the reasons, for a person to confirm."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar
from uuid import UUID

from guildhall.accounts.models import Association
from guildhall.chain.finding import Found, Shelf
from guildhall.chain.models import Classification, IndustryClass, Segment
from guildhall.chain.starters import word_pairs
from guildhall.core.requests import remembered
from guildhall.core.sentences import Sentence
from guildhall.matching.lexicon import Lexicon, learn
from guildhall.matching.scoring import Reason

Thing = TypeVar("Thing", Segment, IndustryClass)


@dataclass(frozen=True)
class Suggestion(Generic[Thing]):
    """A segment or a class that a description seems to belong to, with the reasons that add up to the score."""

    thing: Thing
    score: float
    reasons: tuple[Reason, ...]
    sentence: Sentence


class Suggester(Generic[Thing]):
    """Asked once for many descriptions: what is suggested from is read and cut into terms once."""

    def __init__(self, things: Mapping[UUID, Thing], texts: Mapping[UUID, str]) -> None:
        self._things: Mapping[UUID, Thing] = things
        self._shelf = Shelf(texts, _words())

    def suggest(self, text: str, top: int = 3) -> list[Suggestion[Thing]]:
        """The best, best first; what shares no more than single characters is none."""
        return [self._told(one) for one in self._shelf.find(text, top)]

    def _told(self, found: Found[UUID]) -> Suggestion[Thing]:
        return Suggestion(self._things[found.key], found.score, found.reasons, found.sentence)


def segment_suggester(association: Association) -> Suggester[Segment]:
    """From all segments of the active chains; one query."""

    def build() -> Suggester[Segment]:
        segments = Segment.objects.of(association).filter(chain__is_active=True).select_related("chain")
        things = {one.pk: one for one in segments.order_by("chain_id", "position", "id")}
        return Suggester(things, {pk: _text(one) for pk, one in things.items()})

    return remembered(("segment_suggester", association.pk), build)


def class_suggester(association: Association) -> Suggester[IndustryClass]:
    """From the classification in use; two queries."""

    def build() -> Suggester[IndustryClass]:
        used = classification_in_use(association)
        things = {one.pk: one for one in IndustryClass.objects.current().filter(classification=used)}
        return Suggester(things, {pk: _text(one) for pk, one in things.items()})

    return remembered(("class_suggester", association.pk), build)


def suggest_segments(association: Association, text: str, top: int = 3) -> list[Suggestion[Segment]]:
    """The segments that a description seems to belong to, best first; the words shared are the reasons."""
    return segment_suggester(association).suggest(text, top)


def suggest_classes(association: Association, text: str, top: int = 3) -> list[Suggestion[IndustryClass]]:
    """The classes of industry that a description seems to belong to, best first."""
    return class_suggester(association).suggest(text, top)


def classification_in_use(association: Association) -> Classification | None:
    """The one that classes are suggested from: what was imported last, else the one that is shipped."""
    return Classification.objects.of(association).order_by("is_shipped", "-created_at", "-id").first()


@cache
def _words() -> Lexicon:
    """Words of the other language, as the maps and the classification that ship with the product teach them."""
    return Lexicon(learn(word_pairs()))


def _text(thing: Segment | IndustryClass) -> str:
    return " ".join((thing.name_zh, thing.about_zh, thing.name_en, thing.about_en))
