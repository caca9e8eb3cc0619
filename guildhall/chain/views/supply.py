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
from guildhall.chain import actions, queries
from guildhall.chain.forms import SupplyForm
from guildhall.chain.http import find_supply, require_reader
from guildhall.core.paging import page_of
from guildhall.core.views import act_page


def _list(request: AssociationRequest) -> str:
    return reverse("chain:supply_list", args=[request.association.slug])


@require_safe
@at_association
@kept_until_changed
def supply_list(request: AssociationRequest) -> HttpResponse:
    require_reader(request)
    page = page_of(queries.supplies(request.association, viewer=request.user), request.GET.get("page"))
    context = {
        "page": page,
        "lines": [(one, queries.supply_acts(one, viewer=request.user)) for one in page],
        "sees_all": queries.keeps_all(request.user, request.association),
        "may_state": queries.may_state(request.user, request.association),
    }
    return render(request, "chain/supply_list.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def state_supply(request: AssociationRequest) -> HttpResponse:
    require_reader(request)

    def do(given: dict[str, Any]) -> str:
        actions.state_supply(request.association, **given, actor=request.user)
        return _list(request)

    return act_page(
        request,
        SupplyForm(request.POST or None, association=request.association, user=request.user),
        do,
        heading=_("State a supply"),
        label=_("State it"),
        back=_list(request),
        said=_("Stated."),
        note=_("Seen by the two firms and the keepers of the chain only. The other firm confirms it."),
    )


@require_POST
@at_association
def confirm_supply(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.confirm_supply(find_supply(request, pk), actor=request.user)
    messages.success(request, _("Confirmed."))
    return redirect(_list(request))


@require_POST
@at_association
def end_supply(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.end_supply(find_supply(request, pk), actor=request.user)
    messages.success(request, _("Ended."))
    return redirect(_list(request))
