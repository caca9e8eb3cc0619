"""The acts of motions before the vote and of the register, for the table of who may do what."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from guildhall.accounts.models import User
from guildhall.meetings import actions
from guildhall.meetings.models import Amendment, Motion, Recusal
from guildhall.meetings.tests.make import make_invitation
from guildhall.meetings.tests.session_acts import _motion, _resolution
from tests.cast import Act, World


def _with_text(world: World) -> Motion:
    return _motion(world, text_zh="年度计划共三项。")


def _amendment(world: World) -> Amendment:
    motion = _with_text(world)
    return Amendment.objects.create(
        association=world.association,
        motion=motion,
        number=1,
        old_zh="三项",
        new_zh="四项",
        proposer=world.person("member"),
        proposed_by=world.person("member").user,
    )


def _propose(world: World, actor: User) -> Any:
    motion = _with_text(world)
    make_invitation(motion.meeting, world.person("member"))
    return actions.propose_amendment(motion, old_zh="三项", new_zh="四项", actor=actor)


def _declare(world: World, actor: User) -> Any:
    motion = _motion(world)
    invitation = make_invitation(motion.meeting, world.person("member"))
    return actions.declare_recusal(motion, invitation=invitation, reason="关联交易", actor=actor)


def _recusal(world: World) -> Recusal:
    motion = _motion(world)
    return Recusal.objects.create(
        association=world.association,
        motion=motion,
        invitation=make_invitation(motion.meeting, world.person("member")),
        reason="关联交易",
        declared_by=world.person("member").user,
    )


def _supersede(world: World, actor: User) -> Any:
    old, new = _resolution(world), _resolution(world, number=2)
    tomorrow = timezone.localdate() + timedelta(days=1)
    return actions.supersede_resolution(old, by=new, on=tomorrow, version=1, actor=actor)


def _repeal(world: World, actor: User) -> Any:
    tomorrow = timezone.localdate() + timedelta(days=1)
    return actions.repeal_resolution(
        _resolution(world), on=tomorrow, reason="另行规定", version=1, actor=actor
    )


REGISTER_ACTS = {
    "begin_voting": Act("开始表决", "Open a vote", lambda w, a: actions.begin_voting(_motion(w), actor=a)),
    "leave_voting": Act(
        "中止表决",
        "Abandon a vote",
        lambda w, a: actions.leave_voting(_motion(w, state=Motion.State.VOTING), reason="重投", actor=a),
    ),
    "propose_amendment": Act("提出修正案", "Propose an amendment", _propose),
    "adopt_amendment": Act(
        "采纳修正案", "Adopt an amendment", lambda w, a: actions.adopt_amendment(_amendment(w), actor=a)
    ),
    "reject_amendment": Act(
        "不采纳修正案", "Reject an amendment", lambda w, a: actions.reject_amendment(_amendment(w), actor=a)
    ),
    "withdraw_amendment": Act(
        "撤回修正案",
        "Take an amendment back",
        lambda w, a: actions.withdraw_amendment(_amendment(w), actor=a),
    ),
    "declare_recusal": Act("申明回避", "Declare a recusal", _declare),
    "withdraw_recusal": Act(
        "撤回回避", "Take a recusal back", lambda w, a: actions.withdraw_recusal(_recusal(w), actor=a)
    ),
    "supersede_resolution": Act("代替决议", "Supersede a resolution", _supersede),
    "repeal_resolution": Act("废止决议", "Repeal a resolution", _repeal),
    "issue_resolution": Act(
        "制发决议文件", "Print a resolution", lambda w, a: actions.issue_resolution(_resolution(w), actor=a)
    ),
}
