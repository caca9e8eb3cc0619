"""Notice in time, meetings often enough, re-elections begun early enough."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo

from guildhall.core.dates import add_months, long_date
from guildhall.core.sentences import Sentence
from guildhall.registry.rules.labels import BODIES, called, capital
from guildhall.registry.rules.profile import Profile, Rule
from guildhall.registry.rules.verdict import Applied, Verdict, no_rule

MONTHS_OF = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
HALF_YEARS_ZH, HALF_YEARS_EN = ("上半年", "下半年"), ("first half", "second half")


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

    The day of sending is not counted: with 10 days, a meeting on the 20th is announced on the 10th at the latest.
    Days are calendar days in ``zone``; an aware datetime without ``zone`` is a ValueError. Not sent yet: None
    ("cannot be told yet") up to the last day, no after it; without ``today`` None.
    """
    rule = profile.body_rule(body_kind, "notice_days")
    if rule is None:
        return no_rule(body_kind, "notice_days")
    needed = rule.number
    start_day = _day(starts, zone)
    last_day = start_day - timedelta(days=needed)
    sent_day = None if sent is None else _day(sent, zone)
    begins = Sentence(f"会议{long_date(start_day).zh}召开", f"The meeting is on {long_date(start_day).en}")
    says = Sentence(
        f"{begins.zh}，通知须提前{needed}天，最迟{long_date(last_day).zh}发出",
        f"{begins.en}; notice is due {needed} days before, by {long_date(last_day).en}",
    )
    if sent_day is None:
        return _not_sent(rule, says, last_day, today)
    ahead = (start_day - sent_day).days
    ok = ahead >= needed
    end = Sentence("在期限内", "in time") if ok else Sentence("晚于期限", "too late")
    sent_on = long_date(sent_day)
    return Verdict(
        ok=ok,
        code="notice_in_time" if ok else "notice_late",
        sentence=Sentence(
            f"{says.zh}；已于{sent_on.zh}发出：{end.zh}。", f"{says.en}; sent on {sent_on.en}: {end.en}."
        ),
        applied=Applied(rule, needed=needed, got=ahead),
        last_day=last_day,
    )


def _not_sent(rule: Rule, says: Sentence, last_day: date, today: date | None) -> Verdict:
    late = today is not None and today > last_day
    end = (
        Sentence("尚未发出，已过期限", "not sent, and it is too late")
        if late
        else Sentence("尚未发出", "not sent yet")
    )
    return Verdict(
        ok=False if late else None,
        code="notice_late" if late else "notice_not_sent",
        sentence=Sentence(f"{says.zh}；{end.zh}。", f"{says.en}; {end.en}."),
        applied=Applied(rule, needed=rule.number),
        last_day=last_day,
    )


def _day(moment: datetime | date, zone: tzinfo | None) -> date:
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is None:
        return moment.date()
    if zone is None:
        raise ValueError("say in which zone the days are counted")
    return moment.astimezone(zone).date()


def meets_often_enough(
    profile: Profile, body_kind: str, *, held: Sequence[date], since: date, today: date
) -> Verdict:
    """Did the body meet in every calendar period (month, quarter, half-year, year) that lies wholly between
    ``since`` and ``today``? For "once a term", ``since`` is the term's first day.

    ``last_day`` is the end of the current period where no meeting was held in it yet.
    """
    rule = profile.body_rule(body_kind, "meets_every")
    if rule is None:
        return no_rule(body_kind, "meets_every")
    held = [day for day in held if since <= day <= today]
    if rule.value == "term":
        return _once_a_term(profile, rule, body_kind, held=held, since=since, today=today)
    length = MONTHS_OF[str(rule.value)]
    periods = _periods(since, today, length)
    missed = [
        start
        for start, end in periods
        if since <= start and end < today and not any(start <= day <= end for day in held)
    ]
    current_start, current_end = periods[-1]
    is_open = not any(current_start <= day for day in held)
    body, every = called(body_kind, BODIES), _every(str(rule.value))
    zh, en = (
        f"{body.zh}{every.zh}至少召开一次会议",
        f"{capital(body.en)}: at least one meeting every {every.en}",
    )
    if missed:
        without = _named_periods(missed, length)
        end = Sentence(f"{without.zh}没有开会", f"none was held in {without.en}")
    else:
        end = Sentence("符合", "kept")
    return Verdict(
        ok=not missed,
        code="meetings_missed" if missed else "meets_often_enough",
        sentence=Sentence(f"{zh}：{end.zh}。", f"{en}: {end.en}."),
        applied=Applied(rule, needed=1, got=len(held)),
        last_day=current_end if is_open else None,
    )


def _every(period: str) -> Sentence:
    zh = {"month": "每月", "quarter": "每季度", "half_year": "每半年", "year": "每年"}[period]
    return Sentence(zh, period.replace("_", "-"))


def _periods(since: date, today: date, length: int) -> list[tuple[date, date]]:
    start = date(since.year, (since.month - 1) // length * length + 1, 1)
    periods = []
    while start <= today:
        following = add_months(start, length)
        periods.append((start, following - timedelta(days=1)))
        start = following
    return periods


def _named_periods(starts: Sequence[date], length: int) -> Sentence:
    names = [_named_period(start, length) for start in starts]
    return Sentence("、".join(name.zh for name in names), ", ".join(name.en for name in names))


def _named_period(start: date, length: int) -> Sentence:
    number = (start.month - 1) // length
    return {
        1: Sentence(f"{start.year}年{start.month}月", f"{start.year}-{start.month:02}"),
        3: Sentence(f"{start.year}年第{number + 1}季度", f"quarter {number + 1} of {start.year}"),
        6: Sentence(
            f"{start.year}年{HALF_YEARS_ZH[number % 2]}", f"the {HALF_YEARS_EN[number % 2]} of {start.year}"
        ),
        12: Sentence(f"{start.year}年", str(start.year)),
    }[length]


def _once_a_term(
    profile: Profile, rule: Rule, body_kind: str, *, held: Sequence[date], since: date, today: date
) -> Verdict:
    years = profile.body_rule(body_kind, "term_years")
    if years is None:
        return no_rule(body_kind, "term_years")
    number = years.number
    last_day = add_months(since, 12 * number) - timedelta(days=1)
    body, until = called(body_kind, BODIES), long_date(last_day)
    late = not held and today > last_day
    end = Sentence("没有开会", "none was held") if late else Sentence("符合", "kept")
    return Verdict(
        ok=not late,
        code="meetings_missed" if late else "meets_often_enough",
        sentence=Sentence(
            f"{body.zh}每届至少召开一次会议，每届{number}年，至{until.zh}：{end.zh}。",
            f"{capital(body.en)}: at least one meeting a term of {number} years, until {until.en}: {end.en}.",
        ),
        applied=Applied(rule, needed=1, got=len(held)),
        last_day=None if held else last_day,
    )


def is_election_started_in_time(
    profile: Profile, *, term_to: date, started: date | None, today: date
) -> Verdict:
    """Was the re-election begun early enough before the term's last day? ``last_day`` is the last day to begin."""
    rule = profile.rule("elections.starts_months_before")
    if rule is None:
        return no_rule("elections", "starts_months_before")
    months = rule.number
    last_day = add_months(term_to, -months)
    by, until = long_date(last_day), long_date(term_to)
    zh = f"本届至{until.zh}届满，换届工作须提前{months}个月启动，最迟{by.zh}"
    en = f"The term ends on {until.en}; the re-election begins {months} months before, by {by.en}"
    ok: bool | None
    if started is not None:
        began, ok = long_date(started), started <= last_day
        code = "election_begun_in_time" if ok else "election_late"
        end = Sentence(f"已于{began.zh}启动", f"begun on {began.en}")
    elif today <= last_day:
        ok, code, end = None, "election_not_begun", Sentence("尚未启动", "not begun yet")
    else:
        ok, code, end = False, "election_late", Sentence("尚未启动，已过期限", "not begun, and it is late")
    return Verdict(
        ok=ok,
        code=code,
        sentence=Sentence(f"{zh}；{end.zh}。", f"{en}; {end.en}."),
        applied=Applied(rule, needed=months),
        last_day=last_day,
    )
