"""Matches in and out. What goes out is made from what the caller may see, so hidden names never leave."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, StringConstraints

from guildhall.exchange.models import Feedback, Match
from guildhall.exchange.queries import Exposure, FitLine, Funnel, MatchLine
from guildhall.exchange.queries.reasons import Told
from guildhall.exchange.schemas.listing import ListingRowOut, Reason, Side
from guildhall.registry.schemas.fields import Ref, printable


class MatchesIn(Schema):
    """``state``: empty for what is open, ``mutual``, ``introduced``, ``declined``, ``all``."""

    state: str = ""


class ReasonOut(Schema):
    """A reason in the caller's language; the weights of all add up to the score."""

    kind: str
    text: str
    weight: float

    @classmethod
    def of(cls, told: Told) -> "ReasonOut":
        return cls(kind=told.kind, text=told.text, weight=told.weight)


class MatchOut(Schema):
    """``rank`` is the place among what fits the need; 0 where something else fits better by now."""

    id: UUID
    need: ListingRowOut
    offer: ListingRowOut
    kind: Match.Kind
    is_across_languages: bool
    score: float
    rank: int
    reasons: list[ReasonOut]
    need_answer: Match.Answer
    offer_answer: Match.Answer
    shown_at: datetime
    introduced_at: datetime | None
    may_answer_for: list[Side]
    acts: list[str]
    version: int

    @classmethod
    def of(cls, line: MatchLine) -> "MatchOut":
        match = line.match
        same = ("kind", "is_across_languages", "score", "rank", "need_answer", "offer_answer", "shown_at")
        return cls(
            id=match.pk,
            need=ListingRowOut.of(line.need),
            offer=ListingRowOut.of(line.offer),
            reasons=[ReasonOut.of(told) for told in line.reasons],
            introduced_at=match.introduced_at,
            may_answer_for=[Side(side) for side in line.sides],
            acts=line.acts,
            version=match.version,
            **{name: getattr(match, name) for name in same},
        )


class FitOut(Schema):
    """Something that fits, stored nowhere."""

    listing: ListingRowOut
    kind: Match.Kind
    is_across_languages: bool
    score: float
    reasons: list[ReasonOut]

    @classmethod
    def of(cls, fit: FitLine) -> "FitOut":
        return cls(
            listing=ListingRowOut.of(fit.other),
            kind=Match.Kind.COMPLEMENTARY if fit.is_complementary else Match.Kind.SAME,
            is_across_languages=fit.is_across_languages,
            score=fit.score,
            reasons=[ReasonOut.of(told) for told in fit.reasons],
        )


class AnswerIn(Schema):
    """``reason`` where the verdict is ``declined``."""

    side: Side
    verdict: Feedback.Verdict
    reason: Feedback.Reason | None = None
    note: Reason = ""


class TextIn(Schema):
    """``side`` is what the text is; what is found is the other side."""

    text: Annotated[str, StringConstraints(max_length=10_000), AfterValidator(printable)]
    side: Side = Side.NEED


class ShownOut(Schema):
    organization: Ref
    times: int


class OverviewOut(Schema):
    """Needs and offers of today; matches of the last ninety days. ``gini`` is null where nothing was shown, or to one
    firm only could be."""

    needs: int
    needs_matched: int
    offers: int
    shown: int
    answered: int
    accepted: int
    mutual: int
    introduced: int
    new: int
    unanswered: int
    awaiting: int
    firms: int
    firms_shown: int
    times_shown: int
    gini: float | None
    top: list[ShownOut]

    @classmethod
    def of(cls, funnel: Funnel, exposure: Exposure) -> "OverviewOut":
        top = [
            ShownOut(organization=Ref(id=one.organization.pk, name=one.organization.name), times=one.times)
            for one in exposure.top
        ]
        figures = {"firms": exposure.firms, "firms_shown": exposure.seen, "times_shown": exposure.shown}
        return cls(**vars(funnel), **figures, gini=exposure.gini, top=top)
