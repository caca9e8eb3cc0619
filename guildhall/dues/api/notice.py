from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.documents.http import content_answer
from guildhall.dues import actions, queries
from guildhall.dues.models import DuesNotice, Waiver
from guildhall.dues.printing import notice_as_pdf
from guildhall.dues.schemas import NoticeOut, ReasonIn, WaiverIn, WaiverOut, WholeNoticeOut

router = AssociationRouter()


def find_notice(request: SignedInRequest, slug: str, pk: UUID) -> DuesNotice:
    association = find_association(request, slug)
    return get_object_or_404(queries.notice_to_show(request.user, association), pk=pk)


def find_waiver(request: SignedInRequest, slug: str, pk: UUID) -> Waiver:
    association = find_association(request, slug)
    return get_object_or_404(queries.waivers_visible_to(request.user, association), pk=pk)


def whole_notice(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    shown = find_notice(request, slug, pk)
    fields = {name: getattr(shown, name) for name in WholeNoticeOut.model_fields if hasattr(shown, name)}
    document = shown.document
    return fields | {
        "remark": queries.remark_for([shown]),
        "document": document.serial if document else None,
        "code": document.spaced_code if document else None,
        "waivers": list(shown.waivers.all()),
        "reminders": list(shown.reminders.all()),
        "acts": sorted(queries.notice_acts(request.user, shown)),
    }


@router.get("dues/notices", response=list[NoticeOut])
@paginate
def notice_list(
    request: SignedInRequest,
    slug: str,
    year: int | None = None,
    state: str = "",
    tier: UUID | None = None,
    q: str = "",
) -> QuerySet[DuesNotice]:
    """Notices, narrowed by year, state (open, overdue, settled, unsent, cancelled), tier, and number or name."""
    return queries.notice_list(
        request.user,
        find_association(request, slug),
        year=year,
        state=state,
        tier=tier,
        text=q,
    )


@router.get("dues/notices/{uuid:pk}", response=WholeNoticeOut)
def notice(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    return whole_notice(request, slug, pk)


@router.get("dues/notices/{uuid:pk}/pdf")
def print_notice(request: SignedInRequest, slug: str, pk: UUID) -> HttpResponse | FileResponse:
    """The official document as a PDF; before there is one, what it would look like."""
    shown = find_notice(request, slug, pk)
    if shown.document is not None:
        return content_answer(shown.document.file)
    waived = queries.waived_of([shown]).get(shown.pk, 0)
    printed = notice_as_pdf(shown, queries.bank_account_of(shown.association), waived=waived)
    return HttpResponse(printed, content_type="application/pdf")


@router.post("dues/notices/{uuid:pk}/cancel", response=WholeNoticeOut)
def cancel_notice(request: SignedInRequest, slug: str, pk: UUID, data: ReasonIn) -> dict[str, Any]:
    actions.cancel_notice(find_notice(request, slug, pk), **data.dict(), actor=request.user)
    return whole_notice(request, slug, pk)


@router.post("dues/notices/{uuid:pk}/waive", response=WholeNoticeOut)
def request_waiver(request: SignedInRequest, slug: str, pk: UUID, data: WaiverIn) -> dict[str, Any]:
    """Asked for; somebody else who decides approves it."""
    actions.request_waiver(find_notice(request, slug, pk), **data.dict(), actor=request.user)
    return whole_notice(request, slug, pk)


@router.get("dues/waivers", response=list[WaiverOut])
@paginate
def waiver_list(request: SignedInRequest, slug: str, state: str = "") -> QuerySet[Waiver]:
    return queries.waiver_list(request.user, find_association(request, slug), state=state)


@router.post("dues/waivers/{uuid:pk}/approve", response=WaiverOut)
def approve_waiver(request: SignedInRequest, slug: str, pk: UUID) -> Waiver:
    return actions.approve_waiver(find_waiver(request, slug, pk), actor=request.user)


@router.post("dues/waivers/{uuid:pk}/refuse", response=WaiverOut)
def refuse_waiver(request: SignedInRequest, slug: str, pk: UUID, data: ReasonIn) -> Waiver:
    return actions.refuse_waiver(find_waiver(request, slug, pk), **data.dict(), actor=request.user)


@router.post("dues/waivers/{uuid:pk}/undo", response=WaiverOut)
def undo_waiver(request: SignedInRequest, slug: str, pk: UUID, data: ReasonIn) -> Waiver:
    return actions.undo_waiver(find_waiver(request, slug, pk), **data.dict(), actor=request.user)
