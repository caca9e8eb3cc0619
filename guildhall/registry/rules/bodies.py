"""Notice, size and rhythm of a body, and the names of branches."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, tzinfo

from guildhall.registry.rules.profile import Profile
from guildhall.registry.rules.verdict import Verdict


def is_notice_in_time(
    profile: Profile,
    body_kind: str,
    *,
    sent: datetime | date | None,
    starts: datetime | date,
    today: date | None = None,
    zone: tzinfo | None = None,
) -> Verdict:
    """Did the notice go out in time? ``verdict.last_day`` is the last day on which it could.

    Days are calendar days in ``zone``; an aware datetime without ``zone`` is a ValueError.
    """
    raise NotImplementedError


def is_body_well_formed(
    profile: Profile,
    body_kind: str,
    *,
    size: int,
    other_sizes: Mapping[str, int] | None = None,
    also_held: Collection[str] = (),
) -> list[Verdict]:
    """One verdict per rule: smallest and largest size, odd number, share of another body, overlap."""
    raise NotImplementedError


def meets_often_enough(
    profile: Profile, body_kind: str, *, held: Sequence[date], since: date, today: date
) -> Verdict:
    """Did the body meet in every whole period since ``since``? ``last_day`` ends the current period."""
    raise NotImplementedError


def is_branch_name_allowed(profile: Profile, name: str, *, association_name: str = "") -> Verdict:
    """Is this Chinese name allowed for a branch of the association?"""
    raise NotImplementedError
