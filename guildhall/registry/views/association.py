from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guildhall.accounts.http import AssociationRequest, SignedInRequest, at_association
from guildhall.core.forms import refusals_shown_in
from guildhall.registry import actions, queries
from guildhall.registry.forms import ChangeAssociationForm, FoundAssociationForm


@require_http_methods(["GET", "POST"])
@login_required
def found_association(request: SignedInRequest) -> HttpResponse:
    form = FoundAssociationForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            association = actions.found_association(**form.cleaned_data, actor=request.user)
            messages.success(request, _("The association is founded. These are the first steps."))
            return redirect("registry:first_steps", association.slug)
    return render(request, "registry/found_association.html", {"form": form})


@require_safe
@at_association
def first_steps(request: AssociationRequest) -> HttpResponse:
    steps = queries.first_steps(request.association, viewer=request.user)
    return render(request, "registry/first_steps.html", {"steps": steps})


@require_http_methods(["GET", "POST"])
@at_association
def change_association(request: AssociationRequest) -> HttpResponse:
    association = request.association
    initial = {name: getattr(association, name) for name in ChangeAssociationForm.base_fields}
    form = ChangeAssociationForm(request.POST or None, initial=initial)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.change_association(association, **form.cleaned_data, actor=request.user)
            messages.success(request, _("Saved."))
            return redirect("registry:change_association", association.slug)
    return render(request, "registry/change_association.html", {"form": form})


@require_safe
@at_association
def permission_table(request: AssociationRequest) -> HttpResponse:
    today = queries.today_in(request.association)
    context = {
        "rows": queries.permission_table(request.association, today, viewer=request.user),
        "powers": queries.POWERS,
        "acts": queries.act_tables(),
    }
    return render(request, "registry/permission_table.html", context)
