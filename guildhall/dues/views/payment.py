from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.audit.http import kept_until_changed
from guildhall.core.errors import InvalidError
from guildhall.core.forms import refusals_shown_in
from guildhall.core.paging import page_of
from guildhall.core.views import act_page
from guildhall.dues import actions, queries
from guildhall.dues.forms import PaymentForm, ReasonForm, ReceiptForm, RefundForm, SharesForm
from guildhall.dues.models import Allocation, PayerAlias, Payment, Receipt
from guildhall.dues.views.acts import require_reader
from guildhall.members.models import Member


def find_payment(request: AssociationRequest, pk: UUID) -> Payment:
    return get_object_or_404(queries.payment_to_show(request.user, request.association), pk=pk)


def find_allocation(request: AssociationRequest, pk: UUID) -> Allocation:
    seen = queries.payments_visible_to(request.user, request.association)
    related = Allocation.objects.select_related(
        "association", "payment__association", "notice__member__organization", "notice__member__person"
    )
    return get_object_or_404(related.filter(payment__in=seen), pk=pk)


def find_receipt(request: AssociationRequest, pk: UUID) -> Receipt:
    return get_object_or_404(queries.receipt_list(request.user, request.association), pk=pk)


def _at(request: AssociationRequest, pk: UUID) -> str:
    return reverse("dues:payment", args=[request.association.slug, pk])


@require_safe
@at_association
@kept_until_changed
def payment_list(request: AssociationRequest) -> HttpResponse:
    state, text = request.GET.get("state", ""), request.GET.get("q", "").strip()
    found = queries.payment_list(request.user, request.association, state=state, text=text)
    context = {
        "page": page_of(found, request.GET.get("page")),
        "state": state,
        "text": text,
        "may_keep": queries.may_keep_money(request.user, request.association),
        "reads_all": queries.may_read_money(request.user, request.association),
    }
    return render(request, "dues/payment_list.html", context)


@require_safe
@at_association
@kept_until_changed
def payment(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_payment(request, pk)
    receipts = {receipt.notice_id: receipt for receipt in shown.receipts.all() if receipt.state != "void"}
    parts = [(part, receipts.get(part.notice_id)) for part in shown.allocations.all()]
    context = {"payment": shown, "parts": parts, "acts": queries.payment_acts(request.user, shown)}
    return render(request, "dues/payment.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def record_payment(request: AssociationRequest) -> HttpResponse:
    require_reader(request)

    def do(given: dict[str, Any]) -> str:
        member = Member.objects.filter(association=request.association, number=given.pop("number")).first()
        if member is None:
            raise InvalidError(
                _("No member has this number."), code="no_such_member", details={"field": "number"}
            )
        return _at(request, actions.record_payment(member, **given, actor=request.user).pk)

    initial = {"received_on": queries.today_at(request.association), "number": request.GET.get("member", "")}
    return act_page(
        request,
        PaymentForm(request.POST or None, initial=initial),
        do,
        heading=_("Record a payment"),
        label=_("Record"),
        back=reverse("dues:payment_list", args=[request.association.slug]),
        said=_("Recorded."),
    )


@require_http_methods(["GET", "POST"])
@at_association
def allocate_payment(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_payment(request, pk)
    number = request.GET.get("member", "").strip()
    chosen = [shown.member] if shown.member else []
    if number:
        chosen = list(Member.objects.filter(association=request.association, number=number))
    form = SharesForm(request.POST or None, notices=queries.open_notices_of(chosen), shares={})
    if form.is_valid():
        with refusals_shown_in(form):
            actions.allocate_payment(shown, shares=form.shares, actor=request.user)
            return redirect(_at(request, pk))
    return render(request, "dues/allocate_payment.html", {"payment": shown, "form": form, "number": number})


@require_http_methods(["GET", "POST"])
@at_association
def undo_allocation(request: AssociationRequest, pk: UUID) -> HttpResponse:
    part = find_allocation(request, pk)

    def do(given: dict[str, str]) -> str:
        actions.undo_allocation(part, **given, actor=request.user)
        return _at(request, part.payment_id)

    return act_page(
        request,
        ReasonForm(request.POST or None),
        do,
        heading=_("Undo this part"),
        label=_("Undo"),
        back=_at(request, part.payment_id),
        said=_("Undone. The money is on account."),
        note=part.notice,
    )


@require_http_methods(["GET", "POST"])
@at_association
def undo_payment(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_payment(request, pk)

    def do(given: dict[str, str]) -> str:
        actions.undo_payment(shown, **given, actor=request.user)
        return _at(request, pk)

    return act_page(
        request,
        ReasonForm(request.POST or None),
        do,
        heading=_("Undo the payment"),
        label=_("Undo"),
        back=_at(request, pk),
        said=_("Undone. What it paid is owed again."),
        note=shown.payer,
    )


@require_http_methods(["GET", "POST"])
@at_association
def refund_payment(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_payment(request, pk)

    def do(given: dict[str, Any]) -> str:
        actions.refund_payment(shown, **given, actor=request.user)
        return _at(request, pk)

    initial = {"amount": shown.left, "on": queries.today_at(request.association)}  # type: ignore[attr-defined]
    return act_page(
        request,
        RefundForm(request.POST or None, initial=initial),
        do,
        heading=_("Refund"),
        label=_("Refund"),
        back=_at(request, pk),
        said=_("Recorded."),
        note=shown.payer,
    )


@require_safe
@at_association
def receipt_list(request: AssociationRequest) -> HttpResponse:
    state, text = request.GET.get("state", ""), request.GET.get("q", "").strip()
    found = queries.receipt_list(request.user, request.association, state=state, text=text)
    reads_all = queries.may_read_money(request.user, request.association)
    context = {
        "page": page_of(found, request.GET.get("page")),
        "state": state,
        "states": Receipt.State.choices,
        "text": text,
        "may_keep": queries.may_keep_money(request.user, request.association),
        "reads_all": reads_all,
        "missing": queries.parts_without_receipt(request.association)[:50] if reads_all else [],
        "reconciliation": queries.reconciliation(request.association) if reads_all else None,
    }
    return render(request, "dues/receipt_list.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def record_receipt(request: AssociationRequest, pk: UUID) -> HttpResponse:
    part = find_allocation(request, pk)

    def do(given: dict[str, Any]) -> str:
        actions.record_receipt(part, **given, actor=request.user)
        return reverse("dues:receipt_list", args=[request.association.slug])

    payer = part.payment.payer or part.notice.member.name
    today = queries.today_at(request.association)
    return act_page(
        request,
        ReceiptForm(
            request.POST or None, initial={"amount": part.amount, "issued_on": today, "payer": payer}
        ),
        do,
        heading=_("Record a receipt"),
        label=_("Record"),
        back=_at(request, part.payment_id),
        said=_("Recorded."),
        note=f"{part.notice.number} · {part.notice.member.name}",
    )


@require_POST
@at_association
def verify_receipt(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.verify_receipt(find_receipt(request, pk), actor=request.user)
    return redirect("dues:receipt_list", request.association.slug)


@require_http_methods(["GET", "POST"])
@at_association
def void_receipt(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = find_receipt(request, pk)

    def do(given: dict[str, str]) -> str:
        actions.void_receipt(found, **given, actor=request.user)
        return reverse("dues:receipt_list", args=[request.association.slug])

    return act_page(
        request,
        ReasonForm(request.POST or None),
        do,
        heading=_("Void the receipt"),
        label=_("Void"),
        back=reverse("dues:receipt_list", args=[request.association.slug]),
        said=_("The receipt is void."),
        note=found.number,
    )


@require_safe
@at_association
@kept_until_changed
def alias_list(request: AssociationRequest) -> HttpResponse:
    require_reader(request)
    context = {
        "page": page_of(queries.alias_list(request.user, request.association), request.GET.get("page")),
        "may_keep": queries.may_keep_money(request.user, request.association),
        "reads_all": True,
    }
    return render(request, "dues/alias_list.html", context)


@require_POST
@at_association
def forget_alias(request: AssociationRequest, pk: UUID) -> HttpResponse:
    aliases = queries.alias_list(request.user, request.association)
    alias: PayerAlias = get_object_or_404(aliases, pk=pk)
    actions.forget_alias(alias, actor=request.user)
    return redirect("dues:alias_list", request.association.slug)
