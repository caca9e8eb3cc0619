from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.audit.http import kept_until_changed
from guildhall.core.paging import page_of
from guildhall.core.views import act_page
from guildhall.finance import actions, queries
from guildhall.finance.forms import FinanceRulesForm, SpendingRulesForm
from guildhall.finance.views.finding import find_finance_rules, require_reader
from guildhall.registry.queries import today_in


@require_safe
@at_association
@kept_until_changed
def spending_rules_list(request: AssociationRequest) -> HttpResponse:
    require_reader(request)
    found = queries.spending_rules_list(request.user, request.association)
    context = {
        "page": page_of(found, request.GET.get("page")),
        "today": today_in(request.association),
        "acts": queries.rules_acts(request.user, request.association),
        "account_rule": queries.account_rule(request.association),
        "account_label": _("A branch's own bank account"),
        "yes_or_no": f"{_('yes')},{_('no')}",
        "sees_all": queries.may_see_all(request.user, request.association),
    }
    return render(request, "finance/spending_rules_list.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def set_spending_rules(request: AssociationRequest) -> HttpResponse:
    require_reader(request)
    back = reverse("finance:spending_rules_list", args=[request.association.slug])

    def do(given: dict[str, Any]) -> str:
        actions.set_spending_rules(request.association, **given, actor=request.user)
        return back

    return act_page(
        request,
        SpendingRulesForm(request.POST or None, initial={"from_on": today_in(request.association)}),
        do,
        heading=_("New spending rules"),
        label=_("Set"),
        back=back,
        said=_("Set."),
    )


@require_safe
@at_association
@kept_until_changed
def finance_rules_list(request: AssociationRequest) -> HttpResponse:
    require_reader(request)
    found = queries.finance_rules_list(request.user, request.association)
    context = {
        "page": page_of(found, request.GET.get("page")),
        "branches": queries.branches_on(request.association, today_in(request.association)).count(),
        "acts": queries.rules_acts(request.user, request.association),
        "sees_all": queries.may_see_all(request.user, request.association),
    }
    return render(request, "finance/finance_rules_list.html", context)


@require_safe
@at_association
def finance_rules(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = find_finance_rules(request, pk)
    lines = queries.confirming(request.user, found)
    confirmed = sum(1 for line in lines if line.confirmation)
    context = {
        "rules": found,
        "lines": lines,
        "confirmed": confirmed,
        "confirmed_text": f"{confirmed} / {len(lines)}",
        "latest": queries.latest_rules(request.association),
    }
    return render(request, "finance/finance_rules.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def issue_finance_rules(request: AssociationRequest) -> HttpResponse:
    require_reader(request)

    def do(given: dict[str, Any]) -> str:
        file, days = given.pop("file"), given.pop("remind")
        issued = actions.issue_finance_rules(
            request.association, name=file.name, content=file, remind_days=days, **given, actor=request.user
        )
        return reverse("finance:finance_rules", args=[request.association.slug, issued.pk])

    initial = {"from_on": today_in(request.association)}
    return act_page(
        request,
        FinanceRulesForm(request.POST or None, request.FILES or None, initial=initial),
        do,
        heading=_("New version of the finance rules"),
        label=_("Issue"),
        back=reverse("finance:finance_rules_list", args=[request.association.slug]),
        said=_("Issued. Every branch was told."),
        note=_("Everyone with a post in a branch is told, and reminded until the branch has confirmed."),
    )


@require_POST
@at_association
def confirm_finance_rules(request: AssociationRequest, pk: UUID, body_pk: UUID) -> HttpResponse:
    rules = find_finance_rules(request, pk)
    body = get_object_or_404(queries.units_visible_to(request.user, request.association), pk=body_pk)
    actions.confirm_finance_rules(rules, body=body, actor=request.user)
    messages.success(request, _("Confirmed."))
    return redirect("finance:finance_rules", request.association.slug, pk)
