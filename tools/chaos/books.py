"""The association's money and its double entries, seen from inside: made before the drill, looked at after each kill."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, F, Model, Q, QuerySet, Sum

from guildhall.accounts.models import Association
from guildhall.documents.models import Series
from guildhall.dues.ledger import Event, Kind, balances
from guildhall.dues.models import (
    Allocation,
    DuesNotice,
    DuesRate,
    DuesRun,
    DuesStandard,
    Entry,
    Payment,
    Posting,
    StatementLine,
)
from guildhall.dues.queries import with_open
from guildhall.members.models import Member, Merge, Tier, TierTerm
from guildhall.notices.models import Notice
from guildhall.registry.models import Body, Organization, Person

MEMBERS = 2400  # more than are booked at once
MAILED = 24  # of them are reached by mail
PAIRS, PEOPLE, UNITS = 12, 60, 20
PREFIX = "缴费单位"
NUMBERS = "dues_notice"
FEES = (1_000_000, 500_000, 100_000, 20_000)


def build_money(association: Association) -> dict[str, Any]:
    """Members in four tiers with an adopted standard, and pairs of entries with people and units."""
    tiers = [
        Tier.objects.create(association=association, name_zh=f"级别{rank}", rank=100 + rank)
        for rank in range(4)
    ]
    standard = build_standard(association, tiers)
    units = Organization.objects.bulk_create(
        Organization(association=association, name_zh=f"{PREFIX}{n:05}号有限公司").with_keys()
        for n in range(MEMBERS)
    )
    members = Member.objects.bulk_create(
        Member(association=association, organization=unit, number=f"C{n:05}") for n, unit in enumerate(units)
    )
    TierTerm.objects.bulk_create(
        TierTerm(association=association, member=member, tier=tiers[n % 4])
        for n, member in enumerate(members)
    )
    Person.objects.bulk_create(
        Person(
            association=association, name_zh=f"财务{n}", organization=units[n], email=f"m{n}@example.org"
        ).with_keys()
        for n in range(MAILED)
    )
    paying = [
        (member.pk, unit.name_zh, FEES[n % 4])
        for n, (member, unit) in enumerate(zip(members, units, strict=True))
    ]
    return {
        "standard": str(standard.pk),
        "members": [[name, fen] for _pk, name, fen in sorted(paying)],
        "pairs": [build_pair(association, n) for n in range(PAIRS)],
    }


def build_standard(association: Association, tiers: list[Tier]) -> DuesStandard:
    standard = DuesStandard.objects.create(
        association=association,
        body=Body.objects.get(association=association, kind=Body.Kind.ASSEMBLY),
        name_zh="会费标准",
        from_on=date(1990, 1, 1),
        state=DuesStandard.State.ADOPTED,
        decided_on=date(1989, 12, 1),
        entitled=100,
        present=100,
        in_favour=100,
        against=0,
        abstained=0,
    )
    DuesRate.objects.bulk_create(
        DuesRate(association=association, standard=standard, tier=tier, amount=fen)
        for tier, fen in zip(tiers, FEES, strict=True)
    )
    return standard


def build_pair(association: Association, number: int) -> list[str]:
    """Two entries, each with people and units of its own."""
    pair = Organization.objects.bulk_create(
        Organization(association=association, name_zh=f"{PREFIX}重{number}{which}", phone=which).with_keys()
        for which in ("甲", "乙")
    )
    for unit in pair:
        Person.objects.bulk_create(
            Person(association=association, name_zh=f"职员{n}", organization=unit).with_keys()
            for n in range(PEOPLE)
        )
        Organization.objects.bulk_create(
            Organization(association=association, name_zh=f"{PREFIX}下属{n}", parent=unit).with_keys()
            for n in range(UNITS)
        )
    return [str(unit.pk) for unit in pair]


def told_states(association: Association) -> dict[str, Any]:
    """How far each run, statement and merge is: for comparing with what was answered."""
    runs = DuesRun.objects.filter(association=association)
    payments = Payment.objects.filter(association=association)
    counted = Merge.objects.filter(association=association).order_by().values("gone")
    turns = counted.annotate(merged=Count("pk"), undone=Count("undone_at"))
    return {
        "runs": {str(year): state for year, state in runs.values_list("year", "state")},
        "payments": payments.count(),
        "turns": {str(row["gone"]): row["merged"] + row["undone"] for row in turns},
    }


def amiss(association: Association) -> list[str]:
    """Whatever does not add up, in sentences. Must be nothing at any moment at which nobody is working."""
    return [
        *unbalanced(association),
        *events_amiss(association),
        *notices_amiss(association),
        *open_amiss(association),
        *lines_amiss(association),
        *pairs_amiss(association),
    ]


def unbalanced(association: Association) -> Iterator[str]:
    """Entries whose sides differ, and accounts that hold anything else than their events say."""
    entries = Entry.objects.filter(association=association).order_by().values("pk")
    sides = entries.annotate(sides=Count("postings"), total=Sum("postings__amount"))
    for entry in sides.exclude(sides=2, total=0)[:5]:
        yield f"entry {entry['pk']} has {entry['sides']} sides that add up to {entry['total']}"
    postings = Posting.objects.filter(association=association).order_by()
    held = dict(postings.values_list("account__code").annotate(total=Sum("amount")).exclude(total=0))
    expected = balances(events_of(association))
    if held != expected:
        yield f"accounts hold {held}, by their events {expected}"


def events_of(association: Association) -> Iterator[Event]:
    """What happened, from the rows themselves: one event of each kind with all its money."""
    for kind, rows in sources(association).items():
        if total := rows.aggregate(total=Sum("amount"))["total"]:
            yield Event(kind, total)


def sources(association: Association) -> "dict[Kind, QuerySet[Any]]":
    models: dict[Kind, type[Model]] = {
        Kind.ISSUED: DuesNotice,
        Kind.PAID: Payment,
        Kind.ALLOCATED: Allocation,
    }
    return {
        kind: model._default_manager.filter(association=association).order_by()
        for kind, model in models.items()
    }


def events_amiss(association: Association) -> Iterator[str]:
    """Each notice, payment and part of a payment is in the books once, and nothing else is."""
    entries = Entry.objects.filter(association=association).order_by()
    booked = dict(entries.values_list("event").annotate(number=Count("pk")))
    rows = sources(association)
    if other := set(booked) - {str(kind) for kind in rows}:
        yield f"the books hold {other}"
    for kind, found in rows.items():
        if (there := found.count()) != booked.get(str(kind), 0):
            yield f"{kind}: {there} rows, {booked.get(str(kind), 0)} entries"


def notices_amiss(association: Association) -> Iterator[str]:
    """One notice for each member and year, numbered 1, 2, 3 ...; sent is what lies in the outbox."""
    notices = DuesNotice.objects.filter(association=association).order_by()
    twice = notices.values("member", "year").annotate(times=Count("pk")).filter(times__gt=1)
    if twice.exists():
        yield f"{twice.count()} notices were booked twice"
    last = dict(
        Series.objects.filter(association=association, kind=NUMBERS).values_list("year", "last_number")
    )
    for year in notices.values_list("year", flat=True).distinct():
        numbers = sorted(notices.filter(year=year).values_list("number", flat=True))
        if numbers != [f"HF{year}-{n:05}" for n in range(1, last.get(year, 0) + 1)]:
            yield f"the numbers of {year} have gaps: {len(numbers)} notices, the last {last.get(year)}"
    sent = notices.filter(sent_at__isnull=False).count()
    mailed = Notice.objects.filter(association=association, kind="dues").count()
    if sent != mailed:
        yield f"{sent} dues notices are called sent, {mailed} lie in the outbox"
    finished = DuesRun.objects.filter(association=association, state__in=["booked", "sending", "sent"])
    for run in finished.annotate(number=Count("notices")).exclude(number=MEMBERS):
        yield f"run {run.year} is {run.state} with {run.notices.count()} notices of {MEMBERS}"
    unsent = notices.filter(
        run__state="sent", sent_at__isnull=True, member__organization__people__isnull=False
    )
    if unsent.exists():
        yield f"{unsent.count()} notices of runs that are sent were not sent"


def open_amiss(association: Association) -> Iterator[str]:
    """What is kept as open with each notice is what its payments and waivers leave open."""
    notices = with_open(DuesNotice.objects.filter(association=association).standing()).order_by()
    wrong = notices.exclude(still_open=F("open"))
    if wrong.exists():
        yield f"{wrong.count()} notices keep another amount as open than is"


def lines_amiss(association: Association) -> Iterator[str]:
    """A line is booked and has one payment with its amount, wholly used, or waits and has none."""
    lines = StatementLine.objects.filter(association=association).order_by()
    counted = lines.annotate(number=Count("payments", distinct=True))
    odd = counted.filter(Q(state="open", number__gt=0) | Q(state="booked") & ~Q(number=1))
    if odd.exists():
        yield f"{odd.count()} lines do not fit their payments"
    payments = Payment.objects.filter(association=association).order_by()
    if payments.exclude(amount=F("line__amount")).exists():
        yield "a payment is of another amount than its line"
    unused = payments.annotate(used=Sum("allocations__amount")).exclude(used=F("amount"))
    if unused.exists():
        yield f"{unused.count()} payments are not wholly used"
    notices = DuesNotice.objects.filter(association=association).order_by()
    over = notices.annotate(paid=Sum("allocations__amount")).filter(paid__gt=F("amount"))
    if over.exists():
        yield f"{over.count()} notices are paid more than once"


def pairs_amiss(association: Association) -> Iterator[str]:
    """Two entries with everything of their own, or one with everything of both."""
    pairs = Organization.objects.filter(association=association, name_zh__startswith=f"{PREFIX}重")
    for unit in pairs:
        merges = Merge.objects.filter(undone_at__isnull=True)
        taken, left = merges.filter(kept=unit).count(), merges.filter(gone=unit).count()
        share = 2 if taken else 0 if left else 1
        found = (unit.people.count(), unit.units.count(), unit.merged_into_id is not None, unit.phone)
        phone = "乙" if taken or unit.name_zh.endswith("乙") else "甲"
        if found != (share * PEOPLE, share * UNITS, bool(left), phone):
            yield f"{unit.name_zh}: {found} with {taken} merges into it and {left} away"


def paid_notices(association: Association) -> dict[str, list[int]]:
    """What each notice was paid, by its number."""
    paid: dict[str, list[int]] = {}
    rows = Allocation.objects.filter(association=association).order_by("pk")
    for number, amount in rows.values_list("notice__number", "amount"):
        paid.setdefault(number, []).append(amount)
    return paid


def dues_mails(association: Association) -> int:
    return Notice.objects.filter(association=association, kind="dues").count()
