from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.forms import refusals_shown_in
from guildhall.registry import actions, permissions, queries
from guildhall.registry.forms import CharterForm, RuleForm, TakeOutRuleForm


@require_safe
@at_association
def charter(request: AssociationRequest) -> HttpResponse:
    part = request.GET.get("part", "")
    page = queries.charter_page(request.association, part=part, viewer=request.user)
    may_manage = permissions.may_manage(request.user, request.association)
    return render(request, "registry/charter.html", {"page": page, "may_manage": may_manage})


@require_safe
@at_association
def charter_version(request: AssociationRequest, number: int) -> HttpResponse:
    versions = queries.charter_versions(request.association).visible_to(request.user)
    version = get_object_or_404(versions, version=number)
    changes = queries.version_changes(version)
    return render(request, "registry/charter_version.html", {"version": version, "changes": changes})


@require_http_methods(["GET", "POST"])
@at_association
def change_rule(request: AssociationRequest, key: str) -> HttpResponse:
    association = request.association
    rule = queries.rule_or_example(association, key)
    if rule is None:
        raise Http404
    initial = RuleForm.values_of(rule) | {"based_on": queries.latest_number(association)}
    form = RuleForm(request.POST or None, rule=rule, initial=initial)
    changes: list[queries.RuleChange] = []
    if form.is_valid():
        with refusals_shown_in(form):
            changes = queries.preview_rule(association, key=key, rule=form.as_rule)
            if form.is_confirmed:
                actions.change_rule(association, key=key, **form.details, actor=request.user)
                messages.success(request, _("The rule is changed."))
                return redirect("registry:charter", association.slug)
    context = {"form": form, "line": queries.RuleLine(rule), "changes": changes}
    return render(request, "registry/change_rule.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def take_out_rule(request: AssociationRequest, key: str) -> HttpResponse:
    association = request.association
    rule = queries.rule_or_example(association, key)
    if rule is None:
        raise Http404
    form = TakeOutRuleForm(request.POST or None, initial={"based_on": queries.latest_number(association)})
    if form.is_valid():
        with refusals_shown_in(form):
            actions.take_out_rule(association, key=key, **form.cleaned_data, actor=request.user)
            messages.success(request, _("The rule is taken out."))
            return redirect("registry:charter", association.slug)
    return render(request, "registry/take_out_rule.html", {"form": form, "line": queries.RuleLine(rule)})


@require_http_methods(["GET", "POST"])
@at_association
def adopt_charter_profile(request: AssociationRequest) -> HttpResponse:
    association = request.association
    initial = {"based_on": queries.latest_number(association)}
    form = CharterForm(request.POST or None, initial=initial)
    changes: list[queries.RuleChange] = []
    if form.is_valid():
        with refusals_shown_in(form):
            changes = queries.preview_preset(association, key=form.cleaned_data["preset"])
            if form.is_confirmed:
                actions.adopt_charter_profile(association, **form.details, actor=request.user)
                messages.success(request, _("The rules are adopted."))
                return redirect("registry:charter", association.slug)
    return render(request, "registry/adopt_charter_profile.html", {"form": form, "changes": changes})
