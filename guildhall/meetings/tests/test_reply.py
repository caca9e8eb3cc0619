"""The invited answer, and are reminded."""

from datetime import timedelta

import pytest
from django.utils import timezone

from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.meetings import actions, queries
from guildhall.meetings.models import Invitation
from guildhall.meetings.tests.make import (
    make_association,
    make_body,
    make_charter_profile,
    make_invitation,
    make_meeting,
    make_member,
    make_person,
    make_seat,
    make_secretary,
    make_user,
    make_user_with_powers,
)
from guildhall.notices.models import Notice

pytestmark = pytest.mark.django_db
SOURCE = {"zh": "本会章程", "en": "own charter"}


def charter(association, proxies):
    rules = (
        {"bodies.council.proxies": {"value": proxies, "source": SOURCE, "confidence": "C"}} if proxies else {}
    )
    make_charter_profile(association, rules={"key": "own", "name": SOURCE, "rules": rules})


@pytest.fixture
def body():
    return make_body()


@pytest.fixture
def meeting(body):
    return make_meeting(body, state="notified", notified_at=timezone.now())


@pytest.fixture
def member(body):
    return make_member(body, user=make_user())


@pytest.fixture
def invitation(body, meeting, member):
    seat = member.representations.get().seat
    return make_invitation(meeting, member, seat=seat, notified_at=timezone.now(), notified_sequence=0)


@pytest.fixture
def secretary(body):
    return make_secretary(body.association)


def test_the_invited_person_says_that_they_are_coming(invitation, member):
    actions.reply_to_invitation(invitation, reply="coming", actor=member.user)

    assert (invitation.reply, invitation.replied_at is not None) == ("coming", True)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.details["by"]) == ("invitation.replied", "invited")


def test_an_excuse_needs_a_reason(invitation, member):
    with pytest.raises(InvalidError) as refusal:
        actions.reply_to_invitation(invitation, reply="excused", reason=" ", actor=member.user)

    assert (refusal.value.code, refusal.value.details["field"]) == ("reason_missing", "reason")
    actions.reply_to_invitation(invitation, reply="excused", reason="abroad", actor=member.user)
    assert (invitation.reply, invitation.reason) == ("excused", "abroad")


@pytest.mark.parametrize("reply", ["", "none", "perhaps"])
def test_something_else_is_no_answer(invitation, member, reply):
    with pytest.raises(InvalidError) as refusal:
        actions.reply_to_invitation(invitation, reply=reply, actor=member.user)

    assert refusal.value.code == "reply_missing"


def test_nobody_answers_for_another(invitation, body):
    stranger = make_member(body, user=make_user())

    with pytest.raises(NotAllowedError):
        actions.reply_to_invitation(invitation, reply="coming", actor=stranger.user)

    assert Invitation.objects.get().reply == "none"


def test_the_secretariat_answers_on_behalf(invitation, secretary):
    actions.reply_to_invitation(invitation, reply="coming", actor=secretary)

    assert AuditEntry.objects.get().details["by"] == "on_behalf"


@pytest.mark.parametrize("state", ["closed", "cancelled", "postponed", "open", "draft"])
def test_the_invited_answer_only_between_notice_and_opening(invitation, member, state):
    invitation.meeting.state, invitation.meeting.state_reason = state, "weather"
    invitation.meeting.save()

    with pytest.raises(RuleError) as refusal:
        actions.reply_to_invitation(invitation, reply="coming", actor=member.user)

    assert refusal.value.code == "replies_closed"


def test_a_withdrawn_invitation_takes_no_answer(invitation, member):
    Invitation.objects.update(withdrawn_at=timezone.now())

    with pytest.raises(RuleError) as refusal:
        actions.reply_to_invitation(invitation, reply="coming", actor=member.user)

    assert refusal.value.code == "invitation_withdrawn"


@pytest.mark.parametrize(
    ("proxies", "letter", "code"),
    [
        ("written", "Letter of 3 May", None),
        ("written", "", "letter_missing"),
        ("never", "Letter of 3 May", "stand_ins_not_allowed"),
        (None, "", None),
    ],
)
def test_a_unit_sends_a_stand_in_as_its_charter_allows(invitation, member, proxies, letter, code):
    charter(member.association, proxies)
    colleague = make_person(member.association, organization=member.organization)
    details = {"reply": "stand_in", "stand_in": colleague, "reason": letter}

    if code is None:
        actions.reply_to_invitation(invitation, **details, actor=member.user)
        assert (invitation.reply, invitation.stand_in) == ("stand_in", colleague)
    else:
        with pytest.raises(RuleError) as refusal:
            actions.reply_to_invitation(invitation, **details, actor=member.user)
        assert refusal.value.code == code


def test_a_stand_in_of_another_unit_is_refused(invitation, member):
    charter(member.association, None)

    for somebody in (None, make_person(member.association), make_member(invitation.meeting.body)):
        with pytest.raises(InvalidError) as refusal:
            actions.reply_to_invitation(invitation, reply="stand_in", stand_in=somebody, actor=member.user)
        assert refusal.value.code == "stand_in_not_possible"


def test_one_person_stands_in_for_one_seat_only(invitation, member, secretary):
    charter(member.association, None)
    colleague = make_person(member.association, organization=member.organization)
    other = make_invitation(invitation.meeting, role="guest", organization=member.organization)
    actions.reply_to_invitation(other, reply="stand_in", stand_in=colleague, actor=secretary)

    with pytest.raises(RuleError) as refusal:
        actions.reply_to_invitation(invitation, reply="stand_in", stand_in=colleague, actor=member.user)

    assert refusal.value.code == "stands_in_already"


def test_nobody_stands_in_on_a_personal_seat(body, meeting):
    user = make_user()
    person = make_person(body.association, user=user)
    row = make_invitation(meeting, person, seat=make_seat(body, person=person))

    with pytest.raises(RuleError) as refusal:
        actions.reply_to_invitation(row, reply="stand_in", stand_in=make_person(body.association), actor=user)

    assert refusal.value.code == "personal_seat"


def test_the_link_of_the_mail_answers_for_this_invitation_without_sign_in(invitation):
    token = queries.reply_token(invitation)

    answered = actions.reply_by_link(invitation.association, token, reply="coming")

    assert (answered, answered.reply) == (invitation, "coming")
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.details["by"]) == (None, "link")


def test_a_forged_or_foreign_link_answers_nothing(invitation):
    token = queries.reply_token(invitation)

    for association, key in (
        (invitation.association, f"{token[:-1]}x"),
        (invitation.association, "nonsense"),
        (make_association(), token),
    ):
        with pytest.raises(NotAllowedError) as refusal:
            actions.reply_by_link(association, key, reply="coming")
        assert refusal.value.code == "link_not_valid"


def test_those_without_an_answer_are_reminded_once_a_day(invitation, meeting, secretary):
    make_invitation(meeting, reply="coming", notified_at=timezone.now())
    make_invitation(meeting, notified_at=None)

    assert actions.remind_unanswered(meeting, actor=secretary) == 1
    with pytest.raises(RuleError) as refusal:
        actions.remind_unanswered(meeting, actor=secretary)

    assert refusal.value.code == "nobody_to_remind"
    assert Notice.objects.get().kind == "meeting.reminder"
    yesterday = timezone.localdate() - timedelta(days=1)
    Invitation.objects.filter(pk=invitation.pk).update(reminded_on=yesterday)
    Notice.objects.all().delete()
    assert actions.remind_unanswered(meeting, actor=secretary) == 1


def test_reminders_are_for_meetings_whose_notice_is_out(body, secretary):
    with pytest.raises(RuleError) as refusal:
        actions.remind_unanswered(make_meeting(body), actor=secretary)

    assert refusal.value.code == "not_notified"


def test_others_do_not_remind(meeting, body):
    with pytest.raises(NotAllowedError):
        actions.remind_unanswered(meeting, actor=make_user_with_powers(body.association))
