"""What is measured without a web server: letters, and a large import. Run inside a Django process."""

import io
import time

import xlsxwriter
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore
from django.utils import timezone
from stdnum.cn import uscc

from guildhall.accounts.models import Association, User
from guildhall.documents import pdf
from guildhall.documents.tests.papers import PAPERS
from guildhall.imports import actions as imports
from guildhall.jobs import actions as jobs
from guildhall.jobs.labels import load_tasks
from guildhall.jobs.models import Schedule
from guildhall.jobs.worker import run_job
from guildhall.meetings.models import AttendanceEvent
from guildhall.notices.models import Delivery
from guildhall.registry.models import Organization

LETTERS = 1_000
ROWS = 100_000


def session_of(user_id: str) -> str:
    """The key of a session of somebody who signed in with a browser."""
    user = User.objects.get(pk=user_id)
    session = SessionStore()
    session[SESSION_KEY] = user_id
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def stored_events(meeting_id: str) -> list[str]:
    events = AttendanceEvent.objects.filter(meeting=meeting_id).order_by()
    return [str(client_id) for client_id in events.values_list("client_id", flat=True)]


def is_at_rest() -> bool:
    """Whether background work has caught up: reminded, delivered."""
    waiting = Delivery.objects.filter(state__in=[Delivery.State.WAITING, Delivery.State.SENDING])
    never_run = Schedule.objects.filter(succeeded_at=None)
    return not (
        Schedule.objects.count() == 0
        or waiting.exists()
        or never_run.filter(due_at__lte=timezone.now()).exists()
    )


def letter_milliseconds() -> float:
    """Milliseconds for one letter of responsibility, over a thousand of them."""
    pdf.render("letter", PAPERS["letter"])
    start = time.perf_counter()
    for _ in range(LETTERS):
        pdf.render("letter", PAPERS["letter"])
    return 1000 * (time.perf_counter() - start) / LETTERS


def table() -> bytes:
    """An Excel file of firms with valid codes, as an association would bring it."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["单位名称", "统一社会信用代码", "地区", "地址", "电话"])
    for number in range(ROWS):
        base = f"91370300{number:09d}"
        code = base + uscc.calc_check_digit(base)
        sheet.write_row(
            number + 1,
            0,
            [f"导入{number}号机械有限公司", code, "山东省淄博市", f"工业路{number}号", "0533-1234567"],
        )
    book.close()
    return content.getvalue()


def import_rows_per_second() -> float:
    """Rows a second from the uploaded file to the committed rows: read, checked, stored."""
    load_tasks()
    actor = User.objects.get(email="bench@example.org")
    association = Association.objects.get(slug="bench")
    content = table()
    before = Organization.objects.filter(association=association).count()
    start = time.perf_counter()
    batch = imports.upload_table(
        association, name="firms.xlsx", content=content, kind="organizations", actor=actor
    )
    finish_jobs()
    batch.refresh_from_db()
    imports.commit_batch(batch, actor=actor)
    finish_jobs()
    seconds = time.perf_counter() - start
    stored = Organization.objects.filter(association=association).count() - before
    if stored != ROWS:
        batch.refresh_from_db()
        raise RuntimeError(f"{stored} rows of {ROWS} were stored; the batch is {batch.state}")
    return ROWS / seconds


def finish_jobs() -> None:
    """What the background worker does, here and now."""
    while (job := jobs.claim_job(timezone.now())) is not None:
        run_job(job)
