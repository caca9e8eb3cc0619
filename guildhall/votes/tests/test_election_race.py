"""Several people do the same with one election at the same moment; the same on both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from guildhall.audit.models import AuditEntry
from guildhall.core.errors import RuleError
from guildhall.meetings.tests.make_session import make_clerk
from guildhall.registry.models import Tenure
from guildhall.votes import actions
from guildhall.votes.models import Election
from guildhall.votes.tests.make_election import make_election, make_keeper, make_listed

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 3


def at_once(act):
    """What each of several simultaneous calls returned, or the code with which it was refused."""
    barrier = Barrier(AT_ONCE)

    def run(_number):
        barrier.wait()
        try:
            return act()
        except RuleError as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, range(AT_ONCE)))


def test_of_many_who_fix_the_list_at_once_one_does():
    election = make_election(names=["丁一"])
    clerk = make_clerk(election.motion.meeting)

    answers = at_once(lambda: actions.fix_slate(Election.objects.get(pk=election.pk), actor=clerk))

    assert answers.count("wrong_state") == AT_ONCE - 1
    assert AuditEntry.objects.filter(action="election.list_fixed").count() == 1


def test_of_many_who_let_the_elected_take_office_at_once_one_does():
    election = make_listed(names=["丁一"])
    election.candidates.update(state="elected")
    Election.objects.filter(pk=election.pk).update(state=Election.State.DECIDED)
    keeper = make_keeper(election)

    answers = at_once(lambda: actions.take_office(Election.objects.get(pk=election.pk), actor=keeper))

    assert answers.count("wrong_state") == AT_ONCE - 1
    assert Tenure.objects.filter(post=election.post).count() == 1
