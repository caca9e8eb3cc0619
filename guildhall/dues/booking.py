"""A yearly run carried out in batches. Each batch is one transaction that finds what is still to be done, so that
a run that was killed goes on where it stopped, and two that run at once do nothing twice."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.models import new_id
from guildhall.documents.actions import take_numbers
from guildhall.dues.books import Happening, book
from guildhall.dues.ledger import Event, Kind
from guildhall.dues.models import DuesNotice, DuesRun
from guildhall.dues.notices import notice_drafts
from guildhall.dues.papers import issue_papers
from guildhall.dues.queries.branches import first_branches
from guildhall.dues.queries.owed import waived_of
from guildhall.dues.queries.preview import due_members, rates_of, share_in
from guildhall.jobs.actions import report_progress
from guildhall.jobs.models import Job
from guildhall.jobs.pacing import give_way
from guildhall.members.models import Member
from guildhall.notices.actions import give_notices

SERIES = "dues_notice"
BOOKED_AT_ONCE = 2000
SENT_AT_ONCE = 20  # each with its PDF, while others wait to write


def book_run_in_batches(run: DuesRun, job: Job | None = None, *, actor: User | None) -> int:
    """Book every notice of the run that is not booked yet; how many were booked comes back."""
    waiting = due_members(run).count()
    done, last = 0, None
    while True:
        booked, last = _book_batch(run, after=last, actor=actor)
        if not booked:
            break
        done += booked
        if job:
            report_progress(job, done=done, total=max(done, waiting))
        give_way()
    _finish(run, DuesRun.State.BOOKING, DuesRun.State.BOOKED, actor)
    return done


@transaction.atomic
def _book_batch(run: DuesRun, *, after: UUID | None, actor: User | None) -> tuple[int, UUID | None]:
    """The next members' notices. Other writers of the association wait from here on, and then find them booked."""
    take_numbers(run.association, SERIES, run.year, count=0)
    if not DuesRun.objects.filter(pk=run.pk, state=DuesRun.State.BOOKING).exists():
        return 0, after
    members = due_members(run)
    members = members.filter(pk__gt=after) if after else members
    batch = list(members.only("pk", "joined_on")[:BOOKED_AT_ONCE])
    if batch:
        issue_notices(run, batch, actor=actor)
    return len(batch), batch[-1].pk if batch else after


def issue_notices(run: DuesRun, members: Sequence[Member], *, actor: User | None) -> list[DuesNotice]:
    """Notices for these members of ``due_members``, numbered without gaps, with their entries in the books."""
    numbers = take_numbers(run.association, SERIES, run.year, count=len(members))
    rates = rates_of(run)
    branches = first_branches(run.association, run.issued_on, [member.pk for member in members])
    notices = [_notice(run, member, number, rates) for member, number in zip(members, numbers, strict=True)]
    for notice in notices:
        notice.branch_id = branches.get(notice.member_id)
    DuesNotice.objects.bulk_create(notices)
    happenings = [
        Happening(Event(Kind.ISSUED, notice.amount), "dues.duesnotice", notice.pk, notice.issued_on)
        for notice in notices
    ]
    book(run.association, happenings, actor=actor)
    return notices


def _notice(run: DuesRun, member: Member, number: int, rates: dict[UUID, int]) -> DuesNotice:
    tier: UUID = member.tier_on  # type: ignore[attr-defined] # annotated by due_members
    share = share_in(run, rates[tier], member.joined_on)
    return DuesNotice(
        id=new_id(),
        association_id=run.association_id,
        run=run,
        member_id=member.pk,
        tier_id=tier,
        year=run.year,
        number=f"HF{run.year}-{number:05}",
        amount=share.amount,
        still_open=share.amount,
        explanation=share.sentence.as_data(),
        issued_on=run.issued_on,
        due_on=run.due_on,
    )


def send_run_in_batches(run: DuesRun, job: Job | None = None, *, actor: User | None) -> int:
    """Make the document of every notice of the run that was not sent yet and mail it; how many were mailed comes back.

    A member whom no mail and no sign-in reaches stays without ``sent_at``: its document is there to be printed.
    """
    unsent = DuesNotice.objects.standing().filter(run=run, sent_at__isnull=True)
    total, looked, sent, last = unsent.count(), 0, 0, None
    while True:
        batch = list((unsent.filter(pk__gt=last) if last else unsent).order_by("pk")[:SENT_AT_ONCE])
        if not batch:
            break
        sent += send_notices([notice.pk for notice in batch], actor=actor)
        looked, last = looked + len(batch), batch[-1].pk
        if job:
            report_progress(job, done=looked, total=max(looked, total))
        give_way()
    _finish(run, DuesRun.State.SENDING, DuesRun.State.SENT, actor)
    return sent


@transaction.atomic
def send_notices(keys: Sequence[UUID], *, actor: User | None) -> int:
    """Those of these notices of one association that were not sent yet, each with its document; how many were mailed."""
    waiting = DuesNotice.objects.standing().filter(pk__in=keys, sent_at__isnull=True).order_by("pk")
    related = ("association", "tier", "document", "member__organization", "member__person__user")
    notices = list(waiting.select_for_update(of=("self",)).select_related(*related))
    waived = waived_of(notices)
    issue_papers(notices, waived, actor=actor)
    drafts = notice_drafts(notices, waived)
    told = [notice.pk for notice in notices if drafts[notice.pk]]
    if told:
        all_drafts = [draft for pk in told for draft in drafts[pk]]
        give_notices(notices[0].association, all_drafts)
        DuesNotice.objects.filter(pk__in=told).update(sent_at=timezone.now(), version=F("version") + 1)
    return len(told)


@transaction.atomic
def _finish(run: DuesRun, before: str, after: str, actor: User | None) -> None:
    """Once: another worker that comes to the end as well finds it ended."""
    if DuesRun.objects.filter(pk=run.pk, state=before).update(state=after, version=F("version") + 1):
        standing = DuesNotice.objects.standing().filter(run=run)
        is_booked = after == DuesRun.State.BOOKED
        record(
            "dues_run.booked" if is_booked else "dues_run.sent",
            actor=actor,
            subject=run,
            notices=standing.count(),
        )
