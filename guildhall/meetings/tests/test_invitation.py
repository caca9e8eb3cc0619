"""Inviting: from the roster of the day, and by hand."""

from datetime import timedelta

import pytest
from django.utils import timezone

from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.meetings import actions, queries
from guildhall.meetings.models import Invitation
from guildhall.meetings.tests.make import (
    make_body,
    make_invitation,
    make_meeting,
    make_member,
    make_organization,
    make_person,
    make_post,
    make_representation,
    make_seat,
    make_secretary,
    make_tenure,
    make_user_with_powers,
)
from guildhall.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return make_body()


@pytest.fixture
def meeting(body):
    return make_meeting(body)


@pytest.fixture
def secretary(body):
    return make_secretary(body.association)


def test_everyone_on_the_roster_of_the_day_is_invited_with_their_vote_and_capacity(body, meeting, secretary):
    president = make_person(body.association)
    make_tenure(make_post(body, sits_in=(body,), rank=1), president)
    member = make_member(body, label_zh="副会长单位", label_en="Vice-president unit")
    observer = make_person(body.association)
    make_seat(body, person=observer, votes=False, label_zh="列席")

    filling = actions.fill_invitations(meeting, actor=secretary)

    rows = {row.person: row for row in meeting.invitations.all()}
    assert len(filling.new) == len(rows) == 3
    assert (rows[president].role, rows[president].capacity_zh) == ("voting", "会长")
    assert (rows[member].role, rows[member].capacity_zh) == ("voting", "副会长单位")
    assert rows[member].organization == member.organization
    assert (rows[observer].role, rows[observer].capacity_zh) == ("non_voting", "列席")
    assert rows[president].rank < rows[member].rank
    assert AuditEntry.objects.get().action == "invitations.filled"


def test_filling_again_adds_who_is_new_and_nobody_twice(body, meeting, secretary):
    make_member(body)
    actions.fill_invitations(meeting, actor=secretary)
    newcomer = make_member(body)

    filling = actions.fill_invitations(meeting, actor=secretary)

    assert [line.person for line in filling.new] == [newcomer]
    assert (len(filling.kept), meeting.invitations.count()) == (1, 2)


def test_the_roster_is_that_of_the_meetings_day_not_of_today(body, meeting, secretary):
    day = queries.meeting_day(meeting)
    leaves_before, joins_before = make_member(body), make_member(body)
    leaves_before.representations.update(to_on=day - timedelta(days=1))
    joins_before.representations.update(from_on=day)

    actions.fill_invitations(meeting, actor=secretary)

    assert [row.person for row in meeting.invitations.all()] == [joins_before]


def test_who_left_before_being_told_disappears_from_the_list(body, meeting, secretary):
    member = make_member(body)
    actions.fill_invitations(meeting, actor=secretary)
    member.representations.update(to_on=timezone.localdate())

    filling = actions.fill_invitations(meeting, actor=secretary)

    assert [row.person for row in filling.left] == [member]
    assert not meeting.invitations.exists()
    assert not Notice.objects.exists()


def test_who_left_after_being_told_stays_visible_as_withdrawn_and_is_told(body, meeting, secretary):
    member = make_member(body)
    actions.fill_invitations(meeting, actor=secretary)
    meeting.invitations.update(notified_sequence=0, notified_at=timezone.now())
    member.representations.update(to_on=timezone.localdate())

    actions.fill_invitations(meeting, actor=secretary)

    row = meeting.invitations.get()
    assert row.withdrawn_at is not None
    notice = Notice.objects.get()
    assert (notice.kind, notice.email) == ("meeting.withdrawn", member.email)
    assert "METHOD:CANCEL" in notice.calendar


def test_a_new_representative_of_a_unit_takes_the_place_of_the_earlier_one(body, meeting, secretary):
    member = make_member(body)
    actions.fill_invitations(meeting, actor=secretary)
    seat = member.representations.get().seat
    member.representations.update(to_on=timezone.localdate())
    successor = make_person(body.association, organization=member.organization)
    make_representation(seat, successor, from_on=timezone.localdate() + timedelta(days=1))

    actions.fill_invitations(meeting, actor=secretary)

    assert [(row.person, row.seat) for row in meeting.invitations.all()] == [(successor, seat)]


def test_who_came_back_is_invited_again(body, meeting, secretary):
    member = make_member(body)
    row = make_invitation(meeting, member, withdrawn_at=timezone.now(), withdrawn_reason="left")

    filling = actions.fill_invitations(meeting, actor=secretary)

    row.refresh_from_db()
    assert (len(filling.new), row.withdrawn_at, meeting.invitations.count()) == (1, None, 1)


def test_seats_without_a_representative_and_second_seats_are_named(body, meeting, secretary):
    vacant = make_seat(body)
    member = make_member(body)
    second = make_seat(body)
    make_representation(second, member)

    filling = actions.fill_invitations(meeting, actor=secretary)

    assert [line.seat for line in filling.vacant] == [vacant]
    assert [line.seat for line in filling.doubled] == [second]
    assert meeting.invitations.count() == 1


def test_a_guest_stays_when_the_list_is_filled(body, meeting, secretary):
    guest = make_invitation(meeting, role=Invitation.Role.GUEST)

    filling = actions.fill_invitations(meeting, actor=secretary)

    assert filling.left == []
    assert meeting.invitations.get() == guest


def test_without_a_day_there_is_no_roster(body, secretary):
    meeting = make_meeting(body, starts_at=None, ends_at=None)

    with pytest.raises(RuleError) as refusal:
        actions.fill_invitations(meeting, actor=secretary)

    assert refusal.value.code == "day_missing"


def test_others_do_not_fill_the_list(body, meeting):
    with pytest.raises(NotAllowedError):
        actions.fill_invitations(meeting, actor=make_user_with_powers(body.association))


@pytest.mark.parametrize("state", ["closed", "cancelled"])
def test_the_list_of_a_meeting_that_is_over_is_closed(body, secretary, state):
    meeting = make_meeting(body, state=state, state_reason="weather")

    with pytest.raises(RuleError) as refusal:
        actions.fill_invitations(meeting, actor=secretary)

    assert refusal.value.code == "list_closed"


def test_a_guest_is_invited_by_hand(meeting, secretary):
    person = make_person(
        meeting.association, title_zh="副局长", organization=make_organization(meeting.association)
    )

    row = actions.invite_person(meeting, person, role="guest", actor=secretary)

    assert (row.role, row.capacity_zh, row.organization) == ("guest", "副局长", person.organization)
    assert AuditEntry.objects.get().action == "person.invited"


def test_nobody_is_invited_twice(meeting, secretary):
    row = make_invitation(meeting)

    with pytest.raises(RuleError) as refusal:
        actions.invite_person(meeting, row.person, actor=secretary)

    assert refusal.value.code == "already_invited"


def test_a_person_of_another_association_is_not_invited(meeting, secretary):
    with pytest.raises(InvalidError) as refusal:
        actions.invite_person(meeting, make_person(), actor=secretary)

    assert refusal.value.code == "person_of_elsewhere"


def test_who_left_the_body_is_refused_with_the_day(body, meeting, secretary):
    member = make_member(body)
    yesterday = timezone.localdate() - timedelta(days=1)
    member.representations.update(to_on=yesterday)

    with pytest.raises(RuleError) as refusal:
        actions.invite_person(meeting, member, role="voting", actor=secretary)

    assert refusal.value.code == "left_the_body"
    assert yesterday.isoformat() in str(refusal.value.message)
    assert actions.invite_person(meeting, member, role="guest", actor=secretary).role == "guest"


def test_who_never_sat_in_the_body_has_no_vote_there(meeting, secretary):
    with pytest.raises(RuleError) as refusal:
        actions.invite_person(meeting, make_person(meeting.association), role="voting", actor=secretary)

    assert refusal.value.code == "no_vote_in_body"


def test_in_the_record_of_a_past_meeting_the_source_says_who_had_a_vote(body, secretary):
    meeting = make_meeting(body, state="closed", entered_afterwards=True)

    row = actions.invite_person(meeting, make_person(body.association), role="voting", actor=secretary)

    assert (row.role, row.seat) == ("voting", None)


def test_whoever_has_a_vote_cannot_be_taken_off_or_become_a_guest(body, meeting, secretary):
    make_member(body)
    actions.fill_invitations(meeting, actor=secretary)
    row = meeting.invitations.get()

    for act in (
        lambda: actions.withdraw_invitation(row, actor=secretary),
        lambda: actions.change_invitation(row, role="guest", actor=secretary),
    ):
        with pytest.raises(RuleError) as refusal:
            act()
        assert refusal.value.code == "entitled_by_seat"


def test_a_guest_is_taken_off_and_told_if_the_notice_had_reached_them(meeting, secretary):
    row = make_invitation(meeting, role="guest", notified_sequence=0, notified_at=timezone.now())

    actions.withdraw_invitation(row, reason="programme changed", actor=secretary)

    row.refresh_from_db()
    assert (row.withdrawn_reason, Notice.objects.get().kind) == ("programme changed", "meeting.withdrawn")
    assert AuditEntry.objects.get().action == "invitation.withdrawn"


def test_the_capacity_of_an_invitation_is_changed(meeting, secretary):
    row = make_invitation(meeting, role="guest")

    changed = actions.change_invitation(row, role="non_voting", capacity_zh="列席代表", actor=secretary)

    assert (changed.role, changed.capacity_zh) == ("non_voting", "列席代表")


def test_somebody_without_a_vote_in_the_body_gets_none_by_a_change(meeting, secretary):
    row = make_invitation(meeting, role="guest")

    with pytest.raises(RuleError) as refusal:
        actions.change_invitation(row, role="voting", actor=secretary)

    assert refusal.value.code == "no_vote_in_body"
