"""Builders for elections: a post, candidates, a fixed list, a round with its tellers, a result."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from guildhall.accounts.models import User
from guildhall.accounts.powers import Power
from guildhall.core.errors import RuleError
from guildhall.meetings.models import Meeting
from guildhall.meetings.tests.make import make_person, make_post, make_user_with_powers
from guildhall.meetings.tests.make_session import make_clerk
from guildhall.registry.models import Post
from guildhall.votes import actions
from guildhall.votes.models import Candidate, Election, Teller, Vote
from guildhall.votes.tests.make import STATED, make_assembled, make_voting_council, voters_of

ELECTING: dict[str, Any] = {
    "motions.election.ways": STATED | {"value": ["paper", "secret_electronic"]},
    "motions.election.forms": STATED | {"value": ["on_site", "hybrid"]},
    "posts.director.age_max": STATED | {"value": 70},
    "posts.director.terms_max": STATED | {"value": 2},
    "posts.supervisor.not_also": STATED | {"value": ["director"]},
}
BORN, FIRST_DAY = date(1970, 5, 1), date(2027, 1, 1)


def make_electing_meeting(voters: int = 4, **rules: Any) -> Meeting:
    """A council in session whose charter has rules for elections; so many voters, all there."""
    body = make_voting_council(**ELECTING | rules)
    return make_assembled(body, in_room=voters - voters // 2, online=voters // 2)


def make_director_post(meeting: Meeting) -> Post:
    return make_post(meeting.body, kind=Post.Kind.DIRECTOR, name_zh="理事", name_en="Director")


def make_election(meeting: Meeting | None = None, *, names: Sequence[str] = (), **details: Any) -> Election:
    """Nominations are open; ``names`` are nominated and stand."""
    meeting = meeting or make_electing_meeting()
    values: dict[str, Any] = {"seats": 1, "term_number": 3, "term_from": FIRST_DAY}
    post = details.pop("post", None) or make_director_post(meeting)
    clerk = make_clerk(meeting)
    election = actions.prepare_election(meeting, post, **values | details, actor=clerk)
    for name in names:
        make_candidate(election, name)
    return election


def make_candidate(
    election: Election, name: str = "王芳", *, stands: bool = True, **person: Any
) -> Candidate:
    """Somebody nominated by the clerk, with the consent at hand unless told otherwise."""
    known = make_person(election.association, **{"name_zh": name, "born_on": BORN} | person)
    clerk = make_clerk(election.motion.meeting)
    return actions.nominate(election, known, stands=stands, actor=clerk)


def make_listed(
    meeting: Meeting | None = None, *, names: Sequence[str] = ("王芳",), **details: Any
) -> Election:
    """The list of these candidates is fixed."""
    election = make_election(meeting, names=names, **details)
    return actions.fix_slate(election, actor=make_clerk(election.motion.meeting))


def make_round(election: Election | None = None, **details: Any) -> Vote:
    """A round of the election is open, by devices, with a scrutineer and a teller who can sign in."""
    election = election or make_listed()
    people = [make_user_with_powers(election.association).people.get() for _role in range(2)]
    means = {"in_room": "device", "online": "device", "scrutineers": people[:1], "tellers": people[1:]}
    clerk = make_clerk(election.motion.meeting)
    return actions.open_round(election, **means | details, actor=clerk)


def make_declared(election: Election | None = None, *, ballots: Sequence[str] = ()) -> Vote:
    """A round cast (``ballots``: marks of each voter in turn, ``F+王芳`` with a name written in), signed and declared."""
    return declare(make_round(election), ballots)


def declare(vote: Vote, ballots: Sequence[str] = ()) -> Vote:
    """Cast these ballots, close, let everyone sign, declare."""
    for user, ballot in zip(voters_of(vote), ballots, strict=False):
        marks, *names = ballot.split("+")
        actions.cast_ballot(vote, marks=marks, write_ins=names, actor=user)
    clerk = make_clerk(vote.meeting)
    actions.close_vote(vote, actor=clerk)
    for teller in Teller.objects.filter(vote=vote).select_related("person__user", "vote"):
        assert teller.person.user is not None
        actions.sign_result(teller, actor=teller.person.user)
    return actions.declare_result(vote, actor=clerk)


def make_keeper(election: Election) -> User:
    """Somebody who keeps the registry."""
    return make_user_with_powers(election.association, Power.MANAGE)


def refused(code: str, act: Any, **details: Any) -> RuleError:
    """The refusal with which this act fails, by its code."""
    with pytest.raises(RuleError) as refusal:
        act(**details)
    assert refusal.value.code == code
    return refusal.value
