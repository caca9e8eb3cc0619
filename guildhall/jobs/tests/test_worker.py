import threading
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.utils import timezone

from guildhall.jobs import actions, queries
from guildhall.jobs.actions import LEASE, MOST_ATTEMPTS, MOST_CLAIMS
from guildhall.jobs.doors import Timed, tasks
from guildhall.jobs.models import Job, Schedule
from guildhall.jobs.worker import run_job, run_timed

pytestmark = pytest.mark.django_db


@pytest.fixture
def ran():
    """What the task ``test.note`` was given; the task fails where the arguments say so."""
    seen = []

    def note(job: Job) -> None:
        seen.append(job.arguments)
        if job.arguments.get("fails"):
            raise ValueError("broken")

    tasks["test.note"] = note
    yield seen
    del tasks["test.note"]


def start(**arguments):
    return actions.start_job("test.note", association=None, arguments=arguments, actor=None)


def test_a_job_is_run_and_done(ran):
    job = start(number=1)

    run_job(actions.claim_job(timezone.now()))

    job.refresh_from_db()
    assert ran == [{"number": 1}]
    assert (job.state, job.claimed_until) == (Job.State.DONE, None)
    assert actions.claim_job(timezone.now()) is None


def test_the_same_key_queues_the_work_once(ran):
    first = actions.start_job("test.note", association=None, actor=None, key="import:1")
    second = actions.start_job("test.note", association=None, actor=None, key="import:1")

    assert first == second
    assert Job.objects.count() == 1


def test_a_job_whose_worker_died_is_taken_over_when_its_claim_ends(ran):
    start()
    now = timezone.now()
    assert actions.claim_job(now) is not None

    assert actions.claim_job(now + LEASE / 2) is None
    taken = actions.claim_job(now + LEASE + timedelta(seconds=1))

    assert taken is not None
    assert taken.attempts == 2


def test_a_job_that_outlived_no_worker_is_given_up_and_holds_up_nobody(ran):
    deadly, waiting = start(number=1), start(number=2)
    now = timezone.now()
    for turn in range(MOST_CLAIMS):
        claimed = actions.claim_job(now + turn * 2 * LEASE)
        assert claimed == deadly

    assert actions.claim_job(now + MOST_CLAIMS * 2 * LEASE) == waiting

    deadly.refresh_from_db()
    assert (deadly.state, deadly.claimed_until) == (Job.State.FAILED, None)
    assert "Given up" in deadly.error


def test_a_worker_that_was_taken_for_dead_cannot_finish_the_job_of_its_successor(ran):
    start()
    now = timezone.now()
    slow = actions.claim_job(now)
    quick = actions.claim_job(now + LEASE + timedelta(seconds=1))
    actions.finish_job(slow)

    assert Job.objects.get().state == Job.State.RUNNING
    actions.finish_job(quick)
    assert Job.objects.get().state == Job.State.DONE


def test_a_failing_job_is_tried_again_and_given_up_in_the_end(ran):
    start(fails=True)

    for _ in range(MOST_ATTEMPTS):
        Job.objects.update(run_after=timezone.now())
        run_job(actions.claim_job(timezone.now()))

    job = Job.objects.get()
    assert len(ran) == MOST_ATTEMPTS
    assert job.state == Job.State.FAILED
    assert "broken" in job.error


@pytest.mark.django_db(transaction=True)
def test_four_workers_share_the_jobs_and_none_is_done_twice(ran):
    for number in range(20):
        start(number=number)

    def work():
        while job := actions.claim_job(timezone.now()):
            run_job(job)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(seen["number"] for seen in ran) == list(range(20))


def daily(run):
    return Timed("test.daily", run, daily_at=time(7, 30), zone=ZoneInfo("Asia/Shanghai"))


def test_a_daily_task_is_due_at_its_time_of_day_in_its_own_zone():
    timed = daily(lambda now: None)

    assert timed.next_due(datetime(2026, 1, 1, 23, 0, tzinfo=UTC)) == datetime(2026, 1, 1, 23, 30, tzinfo=UTC)
    assert timed.next_due(datetime(2026, 1, 1, 23, 30, tzinfo=UTC)) == datetime(
        2026, 1, 2, 23, 30, tzinfo=UTC
    )


def test_a_missed_day_is_made_up_once_and_not_once_per_day():
    runs = []
    timed = daily(runs.append)
    Schedule.objects.create(name=timed.name, due_at=timezone.now() - timedelta(days=5))

    run_timed(timed)
    run_timed(timed)

    schedule = Schedule.objects.get()
    assert len(runs) == 1
    assert schedule.succeeded_at is not None
    assert schedule.due_at > timezone.now()


def test_a_failing_timed_task_says_so_and_is_due_again():
    def fail(now):
        raise ValueError("no such table")

    run_timed(daily(fail))

    schedule = Schedule.objects.get()
    assert "no such table" in schedule.error
    assert schedule.succeeded_at is None
    assert schedule.due_at > timezone.now()


def test_the_clock_stands_when_nothing_ever_ran_or_something_is_long_overdue():
    now = timezone.now()
    assert queries.is_clock_standing(now=now)

    run_timed(Timed("test.often", lambda now: None, every=timedelta(seconds=5)))

    assert not queries.is_clock_standing(now=now)
    assert queries.is_clock_standing(now=now + timedelta(hours=1))
