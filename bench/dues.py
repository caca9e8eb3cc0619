"""The yearly run, measured without a web server. Run inside a Django process."""

import time
from datetime import date

from guildhall.accounts.models import Association
from guildhall.dues.booking import book_run_in_batches
from guildhall.dues.models import DuesRate, DuesRun, DuesStandard
from guildhall.dues.queries import preview
from guildhall.members.models import Member, Tier, TierTerm
from guildhall.registry.models import Body, Organization, Seat

BATCH = 5_000
BRANCHES = 27
TIERS = (("会长单位", 10_000_000), ("副会长单位", 5_000_000), ("理事单位", 1_000_000), ("会员单位", 200_000))


def make_members(count: int, years: int) -> DuesStandard:
    """An association of so many firms in four tiers, some of them joined in each of the years, two fifths in branches."""
    association = Association.objects.create(slug=f"dues-{count}", name_zh="会费基准协会")
    body = Body.objects.create(association=association, kind=Body.Kind.ASSEMBLY, name_zh="会员大会")
    branches = [
        Body.objects.create(
            association=association, parent=body, kind=Body.Kind.BRANCH, name_zh=f"分会{n}", rank=n
        )
        for n in range(BRANCHES)
    ]
    tiers = [
        Tier.objects.create(association=association, name_zh=name, rank=rank)
        for rank, (name, _amount) in enumerate(TIERS)
    ]
    standard = DuesStandard.objects.create(
        association=association,
        body=body,
        name_zh="会费标准",
        from_on=date(2020, 1, 1),
        proration=DuesStandard.Proration.MONTH,
        state=DuesStandard.State.ADOPTED,
        decided_on=date(2019, 12, 1),
        entitled=count,
        present=count,
        in_favour=count,
        against=0,
        abstained=0,
    )
    for tier, (_name, amount) in zip(tiers, TIERS, strict=True):
        DuesRate.objects.create(association=association, standard=standard, tier=tier, amount=amount)
    for start in range(0, count, BATCH):
        places = range(start, min(start + BATCH, count))
        units = [
            Organization(association=association, name_zh=f"会费{place}号公司").with_keys()
            for place in places
        ]
        members = [
            Member(
                association=association,
                organization=unit,
                number=f"B{place:07}",
                joined_on=date(2026 - place % (2 * years), 1 + place % 12, 1),
            )
            for place, unit in zip(places, units, strict=True)
        ]
        Organization.objects.bulk_create(units)
        Member.objects.bulk_create(members)
        Seat.objects.bulk_create(
            Seat(association=association, body=branches[place % BRANCHES], organization=unit)
            for place, unit in zip(places, units, strict=True)
            if place % 5 < 2
        )
        TierTerm.objects.bulk_create(
            TierTerm(
                association=association,
                member=member,
                tier=tiers[min(place % 50, 3)],
                from_on=member.joined_on,
            )
            for place, member in zip(places, members, strict=True)
        )
    return standard


def run_seconds(standard: DuesStandard, year: int) -> tuple[int, float, float]:
    """Notices booked, seconds by the clock and by the processor for one year: prepared, previewed, booked."""
    clock, processor = time.perf_counter(), time.process_time()
    run = DuesRun.objects.create(
        association=standard.association,
        standard=standard,
        year=year,
        issued_on=date(year, 11, 18),
        due_on=date(year, 11, 30),
    )
    expected = preview(run)
    DuesRun.objects.filter(pk=run.pk).update(state=DuesRun.State.BOOKING)
    booked = book_run_in_batches(run, actor=None)
    if booked != expected.count:
        raise RuntimeError(f"{booked} booked, {expected.count} previewed")
    return booked, time.perf_counter() - clock, time.process_time() - processor


def yearly_runs(members: int, years: int = 5) -> list[tuple[int, int, float, float]]:
    """Year, notices and seconds (clock, processor) of each year up to 2026, one after the other."""
    standard = make_members(members, years)
    return [(year, *run_seconds(standard, year)) for year in range(2027 - years, 2027)]
