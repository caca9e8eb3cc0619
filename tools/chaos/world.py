"""What the killing is tried on, and how it looks from inside. Answers questions, a line of JSON each, from Django."""

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402 -- Django first
from django.db import connection  # noqa: E402 -- Django first
from django.db.models import Count, F, Q  # noqa: E402 -- Django first
from django.db.models.functions import Substr  # noqa: E402 -- Django first
from django.utils import timezone  # noqa: E402 -- Django first

from guildhall.accounts.actions import make_token  # noqa: E402 -- Django first
from guildhall.accounts.models import Association, User  # noqa: E402 -- Django first
from guildhall.audit.queries import broken_places  # noqa: E402 -- Django first
from guildhall.documents.models import Document, File, Series  # noqa: E402 -- Django first
from guildhall.documents.queries import content_path  # noqa: E402 -- Django first
from guildhall.imports.models import ImportBatch  # noqa: E402 -- Django first
from guildhall.jobs.models import Job, Schedule  # noqa: E402 -- Django first
from guildhall.meetings.models import AgendaItem, AttendanceEvent, Invitation, Meeting  # noqa: E402 -- Django first
from guildhall.notices.models import Delivery, Notice  # noqa: E402 -- Django first
from guildhall.registry.actions import found_association  # noqa: E402 -- Django first
from guildhall.registry.models import Body, Organization, Person  # noqa: E402 -- Django first
from guildhall.votes.tasks import destroy_keys  # noqa: E402 -- Django first
from tools.chaos import books, box  # noqa: E402 -- Django first

SLUG = "chaos"
PEOPLE = 60
TABLE_NAME = 5
GIVEN_UP = "Given up"  # after twenty kills amid one job, which people then begin again


def build(rounds: int) -> dict[str, Any]:
    """One meeting in session with everybody invited, and for each round one whose notice is to be sent."""
    user = User.objects.create_user("chaos@example.org", "chaos-chaos-chaos", name="Officer")
    association = found_association(slug=SLUG, name_zh="演练协会", name_en="Drill association", actor=user)
    council = Body.objects.get(association=association, kind=Body.Kind.COUNCIL)
    people = Person.objects.bulk_create(
        Person(association=association, name_zh=f"人员{n}", email=f"p{n}@example.org").with_keys()
        for n in range(PEOPLE)
    )
    now = timezone.now()
    in_session = a_meeting(council, "在开的会", now - timedelta(minutes=20), Meeting.State.OPEN)
    to_notify = [
        a_meeting(council, f"第{n}次会议", now + timedelta(days=40), Meeting.State.DRAFT)
        for n in range(rounds)
    ]
    Invitation.objects.bulk_create(
        Invitation(association=association, meeting=meeting, person=person, rank=rank)
        for meeting in [in_session, *to_notify]
        for rank, person in enumerate(people)
    )
    _token, secret = make_token(name="chaos", actor=user)
    return (
        books.build_money(association)
        | box.build_session(association, user)
        | {
            "token": secret,
            "door": str(in_session.pk),
            "invitations": [str(pk) for pk in in_session.invitations.values_list("pk", flat=True)],
            "meetings": [str(meeting.pk) for meeting in to_notify],
        }
    )


def a_meeting(body: Body, name: str, starts: Any, state: str) -> Meeting:
    meeting = Meeting.objects.create(
        association=body.association,
        body=body,
        name_zh=name,
        state=state,
        starts_at=starts,
        ends_at=starts + timedelta(hours=8),
        place_zh="会议室",
        notified_at=None if state == Meeting.State.DRAFT else starts,
    )
    AgendaItem.objects.create(association=body.association, meeting=meeting, title_zh="议题")
    return meeting


def settle() -> dict[str, Any]:
    """What is still under way; the answer is all zero when everything has come to rest."""
    busy = Job.objects.filter(state__in=[Job.State.QUEUED, Job.State.RUNNING])
    waiting = Delivery.objects.filter(state__in=[Delivery.State.WAITING, Delivery.State.SENDING])
    return {"jobs": busy.count(), "mails": waiting.count()}


def wreck() -> dict[str, Any]:
    """What lies there right after a kill: what was being worked on, and each table with the firms that are there."""
    running = Job.objects.filter(state=Job.State.RUNNING).values_list("task", flat=True)
    batches = ImportBatch.objects.order_by("created_at").values_list("file__name", "state")
    association = Association.objects.get(slug=SLUG)
    return (
        books.told_states(association)
        | box.told_votes()
        | {
            "books": books.amiss(association),
            "running": sorted(set(running)),
            "sending": Delivery.objects.filter(state=Delivery.State.SENDING).count(),
            "batches": [[name.partition(".")[0], state] for name, state in batches],
            "firms": firms(),
            "answered": sorted(
                str(one) for one in AttendanceEvent.objects.order_by().values_list("client_id", flat=True)
            ),
        }
    )


def firms() -> dict[str, list[int]]:
    """For each table that was imported: how many firms of it are there, and how many different ones."""
    imported = Organization.objects.exclude(name_zh__startswith=books.PREFIX).order_by()
    tables = imported.annotate(table=Substr("name_zh", 1, TABLE_NAME))
    counted = tables.values("table").annotate(rows=Count("pk"), names=Count("name_zh", distinct=True))
    return {row["table"]: [row["rows"], row["names"]] for row in counted}


def lapse() -> dict[str, Any]:
    """Let the time pass after which a dead process's claims end. Only while nothing runs."""
    box.age_keys()
    past = timezone.now() - timedelta(seconds=1)
    Job.objects.filter(claimed_until__isnull=False).update(claimed_until=past)
    Job.objects.filter(state=Job.State.QUEUED, run_after__gt=past).update(run_after=past)
    Schedule.objects.filter(claimed_until__isnull=False).update(claimed_until=past)
    Delivery.objects.filter(claimed_until__isnull=False).update(claimed_until=past)
    Delivery.objects.filter(state=Delivery.State.WAITING, send_after__gt=past).update(send_after=past)
    return {}


def look() -> dict[str, Any]:
    """Everything that the verdict needs, from the database as it is on disk."""
    association = Association.objects.get(slug=SLUG)
    notices = Notice.objects.filter(association=association, kind__startswith="meeting.").order_by()
    call_command("check", stdout=sys.stderr)
    destroy_keys(timezone.now())  # as the clock does every five minutes
    failed = Job.objects.filter(state=Job.State.FAILED)
    odd = Q(state=Job.State.DONE, total_count__isnull=False) & ~Q(done_count=F("total_count"))
    return {
        "events": [
            str(one) for one in AttendanceEvent.objects.order_by().values_list("client_id", flat=True)
        ],
        "notices": [[key, email] for key, email in notices.values_list("key", "email")],
        "notified": [
            str(one)
            for one in Meeting.objects.filter(state=Meeting.State.NOTIFIED).values_list("pk", flat=True)
        ],
        "failed_jobs": [[job.task, job.error[-300:]] for job in failed.exclude(error__startswith=GIVEN_UP)],
        "failed_mails": Delivery.objects.filter(state=Delivery.State.FAILED).count(),
        "odd_jobs": [
            [job.task, job.done_count, job.total_count]
            for job in Job.objects.filter(odd | Q(done_count__gt=F("total_count")))
        ],
        "broken": [[place.number, place.kind] for place in broken_places(association)],
        "dues_mails": books.dues_mails(association),
        "paid": books.paid_notices(association),
        "numbers": numbers_with_gaps(association),
        "letters": letters_amiss(association),
        "files": files_amiss(),
        "database": database_amiss(),
    }


def numbers_with_gaps(association: Association) -> list[str]:
    """Series whose numbers are not 1, 2, 3 ... up to the last that was taken."""
    wrong = []
    for series in Series.objects.filter(association=association).exclude(kind=books.NUMBERS):
        issued = Document.objects.filter(association=association, kind=series.kind, year=series.year)
        numbers = sorted(issued.values_list("number", flat=True))
        if numbers != list(range(1, series.last_number + 1)):
            wrong.append(f"{series}: {len(numbers)} documents, last number {series.last_number}")
    return wrong


def letters_amiss(association: Association) -> list[str]:
    """Meetings that were notified and have no valid letter, or more than one."""
    valid = Document.objects.filter(association=association, kind="notice", state=Document.State.VALID)
    letters = Counter(valid.values_list("subject_id", flat=True))
    notified = Meeting.objects.filter(state=Meeting.State.NOTIFIED).values_list("pk", flat=True)
    return [f"meeting {one} has {letters[one]} valid letters" for one in notified if letters[one] != 1]


def files_amiss() -> list[str]:
    """Files whose content is not there, or is another."""
    wrong = []
    for file in File.objects.all():
        path = content_path(file)
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != file.sha256:
            wrong.append(f"file {file} is not whole")
    return wrong


def database_amiss() -> list[str]:
    """What SQLite finds wrong in its own file."""
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        found = [str(row[0]) for row in cursor.execute("PRAGMA integrity_check").fetchall()]
    return [] if found == ["ok"] else found


QUESTIONS: dict[str, Callable[..., dict[str, Any]]] = {
    "build": build,
    "settle": settle,
    "wreck": wreck,
    "lapse": lapse,
    "look": look,
}


def main() -> None:
    for line in sys.stdin:
        what, *arguments = json.loads(line)
        answer = QUESTIONS[what](*arguments)
        connection.close()
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
