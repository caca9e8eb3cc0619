from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import File, Status, UploadedFile
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.core.errors import InvalidError
from guildhall.dues import actions, queries
from guildhall.dues.models import (
    Allocation,
    DuesNotice,
    PayerAlias,
    Payment,
    Receipt,
    Statement,
    StatementLine,
)
from guildhall.dues.permissions import require_may_keep_money, require_may_read_money
from guildhall.dues.schemas import (
    AliasOut,
    AllocationOut,
    BookLineIn,
    ColumnsIn,
    JobOut,
    LineOut,
    NoteIn,
    PaymentIn,
    PaymentOut,
    ReasonIn,
    ReceiptIn,
    ReceiptOut,
    ReconciliationOut,
    RefundIn,
    RefundOut,
    SharesIn,
    StatementOut,
    WholePaymentOut,
)
from guildhall.members.models import Member

router = AssociationRouter()


def find_statement(request: SignedInRequest, slug: str, pk: UUID) -> Statement:
    found = queries.statement_list(request.user, find_association(request, slug))
    return get_object_or_404(found, pk=pk)


def find_line(request: SignedInRequest, slug: str, pk: UUID) -> StatementLine:
    return get_object_or_404(queries.line_list(request.user, find_association(request, slug)), pk=pk)


def find_payment(request: SignedInRequest, slug: str, pk: UUID) -> Payment:
    return get_object_or_404(queries.payment_to_show(request.user, find_association(request, slug)), pk=pk)


def find_allocation(request: SignedInRequest, slug: str, pk: UUID) -> Allocation:
    seen = queries.payments_visible_to(request.user, find_association(request, slug))
    related = Allocation.objects.select_related(
        "association", "payment__association", "notice__member__organization", "notice__member__person"
    )
    return get_object_or_404(related.filter(payment__in=seen), pk=pk)


def find_receipt(request: SignedInRequest, slug: str, pk: UUID) -> Receipt:
    return get_object_or_404(queries.receipt_list(request.user, find_association(request, slug)), pk=pk)


def _shares(request: SignedInRequest, slug: str, given: Iterable[Mapping[str, Any]]) -> dict[DuesNotice, int]:
    """Each notice with its amount; refused where one is not to be found or named twice."""
    wanted = {share["notice_id"]: share["amount"] for share in given}
    notices = queries.notices_visible_to(request.user, find_association(request, slug)).in_bulk(list(wanted))
    if len(notices) != len(list(given)):
        raise InvalidError(
            _("A notice is not known, or named twice."), code="no_such_notice", details={"field": "shares"}
        )
    return {notices[key]: amount for key, amount in wanted.items()}


def _member(request: SignedInRequest, slug: str, pk: UUID) -> Member:
    members = Member.objects.filter(association=find_association(request, slug))
    found = members.select_related("association", "organization", "person").filter(pk=pk).first()
    if found is None:
        raise InvalidError(
            _("No member has this identifier."), code="no_such_member", details={"field": "member_id"}
        )
    return found


def line_out(shown: queries.ShownLine) -> dict[str, Any]:
    line = shown.line
    names = (
        "id", "statement_id", "on", "amount", "payer", "account", "remark", "bank_number", "state", "note",
    )  # fmt: skip
    return {name: getattr(line, name) for name in names} | {
        "match": shown.state,
        "score": shown.score,
        "rest": shown.rest,
        "shares": [
            {
                "notice_id": share.notice.pk,
                "number": share.notice.number,
                "member": share.notice.member.name,
                "amount": share.amount,
            }
            for share in shown.shares
        ],
        "members": list(shown.members),
        "reasons": [reason.as_data() for reason in shown.reasons],
    }


def whole_payment(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    shown = find_payment(request, slug, pk)
    fields = {name: getattr(shown, name) for name in PaymentOut.model_fields}
    return fields | {
        "allocations": list(shown.allocations.all()),
        "refunds": list(shown.refunds.all()),
        "receipts": list(shown.receipts.all()),
        "acts": sorted(queries.payment_acts(request.user, shown)),
    }


@router.get("dues/statements", response=list[StatementOut])
@paginate
def statement_list(request: SignedInRequest, slug: str) -> QuerySet[Statement]:
    return queries.statement_list(request.user, find_association(request, slug))


@router.post("dues/statements", response={201: StatementOut})
def take_statement(request: SignedInRequest, slug: str, file: File[UploadedFile]) -> Status[Statement]:
    """Send a bank's statement as ``multipart/form-data``: CSV, .xlsx or camt.053. With an empty ``layout`` the answer
    asks for its columns."""
    association = find_association(request, slug)
    taken = actions.take_statement(association, name=file.name or "", content=file.open(), actor=request.user)
    return Status(201, taken)


@router.put("dues/statements/{uuid:pk}/columns", response=StatementOut)
def choose_columns(request: SignedInRequest, slug: str, pk: UUID, data: ColumnsIn) -> Statement:
    """Say what the columns hold, where they are of no bank that is known."""
    return actions.choose_columns(find_statement(request, slug, pk), **data.dict(), actor=request.user)


@router.get("dues/lines", response=list[LineOut])
@paginate
def line_list(request: SignedInRequest, slug: str, state: str = "", match: str = "") -> list[dict[str, Any]]:
    """Lines of statements in the order of time, with what is proposed.

    ``state`` open, booked or set_aside; ``match`` certain, proposed, unclear or unknown.
    """
    lines = queries.line_list(request.user, find_association(request, slug), state=state, match=match)
    return [line_out(shown) for shown in queries.shown_lines(lines[:2000])]


@router.post("dues/lines/book-certain", response=JobOut)
def book_certain_lines(request: SignedInRequest, slug: str) -> dict[str, bool]:
    job = actions.book_certain_lines(find_association(request, slug), actor=request.user)
    return {"background": job is not None}


@router.post("dues/lines/match", response=JobOut)
def propose_matches(request: SignedInRequest, slug: str) -> dict[str, bool]:
    job = actions.propose_matches(find_association(request, slug), actor=request.user)
    return {"background": job is not None}


@router.post("dues/lines/{uuid:pk}/book", response={201: WholePaymentOut})
def book_line(request: SignedInRequest, slug: str, pk: UUID, data: BookLineIn) -> Status[dict[str, Any]]:
    line, given = find_line(request, slug, pk), data.dict()
    require_may_keep_money(request.user, line.association)
    key = given.pop("member_id")
    given["member"] = _member(request, slug, key) if key else None
    given["shares"] = _shares(request, slug, given["shares"])
    payment = actions.book_line(line, **given, actor=request.user)
    return Status(201, whole_payment(request, slug, payment.pk))


@router.post("dues/lines/{uuid:pk}/aside", response=LineOut)
def set_line_aside(request: SignedInRequest, slug: str, pk: UUID, data: NoteIn) -> dict[str, Any]:
    line = actions.set_line_aside(find_line(request, slug, pk), **data.dict(), actor=request.user)
    return line_out(queries.shown_lines([line])[0])


@router.post("dues/lines/{uuid:pk}/back", response=LineOut)
def take_line_back(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    line = actions.take_line_back(find_line(request, slug, pk), actor=request.user)
    return line_out(queries.shown_lines([line])[0])


@router.get("dues/payments", response=list[PaymentOut])
@paginate
def payment_list(request: SignedInRequest, slug: str, state: str = "", q: str = "") -> QuerySet[Payment]:
    """Payments, the latest first; ``state`` on_account or undone."""
    return queries.payment_list(request.user, find_association(request, slug), state=state, text=q)


@router.post("dues/payments", response={201: WholePaymentOut})
def record_payment(request: SignedInRequest, slug: str, data: PaymentIn) -> Status[dict[str, Any]]:
    require_may_keep_money(request.user, find_association(request, slug))
    given = data.dict()
    member = _member(request, slug, given.pop("member_id"))
    if given["shares"] is not None:
        given["shares"] = _shares(request, slug, given["shares"])
    payment = actions.record_payment(member, **given, actor=request.user)
    return Status(201, whole_payment(request, slug, payment.pk))


@router.get("dues/payments/{uuid:pk}", response=WholePaymentOut)
def payment(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    return whole_payment(request, slug, pk)


@router.post("dues/payments/{uuid:pk}/allocate", response=WholePaymentOut)
def allocate_payment(request: SignedInRequest, slug: str, pk: UUID, data: SharesIn) -> dict[str, Any]:
    """Pay notices with what is on account."""
    found = find_payment(request, slug, pk)
    require_may_keep_money(request.user, found.association)
    actions.allocate_payment(found, shares=_shares(request, slug, data.dict()["shares"]), actor=request.user)
    return whole_payment(request, slug, pk)


@router.post("dues/payments/{uuid:pk}/undo", response=WholePaymentOut)
def undo_payment(request: SignedInRequest, slug: str, pk: UUID, data: ReasonIn) -> dict[str, Any]:
    actions.undo_payment(find_payment(request, slug, pk), **data.dict(), actor=request.user)
    return whole_payment(request, slug, pk)


@router.post("dues/payments/{uuid:pk}/refund", response={201: RefundOut})
def refund_payment(request: SignedInRequest, slug: str, pk: UUID, data: RefundIn) -> Status[Any]:
    refund = actions.refund_payment(find_payment(request, slug, pk), **data.dict(), actor=request.user)
    return Status(201, refund)


@router.post("dues/allocations/{uuid:pk}/undo", response=AllocationOut)
def undo_allocation(request: SignedInRequest, slug: str, pk: UUID, data: ReasonIn) -> Allocation:
    return actions.undo_allocation(find_allocation(request, slug, pk), **data.dict(), actor=request.user)


@router.post("dues/allocations/{uuid:pk}/receipt", response={201: ReceiptOut})
def record_receipt(request: SignedInRequest, slug: str, pk: UUID, data: ReceiptIn) -> Status[Receipt]:
    """The number of the fiscal receipt for what a payment paid of a notice."""
    found = find_allocation(request, slug, pk)
    return Status(201, actions.record_receipt(found, **data.dict(), actor=request.user))


@router.get("dues/receipts", response=list[ReceiptOut])
@paginate
def receipt_list(request: SignedInRequest, slug: str, state: str = "", q: str = "") -> QuerySet[Receipt]:
    """The register of receipts; ``state`` issued, verified or void."""
    return queries.receipt_list(request.user, find_association(request, slug), state=state, text=q)


@router.get("dues/receipts/reconciliation", response=ReconciliationOut)
def reconciliation(request: SignedInRequest, slug: str) -> queries.Reconciliation:
    """The register against the payments."""
    association = find_association(request, slug)
    require_may_read_money(request.user, association)
    return queries.reconciliation(association)


@router.post("dues/receipts/{uuid:pk}/verify", response=ReceiptOut)
def verify_receipt(request: SignedInRequest, slug: str, pk: UUID) -> Receipt:
    return actions.verify_receipt(find_receipt(request, slug, pk), actor=request.user)


@router.post("dues/receipts/{uuid:pk}/void", response=ReceiptOut)
def void_receipt(request: SignedInRequest, slug: str, pk: UUID, data: ReasonIn) -> Receipt:
    return actions.void_receipt(find_receipt(request, slug, pk), **data.dict(), actor=request.user)


@router.get("dues/aliases", response=list[AliasOut])
@paginate
def alias_list(request: SignedInRequest, slug: str) -> QuerySet[PayerAlias]:
    """Names and accounts under which members pay."""
    return queries.alias_list(request.user, find_association(request, slug))


@router.delete("dues/aliases/{uuid:pk}", response={204: None})
def forget_alias(request: SignedInRequest, slug: str, pk: UUID) -> Status[None]:
    aliases = queries.alias_list(request.user, find_association(request, slug))
    actions.forget_alias(get_object_or_404(aliases, pk=pk), actor=request.user)
    return Status(204, None)
