"""The floor: asked for, given to one at a time, taken back; through pages and endpoints alike."""

import threading

import pytest
from django.db import connection

from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.live import actions, queries
from guildhall.live.models import SpeakingTime, Turn
from guildhall.live.tests.make import make_speaking, make_turn, own_invitation
from guildhall.meetings.models import Invitation, Meeting
from guildhall.meetings.tests.make import make_item, make_user_with_powers
from guildhall.meetings.tests.make_session import make_chair, make_clerk, make_event, make_open
from guildhall.meetings.tests.session_doors import Door, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return make_open(entitled=3, present=3)


@pytest.fixture(params=["page", "api"])
def door(request, client):
    return Door(request.param, client)


def waiting(meeting):
    return [turn.invitation_id for turn in queries.floor_of(meeting, None).waiting]


def refusal(act, *args, **details):
    with pytest.raises(RuleError) as refused:
        act(*args, **details)
    return refused.value.code


def test_who_is_there_asks_once_and_waits_at_the_end(meeting):
    user = make_user_with_powers(meeting.association)
    invitation = own_invitation(meeting, user)
    first = make_turn(meeting.invitations.last())

    turn = actions.ask_for_floor(invitation, actor=user)

    assert actions.ask_for_floor(invitation, actor=user) == turn
    assert waiting(meeting) == [first.invitation_id, invitation.pk]
    assert AuditEntry.objects.filter(action="floor.asked", subject_id=str(turn.pk)).count() == 1


def test_nobody_asks_for_another_but_whoever_runs_the_meeting(meeting):
    invitation = meeting.invitations.first()
    somebody = make_user_with_powers(meeting.association)

    with pytest.raises(NotAllowedError):
        actions.ask_for_floor(invitation, actor=somebody)

    assert actions.ask_for_floor(invitation, actor=make_chair(meeting)).state == Turn.State.ASKED


def test_a_guest_does_not_ask_but_can_be_put_on_the_list(meeting):
    user = make_user_with_powers(meeting.association)
    invitation = own_invitation(meeting, user)
    Invitation.objects.filter(pk=invitation.pk).update(role=Invitation.Role.GUEST)
    invitation.refresh_from_db()

    with pytest.raises(NotAllowedError):
        actions.ask_for_floor(invitation, actor=user)

    assert actions.ask_for_floor(invitation, actor=make_clerk(meeting))


def test_who_has_gone_or_was_taken_off_the_list_does_not_speak(meeting):
    clerk, [gone, off, _here] = make_clerk(meeting), meeting.invitations.all()
    make_event(gone, kind="out")
    Invitation.objects.filter(pk=off.pk).update(withdrawn_at=meeting.opened_at)
    off.refresh_from_db()

    assert refusal(actions.ask_for_floor, gone, actor=clerk) == "not_there"
    assert refusal(actions.ask_for_floor, off, actor=clerk) == "not_invited"


def test_outside_the_session_the_floor_is_neither_asked_for_nor_given(meeting):
    clerk, turn = make_clerk(meeting), make_turn(meeting.invitations.first())
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.CLOSED)

    assert refusal(actions.ask_for_floor, meeting.invitations.last(), actor=clerk) == "not_in_session"
    assert refusal(actions.call_speaker, turn, actor=clerk) == "not_in_session"


def test_one_speaks_at_a_time_within_the_limit_of_the_item(meeting):
    clerk, [one, another, _third] = (
        make_clerk(meeting),
        [make_turn(each) for each in meeting.invitations.all()],
    )
    item = make_item(meeting)
    SpeakingTime.objects.create(association=meeting.association, meeting=meeting, seconds=300)
    SpeakingTime.objects.create(association=meeting.association, meeting=meeting, item=item, seconds=90)

    assert actions.call_speaker(one, actor=clerk).seconds == 300
    assert refusal(actions.call_speaker, another, actor=clerk) == "somebody_speaks"
    assert actions.stop_speaker(one, actor=clerk).ended_at
    assert refusal(actions.stop_speaker, one, actor=clerk) == "list_changed"
    meeting.steps.create(association=meeting.association, kind="item", item=item, at=one.ended_at)
    called = actions.call_speaker(another, actor=clerk)
    assert (called.seconds, called.item) == (90, item)


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_call_at_once_one_gives_the_floor():
    meeting = make_open(entitled=2, present=2)
    clerk, turns = make_clerk(meeting), [make_turn(each) for each in meeting.invitations.all()]
    together, codes = threading.Barrier(2), []

    def call(turn):
        together.wait()
        try:
            actions.call_speaker(turn, actor=clerk)
            codes.append("given")
        except RuleError as refused:
            codes.append(refused.code)
        finally:
            connection.close()

    officers = [threading.Thread(target=call, args=(Turn.objects.get(pk=turn.pk),)) for turn in turns]
    for officer in officers:
        officer.start()
    for officer in officers:
        officer.join()

    assert sorted(codes) == ["given", "somebody_speaks"]
    assert meeting.turns.filter(state=Turn.State.SPEAKING).count() == 1


def test_a_request_is_taken_back_by_whose_it_is_until_they_speak(meeting):
    user = make_user_with_powers(meeting.association)
    turn = make_turn(own_invitation(meeting, user))

    with pytest.raises(NotAllowedError):
        actions.withdraw_turn(turn, actor=make_user_with_powers(meeting.association))
    assert actions.withdraw_turn(turn, actor=user).state == Turn.State.WITHDRAWN
    assert refusal(actions.withdraw_turn, turn, actor=user) == "list_changed"
    speaking = make_speaking(meeting.invitations.last())
    assert refusal(actions.withdraw_turn, speaking, actor=make_clerk(meeting)) == "list_changed"


def test_the_chair_reorders_who_waits(meeting):
    turns = [make_turn(each) for each in meeting.invitations.all()]
    chair = make_chair(meeting)

    actions.move_turn(turns[2], to="earlier", actor=chair)
    actions.move_turn(turns[0], to="earlier", actor=chair)

    assert waiting(meeting) == [turns[place].invitation_id for place in (0, 2, 1)]
    spoken = make_turn(meeting.invitations.first(), state=Turn.State.SPOKEN)
    assert refusal(actions.move_turn, spoken, to="later", actor=chair) == "list_changed"
    assert refusal(actions.move_turn, turns[0], to="away", actor=chair) == "direction_unknown"


def test_a_limit_is_set_changed_and_taken_away(meeting):
    clerk, item = make_clerk(meeting), make_item(meeting)

    actions.set_speaking_time(meeting, seconds=180, actor=clerk)
    actions.set_speaking_time(meeting, seconds=60, item=item, actor=clerk)
    actions.set_speaking_time(meeting, seconds=120, actor=clerk)
    assert (queries.seconds_for(meeting, None), queries.seconds_for(meeting, item)) == (120, 60)
    actions.set_speaking_time(meeting, seconds=None, item=item, actor=clerk)
    assert queries.seconds_for(meeting, item) == 120

    for impossible, about in ((5, None), (60, make_item())):
        with pytest.raises(InvalidError):
            actions.set_speaking_time(meeting, seconds=impossible, item=about, actor=clerk)


def test_the_floor_is_asked_for_given_and_ended_through_any_door(door, client, meeting):
    clerk = sign_in(client, meeting)
    [one, another, third] = meeting.invitations.all()

    for invitation in (one, another, third):
        sent = (
            {"invitation": str(invitation.pk), "back": "list"}
            if door.kind == "page"
            else {"invitation": invitation.pk}
        )
        assert door.send(meeting, "floor/ask/", "floor", sent).status_code in (201, 302)
    first, second, last = meeting.turns.order_by("position")
    acts = [
        (last, "move", {"to": "earlier"}),
        (first, "call", {}),
        (first, "stop", {}),
        (second, "withdraw", {}),
    ]
    for turn, act, data in acts:
        answer = door.send(meeting, f"floor/{turn.pk}/{act}/", f"floor/{turn.pk}/{act}", data)
        assert answer.status_code in (200, 302), answer.content
    again = door.send(meeting, f"floor/{first.pk}/stop/", f"floor/{first.pk}/stop")
    assert again.status_code == 409

    states = dict(meeting.turns.values_list("invitation_id", "state"))
    assert [states[each.pk] for each in (one, another, third)] == ["spoken", "withdrawn", "asked"]
    client.force_login(make_user_with_powers(clerk.people.get().association))
    assert door.send(meeting, f"floor/{last.pk}/call/", f"floor/{last.pk}/call").status_code in (403, 404)


def test_a_limit_is_set_through_any_door(door, client, meeting):
    sign_in(client, meeting)
    item = make_item(meeting)
    data = {"about": item.pk, "minutes": "1.5"} if door.kind == "page" else {"item": item.pk, "seconds": 90}

    answer = door.send(meeting, "floor/time/", "speaking-time", data, method="put")
    assert answer.status_code in (200, 302), answer.content
    assert queries.seconds_for(meeting, item) == 90
    too_long = {"minutes": "130"} if door.kind == "page" else {"seconds": 7800}
    refused = door.send(meeting, "floor/time/", "speaking-time", too_long, method="put")
    assert refused.status_code in (200, 422)
    assert queries.seconds_for(meeting, None) is None
