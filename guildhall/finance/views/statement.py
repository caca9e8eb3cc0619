from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.audit.http import kept_until_changed
from guildhall.core.paging import page_of
from guildhall.core.views import act_page
from guildhall.dues.views.acts import number_asked
from guildhall.finance import actions, queries
from guildhall.finance.forms import NoteForm, ReasonForm
from guildhall.finance.models import FinanceStatement
from guildhall.finance.views.finding import (
    find_statement,
    find_unit,
    require_reader,
    year_asked,
    years,
)


def _at(request: AssociationRequest, pk: UUID) -> str:
    return reverse("finance:statement", args=[request.association.slug, pk])


@require_safe
@at_association
@kept_until_changed
def statement_list(request: AssociationRequest) -> HttpResponse:
    require_reader(request)
    state, year = request.GET.get("state", ""), number_asked(request.GET.get("year"))
    found = queries.statement_list(request.user, request.association, year=year, state=state)
    page = page_of(found, request.GET.get("page"))
    context = {
        "page": page,
        "lines": [(one, queries.unit_name(one.body)) for one in page],
        "state": state,
        "states": FinanceStatement.State.choices,
        "year": year,
        "years": years(request, year or year_asked(request)),
        "sees_all": queries.may_see_all(request.user, request.association),
    }
    return render(request, "finance/statement_list.html", context)


@require_safe
@at_association
def statement(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = find_statement(request, pk)
    shown = queries.shown_statement(found)
    context = {
        "statement": found,
        "name": queries.unit_name(found.body),
        "shown": shown,
        "lines": queries.figure_lines([shown.figures]),
        "acts": queries.statement_acts(request.user, found),
    }
    return render(request, "finance/statement.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def submit_statement(request: AssociationRequest, pk: UUID, year: int, quarter: int) -> HttpResponse:
    body = find_unit(request, pk)
    if not 2000 <= year <= 9998 or quarter > 4:
        raise Http404
    figures = queries.figures_of(body, year).of(quarter)

    def do(given: dict[str, str]) -> str:
        made = actions.submit_statement(body, year=year, quarter=quarter, **given, actor=request.user)
        return _at(request, made.pk)

    return act_page(
        request,
        NoteForm(request.POST or None),
        do,
        template="finance/submit_statement.html",
        heading=_("Submit the statement"),
        label=_("Submit"),
        back=reverse("finance:unit", args=[request.association.slug, pk]),
        said=_("Submitted. The period is closed."),
        note=queries.unit_name(body),
        year=year,
        quarter=quarter,
        figures=figures,
        lines=queries.figure_lines([figures]),
    )


@require_POST
@at_association
def accept_statement(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.accept_statement(find_statement(request, pk), actor=request.user)
    messages.success(request, _("Accepted."))
    return redirect(_at(request, pk))


@require_http_methods(["GET", "POST"])
@at_association
def return_statement(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = find_statement(request, pk)

    def do(given: dict[str, str]) -> str:
        actions.return_statement(found, **given, actor=request.user)
        return _at(request, pk)

    return act_page(
        request,
        ReasonForm(request.POST or None),
        do,
        heading=_("Send the statement back"),
        label=_("Send back"),
        back=_at(request, pk),
        said=_("Sent back. The period is open again."),
        note=queries.unit_name(found.body),
    )
