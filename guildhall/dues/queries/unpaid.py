"""Members who have not paid for as many years in a row as the charter names: the list that is put to the council."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guildhall.accounts.models import Association
from guildhall.core.sentences import Sentence
from guildhall.dues.ageing import longest_run
from guildhall.dues.models import DuesNotice, DuesNoticeQuerySet
from guildhall.dues.queries.arrears import ArrearsFilter, ArrearsLine, arrears_lines
from guildhall.dues.queries.standard import today_at
from guildhall.members.models import Member
from guildhall.registry.queries import profile_on
from guildhall.registry.rules import Profile, rule_value

YEARS = "dues.unpaid_years"


@dataclass(frozen=True)
class Unpaid:
    """The members, the longest unpaid first, each with the open notices; ``years`` None where the charter names none."""

    years: int | None
    rows: Sequence[dict[str, Any]]

    def __len__(self) -> int:
        return len(self.rows)


def years_named(association: Association) -> int | None:
    """After how many years without dues the charter puts a member's removal to the council."""
    rule = profile_on(association, today_at(association)).rule(YEARS)
    return rule.number if rule else None


def unpaid(association: Association) -> Unpaid:
    """Current members of whose dues something is overdue for so many years in a row as the charter names.

    Nobody is removed by being on it: a removal is entered with the resolution that decided it.
    """
    years = years_named(association)
    if not years:
        return Unpaid(years, [])
    summed = (
        _overdue(association)
        .values("member")
        .annotate(
            count=Count("year", distinct=True), first=Min("year"), last=Max("year"), open=Sum("still_open")
        )
    )
    found = list(summed.filter(count__gte=years))
    gaps = [row["member"] for row in found if row["last"] - row["first"] >= row["count"]]
    known = _years_of(association, gaps)
    rows = [
        {
            "member": row["member"],
            "years": longest_run(known.get(row["member"], set())) or row["count"],
            "open": row["open"],
        }
        for row in found
    ]
    enough = [row for row in rows if row["years"] >= years]
    return Unpaid(years, sorted(enough, key=lambda row: (-row["years"], -row["open"], row["member"])))


def _years_of(association: Association, members: Sequence[UUID]) -> dict[UUID, set[int]]:
    """Which years are overdue, of members whose years are not all in a row."""
    years: dict[UUID, set[int]] = defaultdict(set)
    owed = _overdue(association).filter(member__in=members) if members else DuesNotice.objects.none()
    for member, year in owed.values_list("member", "year"):
        years[member].add(year)
    return years


def unpaid_lines(association: Association, rows: Sequence[dict[str, Any]]) -> list[ArrearsLine]:
    """The rows with members, notices that are overdue, reminders and collectors; a fixed number of queries."""
    lines = arrears_lines(association, rows, ArrearsFilter())
    today = today_at(association)
    overdue = [
        ArrearsLine(line.member, [one for one in line.notices if one.due_on < today], today) for line in lines
    ]
    return [line for line in overdue if line.notices]


def removal_rule(association: Association) -> Sentence:
    """Who may decide a removal, in the words of the charter profile."""
    profile = profile_on(association, today_at(association))
    rule = profile.motion_rule("removal", "bodies")
    if rule is None:
        return Sentence("除名须经决议。", "A removal needs a resolution.")
    bodies = rule_value(rule)
    majorities = [_majority(profile, body) for body in rule.words]
    told = next((one for one in majorities if one), None)
    zh = f"除名由{bodies.zh}决议" + (f"（{told.zh}）" if told else "") + "，系统不会自动除名。"
    en = (
        f"A removal is decided by: {bodies.en}"
        + (f" ({told.en})" if told else "")
        + ". Nobody is removed automatically."
    )
    return Sentence(zh, en)


def unpaid_text(lines: Sequence[ArrearsLine], years: int | None) -> str:
    """The list in words, in the reader's language, to be pasted into an agenda or a paper."""
    if not lines:
        return ""
    first = ngettext(
        "Removal of %(n)d member whose dues are unpaid for %(years)d years in a row or longer:",
        "Removal of %(n)d members whose dues are unpaid for %(years)d years in a row or longer:",
        len(lines),
    ) % {"n": len(lines), "years": years}
    return "\n".join([first, *(_line(place, line) for place, line in enumerate(lines, start=1))])


def _line(place: int, line: ArrearsLine) -> str:
    return _("%(place)d. %(name)s, member number %(number)s: %(years)s") % {
        "place": place,
        "name": line.member.name,
        "number": line.member.number,
        "years": _(", ").join(str(year) for year in line.years),
    }


def _majority(profile: Profile, body: str) -> Sentence | None:
    rule = profile.motion_rule("removal", "majority") or profile.body_rule(body, "majority")
    return rule_value(rule) if rule else None


def _overdue(association: Association) -> DuesNoticeQuerySet:
    gone = Member.objects.filter(association=association, state=Member.State.ENDED).order_by()
    notices = DuesNotice.objects.filter(
        association=association, still_open__gt=0, due_on__lt=today_at(association)
    )
    return notices.exclude(member__in=gone.values("pk")).order_by()
