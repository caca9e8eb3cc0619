from datetime import date

import pytest
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext

from guildhall.core.errors import NotAllowedError, RuleError
from guildhall.dues import actions, booking, books, queries
from guildhall.dues.models import DuesNotice, DuesRun, DuesStandard, Entry, Posting
from guildhall.dues.tasks import book_run, send_run
from guildhall.dues.tests.make import (
    DUE,
    ISSUED,
    make_draft,
    make_member,
    make_person,
    make_standard,
    make_tier,
    make_user,
)
from guildhall.jobs.models import Job
from guildhall.members.models import Member
from guildhall.notices.models import Delivery, Notice

pytestmark = pytest.mark.django_db


def members(tier, count, **details):
    return [make_member(tier=tier, **details) for _ in range(count)]


def booked(run, actor):
    """Booked as it happens in life: begun, then carried out by the worker."""
    actions.book_run(run, actor=actor)
    book_run(run.job)
    run.refresh_from_db()
    return list(run.notices.order_by("number"))


def numbers(run):
    return list(run.notices.order_by("number").values_list("number", flat=True))


def books_balance(run):
    entries = Entry.objects.filter(association=run.association)
    for entry in entries.annotate(total=Sum("postings__amount")):
        assert entry.total == 0
    debit = Posting.objects.filter(entry__in=entries, amount__gt=0).aggregate(total=Sum("amount"))["total"]
    return debit or 0


def test_a_run_is_prepared_previewed_booked_and_sent(association, tier, standard, treasurer, lines):
    firm = make_member(tier=tier)
    make_person(organization=firm.organization, email="finance@example.org")

    run = actions.prepare_run(
        association, year=2026, standard=standard, issued_on=ISSUED, due_on=DUE, actor=treasurer
    )
    assert queries.preview(run).amount == 500_000
    assert not DuesNotice.objects.exists()
    [notice] = booked(run, treasurer)
    assert (run.state, notice.number, notice.amount) == ("booked", "HF2026-00001", 500_000)
    actions.send_run(run, actor=treasurer)
    send_run(run.job)

    run.refresh_from_db()
    notice.refresh_from_db()
    assert run.state == "sent"
    assert notice.sent_at is not None
    told = Notice.objects.get()
    assert "5,000.00元" in told.text_zh
    assert "伍仟元整" in told.text_zh
    assert "HF2026-00001" in told.text_en
    assert lines() == [
        "dues_run.prepared",
        "dues_run.booking_begun",
        "dues_run.booked",
        "dues_run.sending_begun",
        "file.stored",
        "document.issued",
        "dues_run.sent",
    ]


def test_the_preview_says_what_each_member_gets_and_who_gets_none_and_why(association, tier, run):
    free = make_tier(association)
    run.standard.rates.create(association=association, tier=free, amount=0)
    whole, late = make_member(tier=tier), make_member(tier=tier, joined_on=date(2026, 8, 3))
    gone = make_member(tier=tier, ended_on=date(2026, 5, 1), state=Member.State.ENDED)
    make_member(tier=tier, ended_on=date(2025, 5, 1), state=Member.State.ENDED)
    coming = make_member(tier=tier, joined_on=date(2026, 11, 19))
    untiered = make_member(tier=tier)
    untiered.tier_terms.all().delete()
    unrated, pays_nothing = make_member(tier=make_tier(association)), make_member(tier=free)

    told = queries.preview(run)

    assert (told.count, told.amount) == (2, 750_000)
    expected = {
        "ended": gone,
        "not_yet": coming,
        "no_tier": untiered,
        "no_rate": unrated,
        "nothing": pays_nothing,
    }
    assert {outcome: count for outcome, _label, count in told.without} == dict.fromkeys(expected, 1)
    for outcome, member in expected.items():
        [line] = queries.preview_lines(run, queries.preview_rows(run, outcome), outcome)
        assert (line.member, line.outcome, line.amount) == (member, outcome, 0)
        assert line.reason
    lines = {line.member: line for line in queries.preview_lines(run, queries.preview_rows(run))}
    assert {member: line.amount for member, line in lines.items()} == {whole: 500_000, late: 250_000}
    assert "2 of 4 quarters" in lines[late].explanation.en


def test_what_is_booked_is_what_the_preview_said(tier, run, treasurer):
    for month in range(1, 12):
        make_member(tier=tier, joined_on=date(2026, month, 15))
    make_member(tier=tier, joined_on=None)
    told = queries.preview(run)

    notices = booked(run, treasurer)

    assert (len(notices), sum(notice.amount for notice in notices)) == (told.count, told.amount)
    assert books_balance(run) == told.amount
    assert queries.preview(run).count == 0


def test_the_last_day_of_membership_still_counts(tier, run):
    make_member(tier=tier, ended_on=ISSUED, state=Member.State.ENDED)

    assert queries.preview(run).count == 1


def test_the_tier_of_the_day_decides(association, tier, run, treasurer):
    higher = make_tier(association)
    run.standard.rates.create(association=association, tier=higher, amount=900_000)
    member = make_member(tier=tier)
    member.tier_terms.update(to_on=date(2026, 11, 17))
    member.tier_terms.create(association=association, tier=higher, from_on=ISSUED)

    [notice] = booked(run, treasurer)

    assert (notice.tier, notice.amount) == (higher, 900_000)


def test_numbers_have_no_gaps_over_batches(monkeypatch, tier, run, treasurer):
    monkeypatch.setattr(booking, "BOOKED_AT_ONCE", 3)
    members(tier, 10)

    booked(run, treasurer)

    assert numbers(run) == [f"HF2026-{number:05}" for number in range(1, 11)]


def test_a_run_that_was_interrupted_goes_on_where_it_stopped(monkeypatch, tier, run, treasurer):
    monkeypatch.setattr(booking, "BOOKED_AT_ONCE", 3)
    members(tier, 8)
    actions.book_run(run, actor=treasurer)

    def dies_in_the_second_batch(association, happenings, *, actor):
        booking_for_real(association, happenings, actor=actor)
        if run.notices.count() > 3:
            raise KeyboardInterrupt

    booking_for_real = books.book
    monkeypatch.setattr(booking, "book", dies_in_the_second_batch)
    with pytest.raises(KeyboardInterrupt):
        book_run(run.job)
    monkeypatch.setattr(booking, "book", booking_for_real)
    assert (run.notices.count(), books_balance(run)) == (3, 1_500_000)

    book_run(run.job)
    book_run(run.job)

    run.refresh_from_db()
    assert run.state == "booked"
    assert numbers(run) == [f"HF2026-{number:05}" for number in range(1, 9)]
    assert books_balance(run) == 4_000_000


def test_a_run_is_not_begun_twice(tier, run, treasurer):
    members(tier, 1)
    actions.book_run(run, actor=treasurer)

    with pytest.raises(RuleError) as refusal:
        actions.book_run(run, actor=treasurer)

    assert refusal.value.code == "not_in_preview"


def test_a_run_that_is_prepared_again_is_for_those_who_have_no_notice(
    association, tier, standard, run, treasurer
):
    members(tier, 2)
    booked(run, treasurer)
    make_member(tier=tier, joined_on=date(2026, 11, 25))

    again = actions.prepare_run(
        association, year=2026, standard=standard, issued_on=DUE, due_on=DUE, actor=treasurer
    )
    assert again.pk == run.pk
    assert queries.preview(again).count == 1
    booked(again, treasurer)

    assert numbers(run) == ["HF2026-00001", "HF2026-00002", "HF2026-00003"]


def test_nobody_is_mailed_twice_and_who_cannot_be_reached_stays_unsent(
    monkeypatch, association, tier, run, treasurer
):
    monkeypatch.setattr(booking, "SENT_AT_ONCE", 2)
    reached = members(tier, 3)
    for member in reached:
        make_person(organization=member.organization, email=f"{member.number}@example.org")
    person = make_person(association, user=make_user())
    make_member(tier=tier, person=person)
    silent = make_member(tier=tier)
    booked(run, treasurer)
    actions.send_run(run, actor=treasurer)

    send_run(run.job)
    DuesRun.objects.filter(pk=run.pk).update(state="sending")
    send_run(run.job)

    assert (Notice.objects.count(), Delivery.objects.count()) == (4, 4)
    unsent = run.notices.filter(sent_at__isnull=True)
    assert [notice.member for notice in unsent] == [silent]
    assert list(queries.notice_list(treasurer, association, state="unsent")) == list(unsent)


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"due_on": date(2026, 11, 1)}, "due_before_issued"),
        ({"year": 2030}, "year_does_not_fit"),
        ({"year": 2025}, "not_in_force"),
    ],
)
def test_dates_that_do_not_fit_are_refused(association, standard, treasurer, details, code):
    given = {"year": 2026, "issued_on": ISSUED, "due_on": DUE, "standard": standard} | details

    with pytest.raises(RuleError) as refusal:
        actions.prepare_run(association, **given, actor=treasurer)

    assert refusal.value.code == code


def test_a_draft_raises_no_dues(association, treasurer):
    with pytest.raises(RuleError) as refusal:
        actions.prepare_run(
            association,
            year=2026,
            standard=make_draft(association),
            issued_on=ISSUED,
            due_on=DUE,
            actor=treasurer,
        )

    assert refusal.value.code == "not_adopted"


def test_a_run_under_way_or_under_another_standard_is_not_prepared_anew(
    association, tier, standard, run, treasurer
):
    def prepare(by):
        with pytest.raises(RuleError) as refusal:
            actions.prepare_run(
                association, year=2026, standard=by, issued_on=ISSUED, due_on=DUE, actor=treasurer
            )
        return refusal.value.code

    members(tier, 1)
    actions.book_run(run, actor=treasurer)
    assert prepare(standard) == "under_way"
    book_run(run.job)
    DuesStandard.objects.filter(pk=standard.pk).update(to_on=date(2026, 6, 30))
    assert prepare(make_standard(association, rates={tier: 1}, from_on=date(2026, 7, 1))) == "other_standard"


def test_a_run_for_nobody_and_a_run_not_booked_are_refused(run, treasurer):
    with pytest.raises(RuleError) as refusal:
        actions.book_run(run, actor=treasurer)
    assert refusal.value.code == "nobody_owes"
    with pytest.raises(RuleError) as refusal:
        actions.send_run(run, actor=treasurer)
    assert refusal.value.code == "not_booked"


def test_only_who_keeps_the_money_runs_it(association, tier, standard, run, president, reader):
    members(tier, 1)
    for outsider in (president, reader):
        for act in (
            lambda who: actions.book_run(run, actor=who),
            lambda who: actions.send_run(run, actor=who),
            lambda who: actions.prepare_run(
                association, year=2026, standard=standard, issued_on=ISSUED, due_on=DUE, actor=who
            ),
        ):
            with pytest.raises(NotAllowedError):
                act(outsider)


def test_booking_asks_the_database_the_same_number_of_questions_for_more_members(tier, run):
    def questions(count):
        members(tier, count)
        DuesRun.objects.filter(pk=run.pk).update(state="booking")
        with CaptureQueriesContext(connection) as asked:
            booking.book_run_in_batches(run, actor=None)
        return len(asked)

    questions(1)
    assert questions(2) == questions(9)


@pytest.mark.parametrize("step", ["book_run", "send_run"])
def test_work_that_was_given_up_can_be_begun_again_and_does_nothing_twice(step, run, tier, treasurer):
    members(tier, 3)
    if step == "send_run":
        booked(run, treasurer)
    begin = getattr(actions, step)
    begin(run, actor=treasurer)
    with pytest.raises(RuleError):
        begin(run, actor=treasurer)
    given_up = run.job
    Job.objects.filter(pk=given_up.pk).update(state=Job.State.FAILED)
    run.refresh_from_db()

    assert queries.run_acts(treasurer, run) == {step}
    begin(run, actor=treasurer)
    {"book_run": book_run, "send_run": send_run}[step](run.job)
    run.refresh_from_db()

    assert (run.state, run.notices.count()) == ("booked" if step == "book_run" else "sent", 3)
    assert run.job != given_up
