"""Members: an association of many, a bank statement matched against them, the list out and in again.

Run inside a Django process, but for what ``bench`` asks from outside.
"""

import random
import time
from datetime import date
from typing import Any
from uuid import uuid4

from stdnum.cn import uscc

from bench.inside import finish_jobs, session_of
from bench.world import GOODS, PLACES, STAFF, gather_statistics
from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power
from guildhall.dues import actions as dues
from guildhall.dues.booking import book_run_in_batches
from guildhall.dues.models import DuesNotice, DuesRate, DuesRun, DuesStandard, Payment, StatementLine
from guildhall.imports import actions as imports
from guildhall.imports.http import list_answer
from guildhall.jobs.labels import load_tasks
from guildhall.members.models import Member, Tier, TierTerm
from guildhall.registry.actions import found_association
from guildhall.registry.models import Body, Organization
from guildhall.registry.tests.make import make_person, make_post, make_tenure

BATCH = 5_000
SIGNS = "泰瑞恒华金天海博智康润永昌辉凯嘉利祥鸿光和丰通盛鼎成川远信安德兴明腾旋禾顺运正欣"
SCATTER = 1_000_003  # prime to the number of signs, so that each place has signs of its own
TIERS = (("会长单位", 10_000_000), ("副会长单位", 5_000_000), ("理事单位", 1_000_000), ("会员单位", 200_000))
LINES = 10_000
YEAR = 2025


def slug_of(count: int) -> str:
    return f"members-{count}"


def build(count: int) -> dict[str, Any]:
    """An association of so many firms with four tiers and a year's dues; what asking from outside needs of it."""
    random.seed(count)
    actor = User.objects.get(email="bench@example.org")
    association = found_association(slug=slug_of(count), name_zh=f"{count}家会员协会", actor=actor)
    tiers = make_tiers(association)
    for start in range(0, count, BATCH):
        make_members(association, tiers, range(start, min(start + BATCH, count)))
    staff = [hired(association, n) for n in range(STAFF)]
    gather_statistics()
    some = Member.objects.filter(association=association).order_by("number")[:: max(1, count // 200)]
    return {
        "slug": association.slug,
        "sessions": [session_of(str(one.pk)) for one in staff],
        "members": [str(one.pk) for one in some],
    }


def hired(association: Association, number: int) -> User:
    """One of a secretariat, with a sign-in and all powers."""
    email = f"{association.slug}-{number}@example.org"
    user = User.objects.create_user(email, "bench-bench-bench", name=f"秘书{number}")
    post = make_post(
        Body.objects.get(association=association, parent=None), powers=[each.value for each in Power]
    )
    make_tenure(post, make_person(association, user=user, name_zh=user.name))
    return user


def make_tiers(association: Association) -> list[Tier]:
    return [
        Tier.objects.create(association=association, name_zh=name, rank=rank)
        for rank, (name, _amount) in enumerate(TIERS)
    ]


def name_of(place: int) -> str:
    """A firm's name as it may be, 云岭泰和恒通机械有限公司; no two are the same, and hardly any differ in one character only."""
    rest, sign = place * SCATTER % len(SIGNS) ** 4, ""
    for _ in range(4):
        rest, sign = rest // len(SIGNS), sign + SIGNS[rest % len(SIGNS)]
    return f"{PLACES[place % 8]}{sign}{GOODS[place // 3 % 10]}有限公司"


def code_of(place: int) -> str:
    base = f"91370300{place:09d}"
    return str(base + uscc.calc_check_digit(base))


def make_members(association: Association, tiers: list[Tier], places: range) -> None:
    units = [
        Organization(
            association=association, name_zh=name_of(n), uscc=code_of(n), region=PLACES[n % 8]
        ).with_keys()
        for n in places
    ]
    members = [
        Member(association=association, organization=unit, number=f"M{n:07}", joined_on=date(2015, 1, 1))
        for n, unit in zip(places, units, strict=True)
    ]
    terms = [
        TierTerm(association=association, member=one, tier=tiers[min(n % 50, 3)], from_on=date(2015, 1, 1))
        for n, one in zip(places, members, strict=True)
    ]
    Organization.objects.bulk_create(units)
    Member.objects.bulk_create(members)
    TierTerm.objects.bulk_create(terms)


def book_a_year(association: Association) -> None:
    """A notice for every member."""
    standard = DuesStandard.objects.create(
        association=association,
        body=Body.objects.get(association=association, kind=Body.Kind.ASSEMBLY),
        name_zh="会费标准",
        from_on=date(2020, 1, 1),
        state=DuesStandard.State.ADOPTED,
        decided_on=date(2019, 12, 1),
        entitled=100,
        present=100,
        in_favour=100,
        against=0,
        abstained=0,
    )
    for tier, (_name, amount) in zip(Tier.objects.filter(association=association), TIERS, strict=True):
        DuesRate.objects.create(association=association, standard=standard, tier=tier, amount=amount)
    run = DuesRun.objects.create(
        association=association,
        standard=standard,
        year=YEAR,
        issued_on=date(YEAR, 3, 1),
        due_on=date(YEAR, 6, 30),
        state=DuesRun.State.BOOKING,
    )
    book_run_in_batches(run, actor=None)


def statement_of(association: Association) -> bytes:
    """What a bank sends: of 100 lines 40 name the notice, 45 the firm as it is called, 10 with a slip of the pen,
    5 come from strangers."""
    notices = DuesNotice.objects.filter(association=association)
    paid = notices.order_by("number").values_list("number", "member__organization__name_zh", "amount")
    chosen = random.Random(5).sample(list(paid), LINES)
    rows = ["交易日期,贷方发生额,对方户名,附言,交易流水号"]
    for place, (number, name, fen) in enumerate(chosen):
        kind = place % 100
        said = f"会费 {number}" if kind < 40 else "2025年会费"
        payer = name if kind < 85 else name[:3] + name[4:] if kind < 95 else f"路人甲{uuid4().hex[:6]}"
        rows.append(f"{YEAR}-07-01,{fen // 100}.00,{payer},{said},{place:08}")
    return "\n".join(rows).encode()


def statement_seconds(count: int) -> dict[str, Any]:
    """Seconds until a statement of 10,000 lines is taken in and matched, until what is certain is booked, and how
    many lines that is."""
    load_tasks()
    association = Association.objects.get(slug=slug_of(count))
    actor = User.objects.get(email="bench@example.org")
    book_a_year(association)
    content = statement_of(association)
    gather_statistics()
    start, processor = time.perf_counter(), time.process_time()
    dues.take_statement(association, name="bank.csv", content=content, actor=actor)
    taken = time.perf_counter()
    finish_jobs()
    matched = time.perf_counter()
    dues.book_certain_lines(association, actor=actor)
    finish_jobs()
    booked = time.perf_counter()
    payments = Payment.objects.filter(association=association)
    if StatementLine.objects.filter(association=association, state="booked").count() != payments.count():
        raise RuntimeError("lines and payments differ")
    return {
        "take": taken - start,
        "match": matched - taken,
        "book": booked - matched,
        "all": booked - start,
        "work": time.process_time() - processor,
        "booked": payments.count(),
    }


def list_seconds(count: int) -> tuple[float, float]:
    """Seconds until the lists of all firms and of all members are Excel files, and until another association has
    taken both in."""
    load_tasks()
    actor = User.objects.get(email="bench@example.org")
    association = Association.objects.get(slug=slug_of(count))
    start = time.perf_counter()
    lists = {
        kind: b"".join(list_answer(actor, association, kind, "xlsx")) for kind in ("organizations", "members")
    }
    written = time.perf_counter()
    other = found_association(slug=f"{association.slug}-again", name_zh="另一家协会", actor=actor)
    make_tiers(other)
    for kind, content in lists.items():
        take_in(other, kind, content, actor)
    there = Member.objects.filter(association=other).count()
    if there != count:
        raise RuntimeError(f"{there} members of {count} came back")
    return written - start, time.perf_counter() - written


def take_in(association: Association, kind: str, content: bytes, actor: User) -> None:
    batch = imports.upload_table(association, name=f"{kind}.xlsx", content=content, kind=kind, actor=actor)
    finish_jobs()
    batch.refresh_from_db()
    imports.commit_batch(batch, actor=actor)
    finish_jobs()
