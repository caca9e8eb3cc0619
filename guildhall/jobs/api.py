from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.jobs import queries
from guildhall.jobs.models import Job
from guildhall.jobs.permissions import may_see_clock
from guildhall.jobs.queries import ScheduleLine
from guildhall.jobs.schemas import JobOut, ScheduleOut

router = AssociationRouter()


@router.get("jobs", response=list[JobOut])
@paginate
def job_list(request: SignedInRequest, slug: str) -> QuerySet[Job]:
    return queries.jobs_of(find_association(request, slug), viewer=request.user)


@router.get("jobs/{pk}", response=JobOut)
def job_progress(request: SignedInRequest, slug: str, pk: UUID) -> Job:
    """How far a piece of background work is; ask again until ``finished_at`` is set."""
    return get_object_or_404(queries.jobs_of(find_association(request, slug), viewer=request.user), pk=pk)


@router.get("schedules", response=list[ScheduleOut])
def schedule_list(request: SignedInRequest, slug: str) -> list[ScheduleLine]:
    """The timed tasks, when each last ran, and whether it is late."""
    if not may_see_clock(request.user, find_association(request, slug)):
        raise Http404
    return queries.schedule_lines(now=timezone.now())
