from datetime import date

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power
from guildhall.dues.models import DuesNotice, Reminder
from guildhall.dues.tests.disclosure_acts import make_disclosure
from guildhall.dues.tests.make import (
    book_everything,
    make_association,
    make_collector,
    make_draft,
    make_member,
    make_notice,
    make_run,
    make_standard,
    make_step,
    make_tier,
    make_treasurer,
    make_waiver,
)
from guildhall.dues.tests.payment_lists import PAYMENT_LISTS
from guildhall.registry.tests.make import make_body, make_seat

Looked = tuple[User, str, str]


def notice_list(rows: int) -> Looked:
    association = make_association()
    viewer, tier = make_treasurer(association), make_tier(association)
    for _number in range(rows):
        make_member(association, tier=tier)
    book_everything(make_run(make_standard(association, rates={tier: 100})))
    return viewer, f"/a/{association.slug}/dues/notices/", f"/api/v1/a/{association.slug}/dues/notices"


def waiver_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_treasurer(association, Power.DECIDE)
    for _number in range(rows):
        make_waiver(make_notice(association))
    return viewer, f"/a/{association.slug}/dues/waivers/", f"/api/v1/a/{association.slug}/dues/waivers"


def run_list(rows: int) -> Looked:
    association = make_association()
    viewer, standard = make_treasurer(association), make_standard(association)
    for number in range(rows):
        make_run(standard, year=2020 + number)
    return viewer, f"/a/{association.slug}/dues/runs/", f"/api/v1/a/{association.slug}/dues/runs"


def standard_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_treasurer(association)
    for number in range(rows):
        make_draft(association, from_on=date(2020 + number, 1, 1))
    return viewer, f"/a/{association.slug}/dues/standards/", f"/api/v1/a/{association.slug}/dues/standards"


def reminder_step_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_treasurer(association)
    for number in range(rows):
        make_step(association, days=number, tier=make_tier(association))
    return viewer, f"/a/{association.slug}/dues/reminders/", f"/api/v1/a/{association.slug}/dues/reminders"


def disclosure_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_treasurer(association)
    for number in range(rows):
        make_disclosure(association, year=2020 + number)
    return (
        viewer,
        f"/a/{association.slug}/dues/disclosures/",
        f"/api/v1/a/{association.slug}/dues/disclosures",
    )


def owing(rows: int) -> tuple[Association, User]:
    """So many members of a branch that owe two years, the collector reminds them."""
    association = make_association()
    viewer, branch = make_treasurer(association, Power.MANAGE), make_body(association, kind="branch")
    tier, collector = make_tier(association), make_collector(association)
    for _number in range(rows):
        make_seat(branch, organization=make_member(association, tier=tier).organization)
    standard, step = make_standard(association, rates={tier: 100}), make_step(association)
    for year in (2024, 2025):
        issued = {"issued_on": date(year, 1, 1), "due_on": date(year, 2, 1)}
        for notice in book_everything(make_run(standard, year=year, **issued)):
            DuesNotice.objects.filter(pk=notice.pk).update(collector=collector)
            Reminder.objects.create(association=association, notice=notice, step=step, on=notice.due_on)
    return association, viewer


def arrears_list(rows: int) -> Looked:
    association, viewer = owing(rows)
    return viewer, f"/a/{association.slug}/dues/arrears/", f"/api/v1/a/{association.slug}/dues/arrears"


def unpaid_list(rows: int) -> Looked:
    association, viewer = owing(rows)
    return viewer, f"/a/{association.slug}/dues/unpaid/", f"/api/v1/a/{association.slug}/dues/unpaid"


STANDING = [arrears_list, unpaid_list]
LISTS = [
    notice_list,
    waiver_list,
    run_list,
    standard_list,
    reminder_step_list,
    disclosure_list,
    *PAYMENT_LISTS,
    *STANDING,
]
