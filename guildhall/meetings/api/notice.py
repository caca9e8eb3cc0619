from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Status

from guildhall.accounts.http import AssociationRouter, SignedInRequest
from guildhall.jobs.models import Job
from guildhall.meetings import actions, notices, queries
from guildhall.meetings.api.references import the_prepared_meeting
from guildhall.meetings.queries import NoticeCheck
from guildhall.meetings.schemas import NoticeCheckOut, NoticeIn, RunOut

router = AssociationRouter()


@router.get("meetings/{uuid:pk}/notice", response=NoticeCheckOut)
def notice(request: SignedInRequest, slug: str, pk: UUID) -> NoticeCheck:
    """What is missing, whether the notice would be in time, what changed, and whom it would reach."""
    return queries.notice_check(the_prepared_meeting(request, slug, pk), now=timezone.now())


@router.post("meetings/{uuid:pk}/notice", response={202: RunOut})
def send_notice(request: SignedInRequest, slug: str, pk: UUID, data: NoticeIn) -> Status[Job]:
    """Send it to everyone who does not have it; runs in the background."""
    meeting = the_prepared_meeting(request, slug, pk)
    return Status(202, actions.send_notice(meeting, **data.dict(), actor=request.user))


@router.get("meetings/{uuid:pk}/notice/letter")
def notice_letter(request: SignedInRequest, slug: str, pk: UUID) -> HttpResponse:
    """The notice as a PDF with the mark of a draft."""
    meeting = the_prepared_meeting(request, slug, pk)
    printed = notices.printed_draft(meeting, queries.announced_agenda(meeting))
    return HttpResponse(printed, content_type="application/pdf")
