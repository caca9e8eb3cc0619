"""What can be done with votes, for the table of who may do what."""

from datetime import date
from typing import Any

from django.utils import timezone

from guildhall.accounts.models import User
from guildhall.meetings.models import Invitation, Meeting, Motion
from guildhall.meetings.tests.make import make_invitation, make_meeting, make_person, make_post
from guildhall.meetings.tests.make_session import make_event, make_motion
from guildhall.registry.models import CharterProfile, Post
from guildhall.votes import actions
from guildhall.votes.models import Candidate, Count, Election, Proxy, RollEntry, Teller, Vote
from guildhall.votes.tests.make import VOTING_RULES
from tests.cast import Act, World

DAY = date(2027, 1, 1)
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


def _coming(world: World) -> Meeting:
    return make_meeting(world.body)


def _post(world: World) -> Post:
    return make_post(world.body, kind="adviser", name_zh="顾问", name_en="Adviser")


def _election(world: World, **details: Any) -> Election:
    """Nominations are open in a coming meeting; the member is nominated and has not answered."""
    meeting, post = _coming(world), _post(world)
    motion = make_motion(meeting, kind="election", state=details.pop("motion_state", Motion.State.PUT))
    values = {"association": meeting.association, "motion": motion, "post": post, "term_from": DAY}
    return Election.objects.create(**values | details)


def _candidate(election: Election, world: World, state: str = "nominated", **details: Any) -> Candidate:
    values = {"person": world.person("member"), "entered_by": world.cast["secretary_general"]}
    return Candidate.objects.create(
        association=election.association, election=election, state=state, **values | details
    )


def _standing(world: World) -> Election:
    election = _election(world)
    _candidate(election, world, "standing")
    return election


def _listed(world: World) -> Election:
    election = _election(world, state="listed")
    _candidate(election, world, "standing", place=1)
    return election


def _decided(world: World, **details: Any) -> Election:
    election = _election(world, state="decided", **details)
    _candidate(election, world, "elected")
    return election


def _open_round(world: World, actor: User) -> Any:
    meeting = _meeting(world)
    motion = make_motion(meeting)
    election = Election.objects.create(
        association=meeting.association, motion=motion, post=_post(world), state="listed"
    )
    _candidate(election, world, "standing", place=1)
    people = [make_person(meeting.association) for _role in range(2)]
    named = {"scrutineers": people[:1], "tellers": people[1:]}
    return actions.open_round(election, in_room="device", is_secret=False, **named, actor=actor)


def _conclude(world: World, actor: User) -> Any:
    vote = _vote(world)
    election = Election.objects.create(
        association=vote.association, motion=vote.motion, post=_post(world), state="listed"
    )
    _candidate(election, world, "elected")
    outcome = {"ok": False, "code": "vacancies", "elected": [], "standings": []}
    counts = {"entitled": 2, "present_on_site": 2}
    Vote.objects.filter(pk=vote.pk).update(
        election=election, state=Vote.State.DECLARED, outcome=outcome, counts=counts
    )
    return actions.conclude_election(election, reason="不再另选", actor=actor)


def _answer(world: World, actor: User) -> Any:
    return actions.answer_nomination(_candidate(_election(world), world), stands=True, actor=actor)


def _withdraw(world: World, actor: User) -> Any:
    return actions.withdraw_candidate(_candidate(_election(world), world), reason="来函", actor=actor)


def _nominate(world: World, actor: User) -> Any:
    election = _election(world)
    make_invitation(election.motion.meeting, world.person("member"))
    return actions.nominate(election, make_person(world.association), actor=actor)


def _nominate_names(world: World, actor: User) -> Any:
    election = _election(world)
    make_person(world.association, name_zh="丁一")
    return actions.nominate_names(election, "丁一", actor=actor)


def _decline(world: World, actor: User) -> Any:
    waiting = [{"name": "李强", "vote": "", "state": "to_confirm"}]
    election = _election(world, state="decided", written_in=waiting)
    return actions.confirm_written_in(election, name="李强", accepts=False, actor=actor)


ACTS |= {
    "prepare_election": Act(
        "筹备选举",
        "Prepare an election",
        lambda world, actor: actions.prepare_election(_coming(world), _post(world), actor=actor),
    ),
    "change_election": Act(
        "修改选举",
        "Change an election",
        lambda world, actor: actions.change_election(_election(world), version=1, seats=2, actor=actor),
    ),
    "nominate": Act("提名候选人", "Nominate", _nominate),
    "nominate_names": Act("粘贴候选人名单", "Nominate from a pasted list", _nominate_names),
    "answer_nomination": Act("答复是否参选", "Answer a nomination", _answer),
    "withdraw_candidate": Act("撤下候选人", "Take a candidate off", _withdraw),
    "fix_slate": Act(
        "确定候选人名单",
        "Fix the list of candidates",
        lambda world, actor: actions.fix_slate(_standing(world), checked="核对", actor=actor),
    ),
    "unfix_slate": Act(
        "重新开放名单",
        "Open the list again",
        lambda world, actor: actions.unfix_slate(_listed(world), reason="漏列", actor=actor),
    ),
    "open_round": Act("开始选举投票", "Open a round of an election", _open_round),
    "conclude_election": Act("不再另选", "End an election without another round", _conclude),
    "confirm_written_in": Act("确认另选当选人", "Confirm somebody written in", _decline),
    "take_office": Act(
        "办理就任",
        "Let those elected take office",
        lambda world, actor: actions.take_office(_decided(world), actor=actor),
    ),
    "issue_pack": Act(
        "出具选举备案材料",
        "Issue the filing pack",
        lambda world, actor: actions.issue_pack(_decided(world), actor=actor),
    ),
    "abandon_election": Act(
        "中止选举",
        "Break an election off",
        lambda world, actor: actions.abandon_election(_election(world), reason="改期", actor=actor),
    ),
    "show_election": Act(
        "公开选举结果",
        "Make the result of an election public",
        lambda world, actor: actions.show_election(_decided(world), is_public=True, actor=actor),
    ),
}
