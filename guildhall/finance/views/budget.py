from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.audit.http import kept_until_changed
from guildhall.core.forms import refusals_shown_in
from guildhall.core.paging import page_of
from guildhall.core.views import act_page
from guildhall.dues.views.acts import number_asked
from guildhall.finance import actions, queries
from guildhall.finance.forms import BudgetFileForm, BudgetLinesForm, ReasonForm, ResolutionForm, YearForm
from guildhall.finance.views.finding import find_budget, find_unit, require_reader, year_asked, years


def _at(request: AssociationRequest, pk: UUID) -> str:
    return reverse("finance:budget", args=[request.association.slug, pk])


@require_safe
@at_association
@kept_until_changed
def budget_list(request: AssociationRequest) -> HttpResponse:
    require_reader(request)
    year = number_asked(request.GET.get("year"))
    found = queries.budget_list(request.user, request.association, year=year)
    page = page_of(found, request.GET.get("page"))
    context = {
        "page": page,
        "lines": [(one, queries.unit_name(one.body)) for one in page],
        "year": year,
        "years": years(request, year or year_asked(request)),
        "sees_all": queries.may_see_all(request.user, request.association),
    }
    return render(request, "finance/budget_list.html", context)


@require_safe
@at_association
@kept_until_changed
def budget(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_budget(request, pk)
    context = {
        "budget": shown,
        "name": queries.unit_name(shown.body),
        "lines": shown.lines.all(),
        "acts": queries.budget_acts(request.user, shown),
    }
    return render(request, "finance/budget.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def draft_budget(request: AssociationRequest, pk: UUID) -> HttpResponse:
    body = find_unit(request, pk)

    def do(given: dict[str, int]) -> str:
        made = actions.draft_budget(body, **given, actor=request.user)
        return reverse("finance:set_budget_lines", args=[request.association.slug, made.pk])

    return act_page(
        request,
        YearForm(request.POST or None, initial={"year": year_asked(request)}),
        do,
        heading=_("New budget"),
        label=_("Begin"),
        back=reverse("finance:unit", args=[request.association.slug, pk]),
        said=_("Begun. Now the lines."),
        note=queries.unit_name(body),
    )


@require_http_methods(["GET", "POST"])
@at_association
def set_budget_lines(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_budget(request, pk)
    form = BudgetLinesForm(request.POST or None, lines=list(shown.lines.all()), version=shown.version)
    if form.is_valid():
        with refusals_shown_in(form):
            version = form.cleaned_data["version"]
            actions.set_budget_lines(shown, lines=form.lines, version=version, actor=request.user)
            messages.success(request, _("Saved."))
            return redirect(_at(request, pk))
    context = {"form": form, "budget": shown, "name": queries.unit_name(shown.body)}
    return render(request, "finance/set_budget_lines.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def import_budget_lines(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_budget(request, pk)

    def do(given: dict[str, Any]) -> str:
        file = given["file"]
        actions.import_budget_lines(
            shown, name=file.name, content=file, version=given["version"], actor=request.user
        )
        return _at(request, pk)

    return act_page(
        request,
        BudgetFileForm(request.POST or None, request.FILES or None, initial={"version": shown.version}),
        do,
        heading=_("Lines from a spreadsheet"),
        label=_("Read"),
        back=_at(request, pk),
        said=_("Saved."),
        note=_("Excel or CSV with the columns category, what for and amount (yuan). It replaces all lines."),
    )


@require_POST
@at_association
def submit_budget(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.submit_budget(find_budget(request, pk), actor=request.user)
    messages.success(request, _("Submitted."))
    return redirect(_at(request, pk))


@require_http_methods(["GET", "POST"])
@at_association
def return_budget(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_budget(request, pk)

    def do(given: dict[str, str]) -> str:
        actions.return_budget(shown, **given, actor=request.user)
        return _at(request, pk)

    return act_page(
        request,
        ReasonForm(request.POST or None),
        do,
        heading=_("Send the budget back"),
        label=_("Send back"),
        back=_at(request, pk),
        said=_("Sent back."),
        note=f"{queries.unit_name(shown.body)} · {shown.year}",
    )


@require_http_methods(["GET", "POST"])
@at_association
def approve_budget(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_budget(request, pk)

    def do(given: dict[str, str]) -> str:
        actions.approve_budget(shown, **given, actor=request.user)
        return _at(request, pk)

    return act_page(
        request,
        ResolutionForm(request.POST or None),
        do,
        heading=_("Approve the budget"),
        label=_("Approve"),
        back=_at(request, pk),
        said=_("Approved. The year is open for this unit."),
        note=f"{queries.unit_name(shown.body)} · {shown.year}",
    )
