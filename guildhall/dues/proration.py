"""What somebody who joins during the year pays. Pure: exact integers, and the sentence that explains them."""

from dataclasses import dataclass
from datetime import date

from guildhall.core.money import said_amount
from guildhall.core.sentences import Sentence

WHOLE_YEAR, HALF_YEAR, QUARTER, MONTH = "whole_year", "half_year", "quarter", "month"
MONTHS = {WHOLE_YEAR: 12, HALF_YEAR: 6, QUARTER: 3, MONTH: 1}
PARTS = {
    HALF_YEAR: Sentence("个半年", "half-years"),
    QUARTER: Sentence("个季度", "quarters"),
    MONTH: Sentence("个月", "months"),
}


@dataclass(frozen=True)
class Share:
    """The amount in fen, of how many parts of the year, and why."""

    amount: int
    parts: int
    of: int
    sentence: Sentence


def share_of_year(amount: int, proration: str, *, year: int, joined_on: date | None) -> Share:
    """The dues of ``year`` for whoever has been a member since ``joined_on`` (None: always, or not stated).

    ``amount`` is the whole year's, in fen. The part of the year in which one joins counts in full; what is
    left over of a fen is dropped, to the member's advantage. ValueError for whoever joins after the year,
    a negative amount and an unknown way of prorating.
    """
    if proration not in MONTHS or amount < 0:
        raise ValueError(f"{amount} cannot be prorated by {proration!r}")
    if joined_on is not None and joined_on.year > year:
        raise ValueError(f"Who joins on {joined_on} owes nothing for {year}")
    of = 12 // MONTHS[proration]
    parts = of - passed_parts(proration, year=year, joined_on=joined_on)
    due = amount * parts // of
    return Share(due, parts, of, _sentence(amount, due, parts, proration, joined_on))


def passed_parts(proration: str, *, year: int, joined_on: date | None) -> int:
    """How many parts of the year were over when the member joined."""
    if joined_on is None or joined_on.year < year:
        return 0
    return (joined_on.month - 1) // MONTHS[proration]


def _sentence(amount: int, due: int, parts: int, proration: str, joined_on: date | None) -> Sentence:
    whole, pays, of = said_amount(amount), said_amount(due), 12 // MONTHS[proration]
    if parts == of or joined_on is None:
        return Sentence(f"全年会费{whole.zh}。", f"The whole year's dues of {whole.en}.")
    kind = PARTS[proration]
    one = kind.en.removesuffix("s") if parts == 1 else kind.en
    return Sentence(
        f"{joined_on.year}年{joined_on.month}月入会，全年{whole.zh}，"
        f"按{of}{kind.zh}中的{parts}{kind.zh}计：{pays.zh}。",
        f"Joined in {joined_on:%B %Y}: {parts} of {of} {one if of == 1 else kind.en} of {whole.en} a year is {pays.en}.",
    )
