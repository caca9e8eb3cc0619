"""Several people merge the same entries at once; the process dies in the middle of it."""

import os
import signal
import threading
from collections.abc import Callable

import pytest
from django.db import connection, connections

from guildhall.accounts.powers import Power
from guildhall.audit.queries import broken_places
from guildhall.core.errors import RuleError
from guildhall.members import actions
from guildhall.members.models import Merge, NotSame
from guildhall.members.tests.make import (
    make_association,
    make_body,
    make_member,
    make_organization,
    make_pair,
    make_person,
    make_user_with_powers,
)
from guildhall.registry.models import Organization
from guildhall.registry.tests.make import make_seat

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def association():
    return make_association()


@pytest.fixture
def keeper(association):
    return make_user_with_powers(association, Power.MANAGE)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Does everything at the same time; the outcomes, sorted: ``done`` or the code of the refusal."""
    outcomes: list[str] = []
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
            outcomes.append("done")
        except RuleError as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def merging(kept, gone, keeper) -> Callable[[], Merge]:
    def merge() -> Merge:
        one, other = Organization.objects.get(pk=kept.pk), Organization.objects.get(pk=gone.pk)
        return actions.merge_organizations(one, other, versions=(1, 1), actor=keeper)

    return merge


def test_of_four_who_merge_the_same_two_one_does(association, keeper):
    kept, gone = make_pair(association)
    make_person(organization=gone)

    outcomes = at_once(*[merging(kept, gone, keeper)] * 4)

    assert outcomes == ["already_merged"] * 3 + ["done"]
    assert Merge.objects.count() == 1
    assert kept.people.count() == 1


def test_of_two_who_each_keep_another_one_wins(association, keeper):
    kept, gone = make_pair(association)
    make_person(organization=kept)
    make_person(organization=gone)

    outcomes = at_once(merging(kept, gone, keeper), merging(gone, kept, keeper))

    assert outcomes.count("done") == 1
    merge = Merge.objects.get()
    assert (merge.kept.people.count(), merge.gone.people.count()) == (2, 0)


def test_one_entry_is_not_merged_into_two_others(association, keeper):
    kept, gone = make_pair(association)
    third = make_organization(association)

    assert at_once(merging(kept, gone, keeper), merging(third, gone, keeper)) == ["already_merged", "done"]


def test_of_four_who_undo_one_does(association, keeper):
    merge = merging(*make_pair(association), keeper)()

    outcomes = at_once(
        *[
            lambda: actions.undo_merge(
                Merge.objects.select_related("kept", "gone").get(pk=merge.pk), actor=keeper
            )
        ]
        * 4
    )

    assert outcomes == ["already_undone"] * 3 + ["done"]


def test_two_who_tell_apart_at_once_leave_one_line(association, keeper):
    kept, gone = make_pair(association)

    outcomes = at_once(
        lambda: actions.tell_apart(kept, gone, actor=keeper),
        lambda: actions.tell_apart(gone, kept, actor=keeper),
    )

    assert outcomes == ["already_told_apart", "done"]
    assert NotSame.objects.count() == 1


class Death:
    """Counts what the database is told, and at the given count kills its own process as nobody can prevent."""

    def __init__(self, at: int) -> None:
        self.at = at

    def __call__(self, execute, sql, params, many, context):
        self.at -= 1
        if not self.at:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)


def killed_at(count: int, work: Callable[[], object]) -> bool:
    """Do the work in a process of its own that dies at that count; whether it died before it was done."""
    connections.close_all()
    if not (child := os.fork()):
        code = 1
        try:
            with connection.execute_wrapper(Death(count)):
                work()
            code = 0
        finally:
            os._exit(code)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert ended in (0, -signal.SIGKILL)
    return ended != 0


@pytest.mark.slow
def test_a_process_killed_at_any_step_leaves_the_whole_or_nothing(association, keeper):
    """Merging and undoing, killed at their first step, at their second, and so on until none is left."""
    kept, gone = make_pair(association, phone="0533-1")
    seat = make_seat(make_body(association), organization=gone)
    make_seat(seat.body, organization=kept)
    make_person(organization=gone)
    make_member(association, organization=gone)

    def merge() -> object:
        return actions.merge_organizations(kept, gone, versions=(1, 1), choose=["phone"], actor=keeper)

    def undo() -> object:
        return actions.undo_merge(Merge.objects.select_related("kept", "gone").get(), actor=keeper)

    def moved() -> list[bool]:
        gone.refresh_from_db()
        seat.refresh_from_db()
        kept.refresh_from_db()
        return [
            *(not gone.is_active, gone.merged_into == kept, seat.to_on is not None, kept.phone != ""),
            *(kept.people.exists(), kept.memberships.exists(), Merge.objects.standing().exists()),
        ]

    deaths = 0
    for act, before in ((merge, False), (undo, True)):
        count = 1
        while killed_at(count, act):
            assert moved() == [before] * 7
            deaths, count = deaths + 1, count + 1
        assert moved() == [not before] * 7
        assert list(broken_places(association)) == []
    assert deaths > 50
