from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.audit.http import kept_until_changed
from guildhall.core.paging import page_of
from guildhall.core.views import act_page
from guildhall.documents.http import content_answer
from guildhall.dues import actions, queries
from guildhall.dues.forms import ReasonForm, WaiverForm
from guildhall.dues.models import DuesNotice, Waiver
from guildhall.dues.printing import notice_as_pdf
from guildhall.dues.views.acts import number_asked
from guildhall.members.models import Tier


def find_notice(request: AssociationRequest, pk: UUID) -> DuesNotice:
    return get_object_or_404(queries.notice_to_show(request.user, request.association), pk=pk)


def find_waiver(request: AssociationRequest, pk: UUID) -> Waiver:
    return get_object_or_404(queries.waivers_visible_to(request.user, request.association), pk=pk)


def _at(request: AssociationRequest, pk: UUID) -> str:
    return reverse("dues:notice", args=[request.association.slug, pk])


@require_safe
@at_association
@kept_until_changed
def notice_list(request: AssociationRequest) -> HttpResponse:
    association, asked = request.association, request.GET
    tiers = list(Tier.objects.filter(association=association))
    tier = next((one.pk for one in tiers if str(one.pk) == asked.get("tier")), None)
    found = queries.notice_list(
        request.user,
        association,
        year=number_asked(asked.get("year")),
        state=asked.get("state", ""),
        tier=tier,
        text=asked.get("q", "").strip(),
    )
    context = {
        "page": page_of(found, asked.get("page")),
        "tiers": tiers,
        "tier": tier,
        "states": queries.states().items(),
        "state": asked.get("state", ""),
        "text": asked.get("q", ""),
        "year": asked.get("year", ""),
        "years": queries.years_with_notices(request.user, association),
        "today": queries.today_at(association),
        "reads_all": queries.may_read_money(request.user, association),
    }
    return render(request, "dues/notice_list.html", context)


@require_safe
@at_association
@kept_until_changed
def notice(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_notice(request, pk)
    waivers = [(waiver, queries.waiver_acts(request.user, waiver)) for waiver in shown.waivers.all()]
    context = {
        "notice": shown,
        "waivers": waivers,
        "allocations": [one for one in shown.allocations.all() if one.undone_at is None],
        "account": queries.bank_account_of(request.association),
        "remark": queries.remark_for([shown]),
        "acts": queries.notice_acts(request.user, shown),
        "today": queries.today_at(request.association),
        "reads_all": queries.may_read_money(request.user, request.association),
    }
    return render(request, "dues/notice.html", context)


@require_safe
@at_association
def print_notice(request: AssociationRequest, pk: UUID) -> HttpResponse | FileResponse:
    """The official document; before there is one, what it would look like."""
    shown = find_notice(request, pk)
    if shown.document is not None:
        return content_answer(shown.document.file)
    waived = queries.waived_of([shown]).get(shown.pk, 0)
    printed = notice_as_pdf(shown, queries.bank_account_of(request.association), waived=waived)
    headers = {"Content-Disposition": f'inline; filename="{shown.number}.pdf"'}
    return HttpResponse(printed, content_type="application/pdf", headers=headers)


@require_http_methods(["GET", "POST"])
@at_association
def cancel_notice(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_notice(request, pk)

    def do(given: dict[str, str]) -> str:
        actions.cancel_notice(shown, **given, actor=request.user)
        return _at(request, pk)

    return act_page(
        request,
        ReasonForm(request.POST or None),
        do,
        heading=_("Cancel the notice"),
        label=_("Cancel the notice"),
        back=_at(request, pk),
        said=_("The notice is cancelled."),
        note=shown,
    )


@require_http_methods(["GET", "POST"])
@at_association
def request_waiver(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_notice(request, pk)

    def do(given: dict[str, str]) -> str:
        actions.request_waiver(shown, **given, actor=request.user)  # type: ignore[arg-type] # the form's fields
        return _at(request, pk)

    return act_page(
        request,
        WaiverForm(request.POST or None),
        do,
        heading=_("Ask for a waiver"),
        label=_("Ask"),
        back=_at(request, pk),
        said=_("Asked for. Somebody else who decides has to approve it."),
        note=shown,
    )


@require_safe
@at_association
@kept_until_changed
def waiver_list(request: AssociationRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    state = state if state in Waiver.State.values else ""
    found = queries.waiver_list(request.user, request.association, state=state)
    page = page_of(found, request.GET.get("page"))
    context = {
        "page": page,
        "lines": [(waiver, queries.waiver_acts(request.user, waiver)) for waiver in page],
        "states": Waiver.State.choices,
        "state": state,
        "reads_all": queries.may_read_money(request.user, request.association),
    }
    return render(request, "dues/waiver_list.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def approve_waiver(request: AssociationRequest, pk: UUID) -> HttpResponse:
    waiver = find_waiver(request, pk)
    if request.method == "POST":
        actions.approve_waiver(waiver, actor=request.user)
        return _decided(request, waiver, _("Approved."))
    back = _at(request, waiver.notice_id)
    context = {"question": _("Approve this waiver?"), "label": _("Approve the waiver"), "back": back}
    return render(request, "core/confirm.html", context | {"preview": [str(waiver.notice), waiver.reason]})


def _decided(request: AssociationRequest, waiver: Waiver, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(_at(request, waiver.notice_id))


@require_http_methods(["GET", "POST"])
@at_association
def refuse_waiver(request: AssociationRequest, pk: UUID) -> HttpResponse:
    waiver = find_waiver(request, pk)

    def do(given: dict[str, str]) -> str:
        actions.refuse_waiver(waiver, **given, actor=request.user)
        return _at(request, waiver.notice_id)

    return act_page(
        request,
        ReasonForm(request.POST or None),
        do,
        heading=_("Refuse the waiver"),
        label=_("Refuse the waiver"),
        back=_at(request, waiver.notice_id),
        said=_("Refused. It stays owed."),
        note=waiver.reason,
    )


@require_http_methods(["GET", "POST"])
@at_association
def undo_waiver(request: AssociationRequest, pk: UUID) -> HttpResponse:
    waiver = find_waiver(request, pk)

    def do(given: dict[str, str]) -> str:
        actions.undo_waiver(waiver, **given, actor=request.user)
        return _at(request, waiver.notice_id)

    return act_page(
        request,
        ReasonForm(request.POST or None),
        do,
        heading=_("Take the waiver back"),
        label=_("Take back"),
        back=_at(request, waiver.notice_id),
        said=_("Taken back. It is owed again."),
        note=waiver.reason,
    )
