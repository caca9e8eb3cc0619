from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from ninja import File, Status, UploadedFile
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.core.errors import InvalidError
from guildhall.finance import actions, queries
from guildhall.finance.api.finding import find_collection, find_unit, find_voucher
from guildhall.finance.models import Collection, Voucher
from guildhall.finance.permissions import require_may_prepare
from guildhall.finance.schemas import (
    ApproveVoucherIn,
    CollectionIn,
    CollectionOut,
    ReasonIn,
    VoucherIn,
    VoucherOut,
    WholeVoucherOut,
    Year,
)
from guildhall.members.models import Member

router = AssociationRouter()


def _answer(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    shown = find_voucher(request, slug, pk)
    fields = {name: getattr(shown, name) for name in VoucherOut.model_fields}
    return fields | {
        "verdicts": shown.verdicts,
        "approval_needed": queries.approval_needed(shown) if shown.state == "requested" else None,
        "acts": sorted(queries.voucher_acts(request.user, shown)),
    }


@router.get("finance/vouchers", response=list[VoucherOut])
@paginate
def voucher_list(
    request: SignedInRequest,
    slug: str,
    state: str = "",
    q: str = "",
    unit: UUID | None = None,
    year: Year = None,
) -> QuerySet[Voucher]:
    """Vouchers of the units that the caller sees; ``state`` requested, approved, booked, refused or undone."""
    association = find_association(request, slug)
    return queries.voucher_list(request.user, association, state=state, text=q, unit=unit, year=year)


@router.get("finance/vouchers/{uuid:pk}", response=WholeVoucherOut)
def voucher(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    return _answer(request, slug, pk)


@router.post("finance/units/{uuid:pk}/vouchers", response={201: WholeVoucherOut})
def request_voucher(request: SignedInRequest, slug: str, pk: UUID, data: VoucherIn) -> Status[dict[str, Any]]:
    """Ask for money in or out; the file is attached by ``attach_voucher_file``."""
    made = actions.request_voucher(find_unit(request, slug, pk), **data.dict(), actor=request.user)
    return Status(201, _answer(request, slug, made.pk))


@router.post("finance/vouchers/{uuid:pk}/file", response=WholeVoucherOut)
def attach_voucher_file(
    request: SignedInRequest, slug: str, pk: UUID, file: File[UploadedFile]
) -> dict[str, Any]:
    """Send the invoice as ``multipart/form-data``."""
    shown = find_voucher(request, slug, pk)
    actions.attach_voucher_file(shown, name=file.name or "", content=file.open(), actor=request.user)
    return _answer(request, slug, pk)


@router.post("finance/vouchers/{uuid:pk}/approve", response=WholeVoucherOut)
def approve_voucher(request: SignedInRequest, slug: str, pk: UUID, data: ApproveVoucherIn) -> dict[str, Any]:
    """Refused with the rule that was applied as ``verdict``."""
    actions.approve_voucher(find_voucher(request, slug, pk), **data.dict(), actor=request.user)
    return _answer(request, slug, pk)


@router.post("finance/vouchers/{uuid:pk}/refuse", response=WholeVoucherOut)
def refuse_voucher(request: SignedInRequest, slug: str, pk: UUID, data: ReasonIn) -> dict[str, Any]:
    actions.refuse_voucher(find_voucher(request, slug, pk), reason=data.reason, actor=request.user)
    return _answer(request, slug, pk)


@router.post("finance/vouchers/{uuid:pk}/book", response=WholeVoucherOut)
def book_voucher(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    """The voucher gets the unit's next number, and its entry in the books."""
    actions.book_voucher(find_voucher(request, slug, pk), actor=request.user)
    return _answer(request, slug, pk)


@router.post("finance/vouchers/{uuid:pk}/undo", response=WholeVoucherOut)
def undo_voucher(request: SignedInRequest, slug: str, pk: UUID, data: ReasonIn) -> dict[str, Any]:
    actions.undo_voucher(find_voucher(request, slug, pk), reason=data.reason, actor=request.user)
    return _answer(request, slug, pk)


@router.get("finance/collections", response=list[CollectionOut])
@paginate
def collection_list(
    request: SignedInRequest, slug: str, state: str = "", unit: UUID | None = None
) -> QuerySet[Collection]:
    """Dues that branches collected for the association; ``state`` reported, booked, refused or undone."""
    return queries.collection_list(request.user, find_association(request, slug), state=state, unit=unit)


@router.post("finance/units/{uuid:pk}/collections", response={201: CollectionOut})
def report_collection(
    request: SignedInRequest, slug: str, pk: UUID, data: CollectionIn
) -> Status[Collection]:
    body, given = find_unit(request, slug, pk), data.dict()
    require_may_prepare(request.user, body)
    members = Member.objects.filter(association=body.association, pk=given.pop("member_id"))
    member = members.select_related("association", "organization", "person").first()
    if member is None:
        raise InvalidError(
            _("No member has this identifier."), code="no_such_member", details={"field": "member_id"}
        )
    made = actions.report_collection(body, member=member, **given, actor=request.user)
    return Status(201, find_collection(request, slug, made.pk))


@router.post("finance/collections/{uuid:pk}/book", response=CollectionOut)
def book_collection(request: SignedInRequest, slug: str, pk: UUID) -> Collection:
    """They become the association's dues."""
    return actions.book_collection(find_collection(request, slug, pk), actor=request.user)


@router.post("finance/collections/{uuid:pk}/refuse", response=CollectionOut)
def refuse_collection(request: SignedInRequest, slug: str, pk: UUID, data: ReasonIn) -> Collection:
    found = find_collection(request, slug, pk)
    return actions.refuse_collection(found, reason=data.reason, actor=request.user)


@router.post("finance/collections/{uuid:pk}/undo", response=CollectionOut)
def undo_collection(request: SignedInRequest, slug: str, pk: UUID, data: ReasonIn) -> Collection:
    found = find_collection(request, slug, pk)
    return actions.undo_collection(found, reason=data.reason, actor=request.user)
