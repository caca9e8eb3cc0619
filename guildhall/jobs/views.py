from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.paging import page_of
from guildhall.jobs import queries
from guildhall.jobs.permissions import may_see_clock


@require_safe
@at_association
def schedule_list(request: AssociationRequest) -> HttpResponse:
    if not may_see_clock(request.user, request.association):
        raise Http404
    now = timezone.now()
    lines = queries.schedule_lines(now=now)
    context = {
        "lines": lines,
        "ran_at": max((line.ran_at for line in lines if line.ran_at), default=None),
        "is_standing": queries.is_clock_standing(now=now),
        "page": page_of(queries.jobs_of(request.association, viewer=request.user), request.GET.get("page")),
    }
    return render(request, "jobs/schedule_list.html", context)


@require_safe
@at_association
def job_progress(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """A part of a page that waits for a job; it asks again every second until the job is finished."""
    job = get_object_or_404(queries.jobs_of(request.association, viewer=request.user), pk=pk)
    return render(request, "jobs/job_progress.html", {"job": job})
