from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.audit.http import kept_until_changed
from guildhall.core.errors import InvalidError
from guildhall.core.paging import page_of
from guildhall.core.sentences import Sentence
from guildhall.core.views import act_page
from guildhall.finance import actions, queries
from guildhall.finance.forms import (
    ApproveVoucherForm,
    CollectionForm,
    FileForm,
    ReasonForm,
    VoucherForm,
)
from guildhall.finance.models import Collection, Voucher
from guildhall.finance.views.finding import (
    find_collection,
    find_unit,
    find_voucher,
    require_reader,
    unit_asked,
)
from guildhall.members.models import Member
from guildhall.registry.queries import today_in


def _at(request: AssociationRequest, pk: UUID) -> str:
    return reverse("finance:voucher", args=[request.association.slug, pk])


def _collections(request: AssociationRequest) -> str:
    return reverse("finance:collection_list", args=[request.association.slug])


@require_safe
@at_association
@kept_until_changed
def voucher_list(request: AssociationRequest) -> HttpResponse:
    require_reader(request)
    state, text, unit = request.GET.get("state", ""), request.GET.get("q", "").strip(), unit_asked(request)
    found = queries.voucher_list(request.user, request.association, state=state, text=text, unit=unit)
    units = queries.units_visible_to(request.user, request.association)
    page = page_of(found, request.GET.get("page"))
    context = {
        "page": page,
        "lines": [(one, queries.unit_name(one.body)) for one in page],
        "state": state,
        "states": Voucher.State.choices,
        "text": text,
        "unit": unit,
        "units": [(one.pk, queries.unit_name(one)) for one in units],
        "sees_all": queries.may_see_all(request.user, request.association),
    }
    return render(request, "finance/voucher_list.html", context)


@require_safe
@at_association
@kept_until_changed
def voucher(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_voucher(request, pk)
    context = {
        "voucher": shown,
        "name": queries.unit_name(shown.body),
        "acts": queries.voucher_acts(request.user, shown),
    }
    return render(request, "finance/voucher.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def request_voucher(request: AssociationRequest, pk: UUID) -> HttpResponse:
    body = find_unit(request, pk)

    def do(given: dict[str, Any]) -> str:
        if file := given.pop("file"):
            given |= {"name": file.name, "content": file}
        return _at(request, actions.request_voucher(body, **given, actor=request.user).pk)

    initial = {"on": today_in(request.association)}
    form = VoucherForm(
        request.POST or None, request.FILES or None, initial=initial, is_own=queries.is_own(body)
    )
    return act_page(
        request,
        form,
        do,
        heading=_("New voucher"),
        label=_("Request"),
        back=reverse("finance:unit", args=[request.association.slug, pk]),
        said=_("Requested."),
        note=queries.unit_name(body),
    )


@require_http_methods(["GET", "POST"])
@at_association
def attach_voucher_file(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_voucher(request, pk)

    def do(given: dict[str, Any]) -> str:
        file = given["file"]
        actions.attach_voucher_file(shown, name=file.name, content=file, actor=request.user)
        return _at(request, pk)

    return act_page(
        request,
        FileForm(request.POST or None, request.FILES or None),
        do,
        heading=_("Attach a file"),
        label=_("Attach"),
        back=_at(request, pk),
        said=_("Attached."),
        note=shown.purpose,
    )


@require_http_methods(["GET", "POST"])
@at_association
def approve_voucher(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_voucher(request, pk)

    def do(given: dict[str, str]) -> str:
        actions.approve_voucher(shown, **given, actor=request.user)
        return _at(request, pk)

    return act_page(
        request,
        ApproveVoucherForm(request.POST or None, initial={"reason": shown.reason}),
        do,
        heading=_("Approve the voucher"),
        label=_("Approve"),
        back=_at(request, pk),
        said=_("Approved."),
        note=_said(queries.approval_needed(shown)) or shown.purpose,
    )


def _said(sentence: Sentence | None) -> str:
    return sentence.in_language(get_language() or "en") if sentence else ""


@require_http_methods(["GET", "POST"])
@at_association
def refuse_voucher(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_voucher(request, pk)

    def do(given: dict[str, str]) -> str:
        actions.refuse_voucher(shown, **given, actor=request.user)
        return _at(request, pk)

    return act_page(
        request,
        ReasonForm(request.POST or None),
        do,
        heading=_("Refuse the voucher"),
        label=_("Refuse"),
        back=_at(request, pk),
        said=_("Refused."),
        note=shown.purpose,
    )


@require_POST
@at_association
def book_voucher(request: AssociationRequest, pk: UUID) -> HttpResponse:
    booked = actions.book_voucher(find_voucher(request, pk), actor=request.user)
    messages.success(request, _("Booked under number %(number)s.") % {"number": booked.label})
    return redirect(_at(request, pk))


@require_http_methods(["GET", "POST"])
@at_association
def undo_voucher(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_voucher(request, pk)

    def do(given: dict[str, str]) -> str:
        actions.undo_voucher(shown, **given, actor=request.user)
        return _at(request, pk)

    return act_page(
        request,
        ReasonForm(request.POST or None),
        do,
        heading=_("Undo the voucher"),
        label=_("Undo"),
        back=_at(request, pk),
        said=_("Undone by an entry against it."),
        note=f"{shown.label} {shown.purpose}",
    )


@require_safe
@at_association
@kept_until_changed
def collection_list(request: AssociationRequest) -> HttpResponse:
    require_reader(request)
    state = request.GET.get("state", "")
    found = queries.collection_list(request.user, request.association, state=state, unit=unit_asked(request))
    page = page_of(found, request.GET.get("page"))
    context = {
        "page": page,
        "lines": [(one, queries.collection_acts(request.user, one)) for one in page],
        "state": state,
        "states": Collection.State.choices,
        "sees_all": queries.may_see_all(request.user, request.association),
    }
    return render(request, "finance/collection_list.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def report_collection(request: AssociationRequest, pk: UUID) -> HttpResponse:
    body = find_unit(request, pk)

    def do(given: dict[str, Any]) -> str:
        members = Member.objects.filter(association=request.association, number=given.pop("number"))
        member = members.select_related("association", "organization", "person").first()
        if member is None:
            raise InvalidError(
                _("No member has this number."), code="no_such_member", details={"field": "number"}
            )
        actions.report_collection(body, member=member, **given, actor=request.user)
        return _collections(request)

    return act_page(
        request,
        CollectionForm(request.POST or None, initial={"on": today_in(request.association)}),
        do,
        heading=_("Report dues collected"),
        label=_("Report"),
        back=reverse("finance:unit", args=[request.association.slug, pk]),
        said=_("Reported. The treasurer books them as the association's dues."),
        note=body.name,
    )


@require_POST
@at_association
def book_collection(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.book_collection(find_collection(request, pk), actor=request.user)
    messages.success(request, _("Booked as the association's dues."))
    return redirect(_collections(request))


@require_http_methods(["GET", "POST"])
@at_association
def refuse_collection(request: AssociationRequest, pk: UUID) -> HttpResponse:
    return _with_reason(request, pk, undoes=False)


@require_http_methods(["GET", "POST"])
@at_association
def undo_collection(request: AssociationRequest, pk: UUID) -> HttpResponse:
    return _with_reason(request, pk, undoes=True)


def _with_reason(request: AssociationRequest, pk: UUID, *, undoes: bool) -> HttpResponse:
    shown = find_collection(request, pk)
    act = actions.undo_collection if undoes else actions.refuse_collection

    def do(given: dict[str, str]) -> str:
        act(shown, **given, actor=request.user)
        return _collections(request)

    return act_page(
        request,
        ReasonForm(request.POST or None),
        do,
        heading=_("Undo collected dues") if undoes else _("Refuse collected dues"),
        label=_("Undo") if undoes else _("Refuse"),
        back=_collections(request),
        said=_("Undone by an entry against it.") if undoes else _("Refused."),
        note=shown,
    )
