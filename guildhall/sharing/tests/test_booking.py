"""Booking a resource: what it takes, what is refused, what is told."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.notices.models import Notice
from guildhall.registry.tests.make import make_person
from guildhall.sharing import actions, queries
from guildhall.sharing.models import BookedTick, Booking, Resource
from guildhall.sharing.tests.make import (
    make_booking,
    make_closure,
    make_firm_user,
    make_organization,
    make_resource,
    make_user,
    monday_at,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def book(resource, actor, starts=None, *, hours=1, **details):
    starts = starts or monday_at(9)
    given = {"ends_at": starts + hours * HOUR, "purpose": "试验", "actor": actor}
    return actions.book_resource(resource, starts_at=starts, **given | details)


def code_of(act):
    with pytest.raises(RuleError) as refused:
        act()
    return refused.value.code


def test_a_free_time_is_booked_and_confirmed_at_once(resource, engineer, firm, lines):
    [booking] = book(resource, engineer)

    assert (booking.state, booking.organization, booking.minutes) == ("confirmed", firm, 60)
    assert booking.ticks.count() == 4
    assert lines()[-1] == "booking.made"
    notice = Notice.objects.get(user=engineer)
    assert "BEGIN:VEVENT" in notice.calendar


def test_where_the_owner_approves_the_time_is_held_until_it_answers(
    association, owner_firm, owner, engineer, lines
):
    resource = make_resource(association, organization=owner_firm, needs_approval=True)
    [booking] = book(resource, engineer)

    assert booking.state == "requested"
    assert Notice.objects.filter(user=owner).count() == 1
    assert code_of(lambda: book(resource, owner)) == "taken"
    actions.confirm_booking(booking, actor=owner)
    assert Booking.objects.get(pk=booking.pk).state == "confirmed"
    assert Notice.objects.filter(user=engineer, subject_zh__startswith="预约已确认").count() == 1
    assert lines()[-1] == "booking.confirmed"
    assert code_of(lambda: actions.decline_booking(booking, reason="晚了", actor=owner)) == "other_state"


def test_a_declined_booking_frees_its_time_and_says_why(association, owner_firm, owner, engineer):
    resource = make_resource(association, organization=owner_firm, needs_approval=True)
    [booking] = book(resource, engineer)
    with pytest.raises(InvalidError):
        actions.decline_booking(booking, reason=" ", actor=owner)
    actions.decline_booking(booking, reason="检修", actor=owner)

    assert not BookedTick.objects.exists()
    assert "检修" in Notice.objects.get(user=engineer).text_zh
    assert book(resource, engineer)[0].state == "requested"


def test_the_second_who_wants_a_time_is_told_what_is_free_next(resource, engineer, stranger):
    book(resource, engineer, hours=2)
    with pytest.raises(RuleError) as refused:
        book(resource, stranger, monday_at(10))

    assert refused.value.code == "taken"
    assert len(refused.value.details["free"]) == 5
    assert "最近可约" in str(refused.value.message)
    assert Booking.objects.count() == 1


@pytest.mark.parametrize(
    ("starts", "hours", "code"),
    [
        (lambda: monday_at(7), 1, "outside_hours"),
        (lambda: monday_at(9, 30), 1, "outside_hours"),
        (lambda: monday_at(9) + timedelta(days=5), 1, "closed_day"),
        (lambda: monday_at(9) - timedelta(days=28), 1, "in_past"),
        (lambda: monday_at(8), 4, "too_long"),
    ],
)
def test_the_resources_own_rules_are_kept(association, engineer, starts, hours, code):
    resource = make_resource(association, most_slots=3)
    assert code_of(lambda: book(resource, engineer, starts(), hours=hours)) == code
    assert not Booking.objects.exists()


@pytest.mark.parametrize(("year", "code"), [(1, "in_past"), (9999, "too_far")])
def test_a_time_that_no_calendar_reckons_with_is_refused(resource, engineer, owner, year, code):
    starts = datetime(year, 12, 31, 22, tzinfo=UTC)
    times = {"starts_at": starts, "ends_at": starts + HOUR}
    weeks = queries.occurrences(resource, **times, repeats=3, now=timezone.now(), language="en")
    assert [bool(week.problem) for week in weeks] == [True]
    assert code_of(lambda: book(resource, engineer, starts, repeats=9)) == code
    assert code_of(lambda: actions.block_time(resource, **times, reason="检修", actor=owner)) == code


def test_notice_that_is_too_short_is_refused(association, engineer):
    resource = make_resource(association, notice_hours=24 * 30)
    assert code_of(lambda: book(resource, engineer)) == "too_short_notice"


def test_a_blocked_time_cannot_be_booked_and_a_booked_one_not_blocked(resource, owner, engineer, lines):
    closure = make_closure(resource)
    assert code_of(lambda: book(resource, engineer, monday_at(13))) == "taken"
    book(resource, engineer)
    blocked = {"starts_at": monday_at(8), "ends_at": monday_at(12), "reason": "检修", "actor": owner}
    assert code_of(lambda: actions.block_time(resource, **blocked)) == "taken"
    actions.unblock_time(closure, actor=owner)
    assert lines()[-1] == "closure.ended"
    assert book(resource, engineer, monday_at(13))


def test_several_weeks_are_booked_together_or_not_at_all(resource, engineer, stranger):
    book(resource, stranger, monday_at(9, weeks=3))
    weeks = queries.occurrences(
        resource, monday_at(9), monday_at(10), 3, now=timezone.now(), language="zh-hans"
    )
    assert [bool(week.problem) for week in weeks] == [False, False, True]
    assert code_of(lambda: book(resource, engineer, repeats=3)) == "taken"
    assert Booking.objects.count() == 1

    made = book(resource, engineer, repeats=2)
    assert len({booking.series for booking in made}) == 1
    assert actions.cancel_booking(made[0], whole_series=True, actor=engineer) == 2
    assert Booking.objects.filter(state="cancelled").count() == 2
    assert BookedTick.objects.count() == 4


def test_only_whom_it_is_open_to_books_it(association, resource, engineer, firm, stranger):
    invited = make_resource(association, visibility="invited")
    invited.invited.add(firm)

    assert book(invited, engineer)
    guest = make_user()
    make_person(association, user=guest, is_guest=True)
    for resource_asked, actor in ((invited, stranger), (resource, guest), (resource, make_user())):
        with pytest.raises(NotAllowedError):
            book(resource_asked, actor, monday_at(14))


def test_a_resource_out_of_use_is_not_booked(resource, engineer, owner, lines):
    actions.retire_resource(resource, actor=owner)
    assert lines()[-1] == "resource.retired"
    assert code_of(lambda: book(resource, engineer)) == "out_of_use"
    assert code_of(lambda: actions.retire_resource(resource, actor=owner)) == "already_retired"
    actions.restore_resource(resource, actor=owner)
    assert book(resource, engineer)


def test_the_owner_cancels_with_a_reason_others_only_their_own(resource, engineer, owner, stranger):
    [booking] = book(resource, engineer)
    with pytest.raises(NotAllowedError):
        actions.cancel_booking(booking, actor=stranger)
    with pytest.raises(InvalidError):
        actions.cancel_booking(booking, actor=owner)
    actions.cancel_booking(booking, reason="设备故障", actor=owner)
    assert "设备故障" in Notice.objects.filter(user=engineer).latest("pk").text_zh


def test_use_is_noted_after_it_began_and_counted(resource, engineer, owner):
    began = monday_at(9) - timedelta(days=28)
    person = engineer.people.get()
    used, missed = (
        make_booking(resource, person=person, starts_at=began + number * HOUR) for number in range(2)
    )
    make_booking(resource, person=person, state="cancelled", hold=False, starts_at=began)
    actions.note_use(used, came=True, actor=owner)
    actions.note_use(missed, came=False, actor=owner)
    [later] = book(resource, engineer)
    assert code_of(lambda: actions.note_use(later, came=True, actor=owner)) == "not_begun"
    assert code_of(lambda: actions.confirm_booking(used, actor=owner)) == "in_past"

    day = began.astimezone(resource.association.zone).date()
    use = queries.use_of(resource, day, day + timedelta(days=6))
    assert (use.booked_minutes, use.open_minutes, use.used, use.no_show) == (120, 5 * 480, 1, 1)


def test_a_reminder_is_given_once(resource, engineer):
    [booking] = book(resource, engineer)
    before = booking.starts_at - 5 * HOUR

    assert actions.send_booking_reminders(resource.association, now=before) == 1
    assert actions.send_booking_reminders(resource.association, now=before + HOUR) == 0
    assert actions.send_booking_reminders(resource.association, now=booking.starts_at + HOUR) == 0


def test_the_database_itself_refuses_a_quarter_of_an_hour_twice(resource):
    booking = make_booking(resource)
    tick = booking.ticks.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        BookedTick.objects.create(
            association=resource.association, resource=resource, starts_at=tick.starts_at, booking=booking
        )


def test_a_resource_needs_hours_a_title_and_for_the_public_the_secretariat(
    association, owner, owner_firm, secretary
):
    given = {"kind": "room", "title_zh": "会议室", "hours": ["09:00-17:00"] * 7}

    def offer(actor=owner, organization=owner_firm, **details):
        return actions.offer_resource(association, organization=organization, actor=actor, **given | details)

    assert offer().hours[0] == "09:00-17:00"
    assert code_of(lambda: offer(hours=[""] * 7)) == "never_open"
    assert code_of(lambda: offer(hours=["8-9"] * 7)) == "no_hours"
    assert code_of(lambda: offer(title_zh="")) == "name_missing"
    assert code_of(lambda: offer(visibility="public")) == "not_allowed"
    assert code_of(lambda: offer(organization=None)) == "not_allowed"
    assert code_of(lambda: offer(organization=make_organization(association))) == "not_allowed"
    assert offer(secretary, None, visibility="public").owner == association.name


def test_of_two_who_change_a_resource_the_slower_is_told(resource, owner):
    actions.change_resource(resource, version=1, place="三楼", actor=owner)
    assert (
        code_of(lambda: actions.change_resource(resource, version=1, place="四楼", actor=owner))
        == "changed_meanwhile"
    )
    assert Resource.objects.get(pk=resource.pk).place == "三楼"


def test_a_record_changes_nothing(engineer, resource):
    resource.association.is_record = True
    resource.association.source = "来源"
    resource.association.save()
    assert code_of(lambda: book(resource, engineer)) == "read_only_record"
    assert not make_firm_user(resource.organization).people.get().bookings.exists()
