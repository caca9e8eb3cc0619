"""What can be done in a live meeting, for the table of who may do what."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from guildhall.accounts.models import User
from guildhall.live import actions
from guildhall.live.models import Turn
from guildhall.live.tests.make import make_speaking, make_turn
from guildhall.meetings.models import Invitation, Meeting
from guildhall.meetings.tests.make import make_invitation, make_meeting
from guildhall.meetings.tests.make_session import make_event
from tests.cast import Act, World


def _invitation(world: World) -> Invitation:
    """The member's, in a meeting in session where they are."""
    now = timezone.now()
    values = {"state": Meeting.State.OPEN, "starts_at": now - timedelta(minutes=30), "opened_at": now}
    invitation = make_invitation(make_meeting(world.body, **values), world.person("member"))
    make_event(invitation)
    return invitation


def _meeting(world: World) -> Meeting:
    return _invitation(world).meeting


def _turn(world: World) -> Turn:
    return make_turn(_invitation(world))


def _speaking(world: World) -> Turn:
    return make_speaking(_invitation(world))


def _set_time(world: World, actor: User) -> Any:
    return actions.set_speaking_time(_meeting(world), seconds=180, actor=actor)


ACTS = {
    "ask_for_floor": Act(
        "申请发言", "Ask for the floor", lambda w, a: actions.ask_for_floor(_invitation(w), actor=a)
    ),
    "withdraw_turn": Act(
        "撤回发言申请",
        "Take a request to speak back",
        lambda w, a: actions.withdraw_turn(_turn(w), actor=a),
    ),
    "call_speaker": Act("请人发言", "Give the floor", lambda w, a: actions.call_speaker(_turn(w), actor=a)),
    "stop_speaker": Act("结束发言", "End a turn", lambda w, a: actions.stop_speaker(_speaking(w), actor=a)),
    "move_turn": Act(
        "调整发言次序",
        "Reorder the speakers' list",
        lambda w, a: actions.move_turn(_turn(w), to="earlier", actor=a),
    ),
    "set_speaking_time": Act("设定发言时限", "Set the speaking time", _set_time),
    "make_screen_link": Act(
        "生成大屏链接",
        "Make an address for the screen",
        lambda w, a: actions.make_screen_link(_meeting(w), actor=a),
    ),
    "end_screen_link": Act(
        "停用大屏链接",
        "End the address for the screen",
        lambda w, a: actions.end_screen_link(_meeting(w), actor=a),
    ),
}
