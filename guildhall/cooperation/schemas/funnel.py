"""What the API accepts and returns about the funnel."""

from datetime import date
from uuid import UUID

from ninja import Schema


class FunnelIn(Schema):
    """Needs published from a day to a day, both included; without days the year so far."""

    from_on: date | None = None
    to_on: date | None = None
    kind: str = ""
    segment: UUID | None = None


class FigureOut(Schema):
    """``count`` needs came as far as ``step``, of ``before`` that came to the step before, of ``cohort`` in all."""

    step: str
    count: int
    before: int
    cohort: int


class GroupOut(Schema):
    name: str
    figures: list[FigureOut]


class EndingOut(Schema):
    ending: str
    count: int


class FunnelOut(Schema):
    """``introductions`` = ``delivered`` + ``under_way`` + what ended for one of the reasons in ``endings``."""

    from_on: date
    to_on: date
    figures: list[FigureOut]
    introductions: int
    delivered: int
    under_way: int
    endings: list[EndingOut]
    kinds: list[GroupOut]
    segments: list[GroupOut]
    without_match: int
