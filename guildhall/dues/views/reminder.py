from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.audit.http import kept_until_changed
from guildhall.core.paging import page_of
from guildhall.core.views import act_page
from guildhall.dues import actions, queries
from guildhall.dues.forms import BankAccountForm, ReminderStepForm
from guildhall.dues.views.acts import require_reader, version_read


def _at(request: AssociationRequest) -> str:
    return reverse("dues:reminder_step_list", args=[request.association.slug])


@require_safe
@at_association
@kept_until_changed
def reminder_step_list(request: AssociationRequest) -> HttpResponse:
    require_reader(request)
    context = {
        "page": page_of(queries.step_list(request.user, request.association), request.GET.get("page")),
        "account": queries.bank_account_of(request.association),
        "may_keep": queries.may_keep_money(request.user, request.association),
        "may_decide": queries.may_decide_on_money(request.user, request.association),
        "reads_all": True,
    }
    return render(request, "dues/reminder_step_list.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def add_reminder_step(request: AssociationRequest) -> HttpResponse:
    def do(given: dict[str, Any]) -> str:
        actions.add_reminder_step(request.association, **given, actor=request.user)
        return _at(request)

    return act_page(
        request,
        ReminderStepForm(request.POST or None, association=request.association),
        do,
        heading=_("New reminder step"),
        label=_("Add"),
        back=_at(request),
        said=_("The step was added."),
    )


@require_http_methods(["GET", "POST"])
@at_association
def change_reminder_step(request: AssociationRequest, pk: UUID) -> HttpResponse:
    step = get_object_or_404(queries.step_list(request.user, request.association), pk=pk)
    version = version_read(request, step.version)
    first = ReminderStepForm.initial_of(step)

    def do(given: dict[str, Any]) -> str:
        actions.change_reminder_step(step, version=version, **given, actor=request.user)
        return _at(request)

    return act_page(
        request,
        ReminderStepForm(request.POST or None, association=request.association, initial=first),
        do,
        heading=_("Change the reminder step"),
        label=_("Save"),
        back=_at(request),
        said=_("Saved."),
        version=version,
    )


@require_http_methods(["GET", "POST"])
@at_association
def set_bank_account(request: AssociationRequest) -> HttpResponse:
    require_reader(request)
    held = queries.bank_account_of(request.association)
    first = {name: getattr(held, name) for name in BankAccountForm.base_fields} if held else {}

    def do(given: dict[str, Any]) -> str:
        actions.set_bank_account(request.association, **given, actor=request.user)
        return _at(request)

    return act_page(
        request,
        BankAccountForm(request.POST or None, initial=first),
        do,
        heading=_("Account to which members pay"),
        label=_("Save"),
        back=_at(request),
        said=_("Saved. Every notice names this account from now on."),
    )
