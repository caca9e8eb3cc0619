"""Ballots arrive while the vote is closed, and twice at once; the same on both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Semaphore

import pytest
from django.db import connection, transaction

from guildhall.core.errors import RuleError
from guildhall.meetings.tests.make_session import make_clerk, make_motion
from guildhall.votes import actions
from guildhall.votes.models import BoxBallot, Count, RollEntry, Vote
from guildhall.votes.tests.make import make_assembled, make_vote

pytestmark = pytest.mark.django_db(transaction=True)
VOTERS = 20


def at_once(*acts):
    """What each returned, or the code with which it was refused."""
    barrier = Barrier(len(acts))

    def run(act):
        barrier.wait()
        try:
            return act()
        except RuleError as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def caster(vote, user, first=None):
    def cast():
        receipt = actions.cast_ballot(Vote.objects.get(pk=vote), marks="for", actor=user)
        if first:
            first.release()
        return receipt

    return cast


def test_closing_while_ballots_arrive_counts_every_confirmed_ballot_and_no_other():
    with transaction.atomic():
        meeting = make_assembled(in_room=0, online=VOTERS)
        held, *others = meeting.invitations.order_by("rank")
        actions.give_proxy(others[-1], holder=held, actor=make_clerk(meeting))
        meeting.attendance.filter(invitation=others[-1]).delete()
        vote, clerk = make_vote(motion=make_motion(meeting), is_secret=True), make_clerk(meeting)
        users = {row.voter.user for row in vote.roll.select_related("voter__user")}
    some = Semaphore(0)

    def close():
        for _ballot in range(5):
            some.acquire(timeout=60)
        return actions.close_vote(Vote.objects.get(pk=vote.pk), actor=clerk)

    *answers, closed = at_once(*(caster(vote.pk, user, some) for user in users), close)

    confirmed = [phrase for one in answers if not isinstance(one, str) for phrase in one.phrases]
    assert {one for one in answers if isinstance(one, str)} <= {"vote_closed"}
    assert sorted(BoxBallot.objects.values_list("phrase", flat=True)) == sorted(confirmed)
    assert len(confirmed) >= 5
    states = list(RollEntry.objects.filter(vote=vote).values_list("state", flat=True))
    assert (states.count("voted"), len(states)) == (len(confirmed), VOTERS)
    assert closed.counts["cast"] == len(confirmed)


def test_of_ballots_sent_at_once_by_one_voter_one_counts():
    with transaction.atomic():
        vote = make_vote(is_secret=True)
        user = vote.roll.first().voter.user

    answers = at_once(*(caster(vote.pk, user) for _time in range(4)))

    assert sorted(one for one in answers if isinstance(one, str)) == ["already_voted"] * 3
    assert vote.envelopes.count() == 1


def test_of_two_counts_entered_at_once_one_is_the_first_and_one_confirms():
    with transaction.atomic():
        vote = make_vote(in_room="hands")
        clerks = [make_clerk(vote.meeting) for _clerk in range(2)]
    figures = {"for": 2, "against": 0, "abstain": 0}

    at_once(
        *(lambda clerk=clerk: actions.enter_count(vote, figures=figures, actor=clerk) for clerk in clerks)
    )

    assert set(Count.objects.values_list("state", flat=True)) == {"confirmed"}
