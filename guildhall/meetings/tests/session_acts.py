"""The acts of a session, for the table of who may do what."""

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from guildhall.accounts.models import User
from guildhall.meetings import actions
from guildhall.meetings.models import AgendaItem, Meeting, Minutes, Motion, Resolution, SessionStep
from guildhall.meetings.tests.make import make_invitation, make_item, make_meeting
from guildhall.meetings.tests.make_session import make_event, make_motion, make_report
from guildhall.registry.tests.make import make_person
from tests.cast import Act, World

CONSENSUS = {"way": "consensus"}


def _meeting(world: World, state: str, **details: Any) -> Meeting:
    """A meeting of the body with everyone there; its roster says that three are entitled."""
    now = timezone.now()
    entitled = {"entitled": 1, "votes": {}, "vacant": [], "missing": [], "verdict": _verdict()}
    values = {"state": state, "starts_at": now - timedelta(minutes=30), "opened_at": now, "roster": entitled}
    meeting = make_meeting(world.body, **values | details)
    make_event(make_invitation(meeting))
    return meeting


def _verdict() -> dict[str, Any]:
    return {"ok": True, "code": "quorum_reached", "sentence": {"zh": "可以开会。", "en": "It may open."}}


def _open(world: World) -> Meeting:
    return _meeting(world, Meeting.State.OPEN)


def _closed(world: World, **details: Any) -> Meeting:
    return _meeting(world, Meeting.State.CLOSED, closed_at=timezone.now(), **details)


def _item(world: World) -> AgendaItem:
    return make_item(_open(world))


def _motion(world: World, **details: Any) -> Motion:
    return make_motion(_open(world), **details)


def _carried(world: World) -> Motion:
    return _motion(world, state=Motion.State.CARRIED)


def _past_motion(world: World) -> Motion:
    return make_motion(_closed(world, entered_afterwards=True))


def _minutes(world: World, state: str = Minutes.State.DRAFT) -> Minutes:
    meeting = _closed(world)
    minutes = Minutes.objects.create(association=meeting.association, meeting=meeting, state=state)
    minutes.versions.create(association=meeting.association, number=1, text_zh="纪要")
    return minutes


def _resolution(world: World, number: int = 1) -> Resolution:
    motion = _carried(world)
    return Resolution.objects.create(
        association=world.association,
        body=world.body,
        meeting=motion.meeting,
        motion=motion,
        number=number,
        year=2026,
        serial=f"决议〔2026〕{number}号",
        title_zh=motion.title_zh,
        adopted_on=timezone.localdate(),
    )


def _public(world: World) -> Meeting:
    type(world.association).objects.filter(pk=world.association.pk).update(is_public=True)
    return _closed(world)


def _record(world: World, actor: User) -> Any:
    meeting = _open(world)
    return actions.record_attendance(
        meeting, events=[make_report(meeting.invitations.first(), "out")], actor=actor
    )


def _check_in(world: World, actor: User) -> Any:
    invitation = make_invitation(_open(world), world.person("member"))
    return actions.check_in(invitation, mode="on_site", client_id=uuid.uuid4(), actor=actor)


def _commit(world: World, actor: User) -> Any:
    deadline = timezone.localdate() + timedelta(days=9)
    return actions.commit_to(
        _carried(world),
        content_zh="走访会员",
        deadline=deadline,
        responsible=make_person(world.association),
        actor=actor,
    )


def _notified(world: World) -> Meeting:
    return _meeting(world, Meeting.State.NOTIFIED, opened_at=None)


def _adjourned(world: World) -> Meeting:
    meeting = _meeting(world, Meeting.State.ADJOURNED)
    SessionStep.objects.create(
        association=meeting.association, meeting=meeting, kind="adjourned", at=timezone.now()
    )
    return meeting


SESSION_ACTS = {
    "record_attendance": Act("登记出席", "Record attendance", _record),
    "check_in": Act("本人签到", "Check in oneself", _check_in),
    "open_meeting": Act(
        "宣布开会", "Open a meeting", lambda w, a: actions.open_meeting(_notified(w), actor=a)
    ),
    "call_item": Act("进入议题", "Call an item", lambda w, a: actions.call_item(_item(w), actor=a)),
    "adjourn_meeting": Act("休会", "Adjourn", lambda w, a: actions.adjourn_meeting(_open(w), actor=a)),
    "resume_meeting": Act("复会", "Resume", lambda w, a: actions.resume_meeting(_adjourned(w), actor=a)),
    "close_meeting": Act(
        "宣布散会", "Close a meeting", lambda w, a: actions.close_meeting(_open(w), actor=a)
    ),
    "put_motion": Act(
        "提出议案", "Put a motion", lambda w, a: actions.put_motion(_open(w), title_zh="议案", actor=a)
    ),
    "change_motion": Act(
        "修改议案",
        "Correct a motion",
        lambda w, a: actions.change_motion(_motion(w), version=1, title_zh="改", actor=a),
    ),
    "decide_motion": Act(
        "记录表决", "Decide a motion", lambda w, a: actions.decide_motion(_motion(w), **CONSENSUS, actor=a)
    ),
    "enter_motion_result": Act(
        "补录表决结果",
        "Enter a past result",
        lambda w, a: actions.enter_motion_result(_past_motion(w), state="not_stated", actor=a),
    ),
    "withdraw_motion": Act(
        "撤回议案", "Withdraw a motion", lambda w, a: actions.withdraw_motion(_motion(w), actor=a)
    ),
    "number_resolution": Act(
        "编号决议", "Number a resolution", lambda w, a: actions.number_resolution(_carried(w), actor=a)
    ),
    "commit_to": Act("由决议立项任务", "Commit to a decision", _commit),
    "draft_minutes": Act(
        "起草纪要", "Draft minutes", lambda w, a: actions.draft_minutes(_closed(w), actor=a)
    ),
    "save_minutes": Act(
        "修改纪要",
        "Save minutes",
        lambda w, a: actions.save_minutes(_minutes(w), version=1, text_zh="改", text_en="", actor=a),
    ),
    "submit_minutes": Act(
        "提交纪要", "Put minutes up", lambda w, a: actions.submit_minutes(_minutes(w), version=1, actor=a)
    ),
    "return_minutes": Act(
        "退回纪要",
        "Return minutes",
        lambda w, a: actions.return_minutes(_minutes(w, Minutes.State.SUBMITTED), reason="补", actor=a),
    ),
    "approve_minutes": Act(
        "批准纪要",
        "Approve minutes",
        lambda w, a: actions.approve_minutes(_minutes(w, Minutes.State.SUBMITTED), version=1, actor=a),
    ),
    "publish_meeting": Act(
        "公开会议", "Publish a meeting", lambda w, a: actions.publish_meeting(_public(w), actor=a)
    ),
    "withdraw_publication": Act(
        "撤下公开",
        "Withdraw a publication",
        lambda w, a: actions.withdraw_publication(_closed(w, published_at=timezone.now()), actor=a),
    ),
    "show_resolution": Act(
        "公开决议",
        "Make a resolution public",
        lambda w, a: actions.show_resolution(_resolution(w), is_public=True, actor=a),
    ),
}
