from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.audit.http import kept_until_changed
from guildhall.commitments import actions, queries
from guildhall.commitments.forms import (
    AdoptPlanForm,
    CloseForm,
    CourseForm,
    ItemForm,
    NewPlanForm,
    PasteForm,
    PlanForm,
    ReviewForm,
)
from guildhall.commitments.views.acts import act_page, done, find_plan, version_read
from guildhall.core.forms import refusals_shown_in
from guildhall.core.paging import page_of

SAID = ("title_zh", "title_en", "from_on", "to_on", "period_note_zh", "period_note_en")


def _back(request: AssociationRequest, pk: UUID) -> str:
    return reverse("commitments:plan", args=[request.association.slug, pk])


@require_safe
@at_association
@kept_until_changed
def plan_list(request: AssociationRequest) -> HttpResponse:
    plans = queries.plan_list(request.user, request.association)
    context = {
        "page": page_of(plans, request.GET.get("page")),
        "may_draft": queries.prepares_any(request.user, request.association),
    }
    return render(request, "commitments/plan_list.html", context)


@require_safe
@at_association
@kept_until_changed
def plan(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_plan(request, pk)
    page = queries.items_page(shown, request.user, request.GET.get("page"))
    context = {
        "plan": shown,
        "page": page,
        "lines": queries.lines_of(shown, request.user, page),
        "shares": queries.shares(queries.plan_lights(shown, request.user)),
        "progress": queries.plan_progress(shown, request.user),
        "carried": shown.carried_items.select_related("plan") if shown.state == "closed" else [],
        "acts": queries.plan_acts(request.user, shown),
        "whole": queries.reads_whole(request.user, shown),
    }
    return render(request, "commitments/plan.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def draft_plan(request: AssociationRequest) -> HttpResponse:
    bodies = queries.bodies_prepared(request.user, request.association)
    plans = queries.plans_visible_to(request.user, request.association)
    first = {"body": bodies.first(), "kind": "annual"}
    form = NewPlanForm(request.POST or None, bodies=bodies, plans=plans, initial=first)
    if form.is_valid():
        with refusals_shown_in(form):
            drafted = actions.draft_plan(**form.cleaned_data, actor=request.user)
            return done(request, drafted, _("Drafted. Now add its items."))
    back = reverse("commitments:plan_list", args=[request.association.slug])
    return act_page(request, form, heading=_("New plan"), label=_("Save the draft"), back=back)


@require_http_methods(["GET", "POST"])
@at_association
def change_plan(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_plan(request, pk)
    form = PlanForm(request.POST or None, initial={name: getattr(shown, name) for name in SAID})
    version = version_read(request, shown.version)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.change_plan(shown, version=version, **form.cleaned_data, actor=request.user)
            return done(request, shown, _("Saved."))
    return act_page(
        request,
        form,
        heading=_("Change the plan"),
        label=_("Save"),
        back=_back(request, pk),
        version=version,
    )


@require_http_methods(["GET", "POST"])
@at_association
def add_item(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_plan(request, pk)
    form = ItemForm(request.POST or None, plan=shown)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.add_item(shown, **form.cleaned_data, actor=request.user)
            messages.success(request, _("The item was added."))
            return redirect(_back(request, pk))
    return act_page(request, form, heading=_("New item"), label=_("Add"), back=_back(request, pk))


@require_http_methods(["GET", "POST"])
@at_association
def import_items(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """First what each row would become, then, when it is confirmed, all of them at once."""
    shown, form, items = find_plan(request, pk), PasteForm(request.POST or None), []
    if form.is_valid():
        with refusals_shown_in(form):
            items = queries.pasted_items(shown, form.cleaned_data["text"])
            if request.POST.get("confirmed"):
                actions.import_items(shown, **form.cleaned_data, actor=request.user)
                return done(request, shown, _("The items were imported."))
    context = {
        "form": form,
        "plan": shown,
        "items": items,
        "wrong": sum(bool(item.problems) for item in items),
        "back": _back(request, pk),
    }
    return render(request, "commitments/import_items.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def add_course(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_plan(request, pk)
    form = CourseForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.add_course(shown, **form.cleaned_data, actor=request.user)
            return done(request, shown, _("The course was added."))
    return act_page(request, form, heading=_("New course"), label=_("Add"), back=_back(request, pk))


@require_POST
@at_association
def put_up_for_discussion(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = actions.put_up_for_discussion(find_plan(request, pk), actor=request.user)
    return done(request, shown, _("Everyone who sits in the body can read it now."))


@require_http_methods(["GET", "POST"])
@at_association
def adopt_plan(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_plan(request, pk)
    form = AdoptPlanForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.adopt_plan(shown, **form.cleaned_data, actor=request.user)
            return done(request, shown, _("Adopted. The responsible people are told."))
    context = {
        "form": form,
        "plan": shown,
        "lacking": queries.incomplete_items(shown),
        "back": _back(request, pk),
    }
    return render(request, "commitments/adopt_plan.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def review_plan(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_plan(request, pk)
    form = ReviewForm(
        request.POST or None, initial={"review_zh": shown.review_zh, "review_en": shown.review_en}
    )
    if form.is_valid():
        with refusals_shown_in(form):
            actions.review_plan(shown, **form.cleaned_data, actor=request.user)
            return done(request, shown, _("The review is kept with the plan."))
    return act_page(request, form, heading=_("Review the plan"), label=_("Save"), back=_back(request, pk))


@require_http_methods(["GET", "POST"])
@at_association
def close_plan(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_plan(request, pk)
    form = CloseForm(request.POST or None, plans=queries.successors_of(shown))
    if form.is_valid():
        with refusals_shown_in(form):
            actions.close_plan(shown, **form.cleaned_data, actor=request.user)
            return done(request, shown, _("The plan is closed."))
    context = {
        "form": form,
        "plan": shown,
        "still_open": queries.open_items(shown).select_related("responsible"),
        "back": _back(request, pk),
    }
    return render(request, "commitments/close_plan.html", context)


@require_POST
@at_association
def publish_plan(request: AssociationRequest, pk: UUID) -> HttpResponse:
    is_public = request.POST.get("is_public") == "yes"
    shown = actions.publish_plan(find_plan(request, pk), is_public=is_public, actor=request.user)
    return done(
        request,
        shown,
        _("It is on the public pages.") if is_public else _("It was taken off the public pages."),
    )
