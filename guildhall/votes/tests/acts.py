"""What can be done with votes, for the table of who may do what."""

from typing import Any

from django.utils import timezone

from guildhall.accounts.models import User
from guildhall.meetings.models import Invitation, Meeting, Motion
from guildhall.meetings.tests.make import make_invitation, make_meeting
from guildhall.meetings.tests.make_session import make_event, make_motion
from guildhall.registry.models import CharterProfile
from guildhall.votes import actions
from guildhall.votes.models import Count, Proxy, RollEntry, Teller, Vote
from guildhall.votes.tests.make import VOTING_RULES
from tests.cast import Act, World

FIGURES = {"for": 1, "against": 0, "abstain": 0}


def _meeting(world: World) -> Meeting:
    """A meeting in session; the member is there with a vote, and so is another."""
    profile = CharterProfile.objects.get(association=world.association)
    CharterProfile.objects.filter(pk=profile.pk).update(rules=profile.rules | {"rules": VOTING_RULES})
    now = timezone.now()
    roster = {"entitled": 2, "votes": {}, "vacant": [], "missing": [], "verdict": {}}
    values = {"state": Meeting.State.OPEN, "starts_at": now, "opened_at": now, "roster": roster}
    meeting = make_meeting(world.body, mode="hybrid", **values)
    for person in (world.person("member"), None):
        make_event(make_invitation(meeting, person), mode="online" if person else "on_site")
    return meeting


def _vote(world: World, **details: Any) -> Vote:
    """A vote that was opened: by hands in the room, by device online."""
    meeting = _meeting(world)
    motion = make_motion(meeting, state=Motion.State.VOTING)
    values = {"in_room": "hands", "online": "device", "opened_by": world.cast["secretary_general"]} | details
    association = meeting.association
    vote = Vote.objects.create(association=association, meeting=meeting, motion=motion, **values)
    for rank, invitation in enumerate(meeting.invitations.order_by("rank")):
        RollEntry.objects.create(
            association=association,
            vote=vote,
            invitation=invitation,
            voter=invitation.person,
            channel="room" if rank else "online",
            rank=rank,
        )
    return vote


def _counted(world: World, **details: Any) -> Vote:
    counts = {"entitled": 2, "present_on_site": 1, "present_online": 1, "devices": 1}
    return _vote(
        world,
        state=Vote.State.COUNTING,
        closed_at=timezone.now(),
        counts=counts,
        **{"in_room": "", **details},
    )


def _in_room(vote: Vote, state: str = RollEntry.State.MAY_VOTE) -> RollEntry:
    entry = vote.roll.get(channel="room")
    RollEntry.objects.filter(pk=entry.pk).update(state=state)
    return entry


def _teller(world: World) -> Teller:
    vote = _counted(world)
    return Teller.objects.create(
        association=vote.association, vote=vote, person=world.person("member"), role=Teller.Role.TELLER
    )


def _entered(world: World) -> Vote:
    vote = _vote(world)
    Count.objects.create(association=vote.association, vote=vote, figures=FIGURES, entered_by=vote.opened_by)
    return vote


def _pair(world: World) -> tuple[Invitation, Invitation]:
    giver, holder = _meeting(world).invitations.order_by("rank")
    return giver, holder


def _give(world: World, actor: User) -> Proxy:
    giver, holder = _pair(world)
    return actions.give_proxy(giver, holder=holder, actor=actor)


def _proxy(world: World) -> Proxy:
    giver, holder = _pair(world)
    return Proxy.objects.create(
        association=giver.association,
        meeting=giver.meeting,
        giver=giver,
        holder=holder,
        entered_by=world.cast["secretary_general"],
    )


def _open(world: World, actor: User) -> Vote:
    motion = make_motion(_meeting(world))
    return actions.open_vote(motion, in_room="hands", online="device", actor=actor)


ACTS: dict[str, Act] = {
    "open_vote": Act("开始表决", "Open a vote", _open),
    "cast_ballot": Act(
        "投票",
        "Cast a ballot",
        lambda world, actor: actions.cast_ballot(_vote(world), marks="for", actor=actor),
    ),
    "close_vote": Act(
        "结束投票", "Close a vote", lambda world, actor: actions.close_vote(_vote(world), actor=actor)
    ),
    "declare_result": Act(
        "宣布表决结果",
        "Declare a result",
        lambda world, actor: actions.declare_result(_counted(world), actor=actor),
    ),
    "abandon_vote": Act(
        "中止表决",
        "Break a vote off",
        lambda world, actor: actions.abandon_vote(_vote(world), reason="-", actor=actor),
    ),
    "sign_result": Act(
        "签署计票结果", "Sign a result", lambda world, actor: actions.sign_result(_teller(world), actor=actor)
    ),
    "enter_count": Act(
        "录入计数",
        "Enter a count",
        lambda world, actor: actions.enter_count(_vote(world), figures=FIGURES, actor=actor),
    ),
    "set_counts_aside": Act(
        "计数作废",
        "Set counts aside",
        lambda world, actor: actions.set_counts_aside(_entered(world), actor=actor),
    ),
    "follow_attendance": Act(
        "更新投票名册",
        "Bring a roll up to date",
        lambda world, actor: actions.follow_attendance(_vote(world), actor=actor),
    ),
    "move_voter": Act(
        "变更投票方式",
        "Move a voter",
        lambda world, actor: actions.move_voter(_in_room(_vote(world)), channel="online", actor=actor),
    ),
    "issue_papers": Act(
        "发放纸质选票",
        "Hand out paper ballots",
        lambda world, actor: actions.issue_papers(_vote(world, in_room="paper"), actor=actor),
    ),
    "take_back_paper": Act(
        "收回纸质选票",
        "Take a paper ballot back",
        lambda world, actor: actions.take_back_paper(
            _in_room(_vote(world, in_room="paper"), RollEntry.State.ISSUED), actor=actor
        ),
    ),
    "give_proxy": Act("委托投票", "Entrust a vote", _give),
    "revoke_proxy": Act(
        "撤销委托", "Revoke a proxy", lambda world, actor: actions.revoke_proxy(_proxy(world), actor=actor)
    ),
}
