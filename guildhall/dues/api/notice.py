from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
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
    return fields | {
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
def print_notice(request: SignedInRequest, slug: str, pk: UUID) -> HttpResponse:
    """The notice as a PDF in the language of the request."""
    shown = find_notice(request, slug, pk)
    account = queries.bank_account_of(shown.association)
    printed = notice_as_pdf(shown, account, language=get_language() or "")
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
