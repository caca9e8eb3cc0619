"""Long lists are checked, stored and undone as background work, and whatever cuts it short, all of it is there once."""

import os
import signal

import pytest
from django.db import connections
from django.utils import timezone

from guildhall.audit.models import AuditEntry
from guildhall.audit.queries import broken_places
from guildhall.documents.queries import content_path
from guildhall.imports import actions, staging
from guildhall.imports.models import ImportBatch, ImportedRow
from guildhall.imports.storing import commit, undoing
from guildhall.imports.tests.make import HEADINGS, make_batch, make_manager, make_rows
from guildhall.jobs import actions as jobs
from guildhall.jobs.labels import load_tasks
from guildhall.jobs.models import Job
from guildhall.jobs.worker import run_job
from guildhall.registry.models import Organization
from guildhall.registry.tests.make import make_association, make_person

pytestmark = pytest.mark.django_db
MANY = 1_200
# Where the work is cut short, and after how many times that this was reached.
CUTS = [(staging, "_row", 0), (staging, "_row", 700), (staging, "counts", 0), (commit, "put", 0), (commit, "record", 0), (undoing, "take_out", 0), (undoing, "record", 0)]  # fmt: skip


@pytest.fixture(autouse=True)
def every_list_is_long(monkeypatch):
    load_tasks()
    monkeypatch.setattr(actions, "AT_ONCE_MOST", 10)


@pytest.fixture
def association():
    return make_association()


@pytest.fixture
def keeper(association):
    return make_manager(association)


def work() -> None:
    """What the background worker does, until nothing waits."""
    while (job := jobs.claim_job(timezone.now())) is not None:
        run_job(job)


def work_again() -> None:
    """The claims of a worker that died run out, and another one takes over."""
    Job.objects.filter(state=Job.State.RUNNING).update(claimed_until=timezone.now())
    work()


def take_all_steps(batch: ImportBatch, keeper, *, each=work) -> None:
    each()
    batch.refresh_from_db()
    actions.commit_batch(batch, actor=keeper)
    each()
    batch.refresh_from_db()
    actions.undo_batch(batch, actor=keeper)
    each()
    batch.refresh_from_db()


def test_a_long_list_waits_is_worked_on_and_shows_how_far_it_is(client, association, keeper):
    batch = make_batch(association, [HEADINGS, *make_rows(MANY)], actor=keeper)
    client.force_login(keeper)
    path = f"/a/{association.slug}/imports/{batch.pk}/"
    assert batch.state == "checking"
    assert 'hx-trigger="every 1s"' in client.get(path).content.decode()

    job = jobs.claim_job(timezone.now())
    run_job(job)
    job.refresh_from_db()
    batch.refresh_from_db()
    assert (job.done_count, job.total_count, batch.state, batch.new_rows) == (MANY, MANY, "checked", MANY)
    assert client.get(f"{path}progress/")["HX-Refresh"] == "true"

    actions.commit_batch(batch, actor=keeper)
    assert Organization.objects.count() == 0
    work()
    assert Organization.objects.count() == MANY
    assert AuditEntry.objects.filter(action="import_batch.committed").count() == 1

    actions.undo_batch(ImportBatch.objects.get(), actor=keeper)
    assert Organization.objects.count() == MANY
    work()
    assert (Organization.objects.count(), ImportedRow.objects.count()) == (0, 0)


@pytest.mark.parametrize(("module", "name", "after"), CUTS)
def test_work_that_was_cut_short_is_done_again_whole_and_once(
    association, keeper, monkeypatch, module, name, after
):
    batch = make_batch(association, [HEADINGS, *make_rows(MANY)], actor=keeper)
    reached, cut, real = [], [], getattr(module, name)

    def cutting(*args, **kwargs):
        reached.append(1)
        if len(reached) > after and not cut:
            cut.append(1)
            raise KeyboardInterrupt
        return real(*args, **kwargs)

    def step() -> None:
        firms = Organization.objects.count()
        try:
            work()
        except KeyboardInterrupt:
            assert Organization.objects.count() == firms
            work_again()
        if ImportBatch.objects.get().state == "committed":
            assert Organization.objects.count() == MANY

    monkeypatch.setattr(module, name, cutting)
    take_all_steps(batch, keeper, each=step)

    assert cut
    assert (batch.state, Organization.objects.count()) == ("undone", 0)
    for action in ("committed", "undone"):
        assert AuditEntry.objects.filter(action=f"import_batch.{action}").count() == 1
    assert list(broken_places(association)) == []


@pytest.mark.parametrize("task", ["check_batch", "commit_batch", "undo_batch"])
def test_a_task_that_is_run_twice_does_its_work_once(association, keeper, task):
    batch = make_batch(association, [HEADINGS, *make_rows(50)], actor=keeper)

    def twice() -> None:
        job = jobs.claim_job(timezone.now())
        run_job(job)
        if job.task == f"imports.{task}":
            run_job(job)

    take_all_steps(batch, keeper, each=twice)

    assert (batch.state, Organization.objects.count()) == ("undone", 0)
    assert (
        AuditEntry.objects.filter(action__in=("import_batch.committed", "import_batch.undone")).count() == 2
    )


def test_what_hangs_on_a_row_of_a_long_list_keeps_all_of_it_and_says_so(client, association, keeper):
    batch = make_batch(association, [HEADINGS, *make_rows(50)], actor=keeper)
    work()
    batch.refresh_from_db()
    actions.commit_batch(batch, actor=keeper)
    work()
    make_person(association, organization=Organization.objects.get(name_zh="第7齿轮厂"))
    batch.refresh_from_db()
    actions.undo_batch(batch, actor=keeper)
    work()

    batch.refresh_from_db()
    assert (batch.state, bool(batch.said_trouble), Organization.objects.count()) == ("committed", True, 50)
    client.force_login(keeper)
    page = client.get(
        f"/a/{association.slug}/imports/{batch.pk}/undo/", headers={"Accept-Language": "zh-hans"}
    )
    assert "第7齿轮厂" in page.content.decode()
    assert "人员" in page.content.decode()


def test_a_list_that_turns_out_unreadable_comes_back_with_the_reason(association, keeper):
    batch = make_batch(association, [HEADINGS, *make_rows(50)], actor=keeper, name="会员.xlsx")
    path = content_path(batch.file)
    path.chmod(0o600)
    path.write_bytes(b"PK")
    work()

    batch.refresh_from_db()
    assert (batch.state, batch.trouble["code"]) == ("uploaded", "broken_workbook")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("module", "name"), [(commit, "record"), (commit, "put"), (staging, "counts")])
def test_a_worker_that_is_killed_leaves_nothing_half_done(association, keeper, monkeypatch, module, name):
    """A process of its own, and a signal that nobody can catch."""
    batch = make_batch(association, [HEADINGS, *make_rows(MANY)], actor=keeper)
    if module is commit:
        work()
        actions.commit_batch(ImportBatch.objects.get(), actor=keeper)
    connections.close_all()

    if not (child := os.fork()):
        monkeypatch.setattr(module, name, lambda *_args, **_more: os.kill(os.getpid(), signal.SIGKILL))
        work()
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    assert Organization.objects.count() == 0

    work_again()
    if module is not commit:
        actions.commit_batch(ImportBatch.objects.get(), actor=keeper)
        work()
    batch.refresh_from_db()
    assert (batch.state, Organization.objects.count()) == ("committed", MANY)
    assert AuditEntry.objects.filter(action="import_batch.committed").count() == 1
    assert list(broken_places(association)) == []
