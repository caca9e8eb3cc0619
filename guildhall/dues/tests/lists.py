from datetime import date

from guildhall.accounts.models import User
from guildhall.accounts.powers import Power
from guildhall.dues.tests.disclosure_acts import make_disclosure
from guildhall.dues.tests.make import (
    book_everything,
    make_association,
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


LISTS = [
    notice_list,
    waiver_list,
    run_list,
    standard_list,
    reminder_step_list,
    disclosure_list,
    *PAYMENT_LISTS,
]
