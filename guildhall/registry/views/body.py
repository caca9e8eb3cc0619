from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.audit.http import kept_until_changed
from guildhall.core.forms import refusals_shown_in
from guildhall.registry import actions, permissions, queries
from guildhall.registry.forms import BodyForm, ChangeBodyForm, EndBodyForm
from guildhall.registry.models import Body


def body_of(request: AssociationRequest, pk: UUID) -> Body:
    """The body if the reader may see it, else 404."""
    bodies = Body.objects.of(request.association).visible_to(request.user)
    return get_object_or_404(bodies.select_related("association", "parent"), pk=pk)


@require_safe
@at_association
@kept_until_changed
def body_list(request: AssociationRequest) -> HttpResponse:
    with_ended = request.GET.get("ended") == "1"
    on = None if with_ended else queries.today_in(request.association)
    context = {
        "lines": queries.body_overview(request.association, on, viewer=request.user),
        "with_ended": with_ended,
        "may_manage": permissions.may_manage(request.user, request.association),
        "sees_all": queries.sight_of(request.user, request.association).everything,
    }
    return render(request, "registry/body_list.html", context)


@require_safe
@at_association
@kept_until_changed
def body(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = body_of(request, pk)
    on = parse_date(request.GET.get("on", "")) or queries.today_in(request.association)
    context = {
        "body": found,
        "on": on,
        "today": queries.today_in(request.association),
        "roster": queries.roster(found, on),
        "posts": queries.posts_with_holders(found.posts.all(), on),
        "children": queries.bodies_below(found, on),
        "may_manage": permissions.may_manage(request.user, request.association, found),
    }
    return render(request, "registry/body.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def found_body(request: AssociationRequest) -> HttpResponse:
    initial = {"parent": request.GET.get("parent") or queries.top_body(request.association)}
    form = BodyForm(request.POST or None, initial=initial, association=request.association, user=request.user)
    if form.is_valid():
        with refusals_shown_in(form):
            new = actions.found_body(**form.cleaned_data, actor=request.user)
            messages.success(request, _("%(body)s is founded.") % {"body": new.name})
            return redirect("registry:body", request.association.slug, new.pk)
    return render(request, "registry/found_body.html", {"form": form})


@require_http_methods(["GET", "POST"])
@at_association
def change_body(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = body_of(request, pk)
    initial = {name: getattr(found, name) for name in ChangeBodyForm.base_fields}
    form = ChangeBodyForm(
        request.POST or None, initial=initial, association=request.association, user=request.user
    )
    if found.parent_id is None:
        del form.fields["parent"]
    if form.is_valid():
        with refusals_shown_in(form):
            actions.change_body(found, **form.cleaned_data, actor=request.user)
            messages.success(request, _("Saved."))
            return redirect("registry:body", request.association.slug, pk)
    return render(request, "registry/change_body.html", {"form": form, "body": found})


@require_http_methods(["GET", "POST"])
@at_association
def end_body(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = body_of(request, pk)
    form = EndBodyForm(request.POST or None, association=request.association, user=request.user)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.end_body(found, **form.cleaned_data, actor=request.user)
            messages.success(request, _("%(body)s has ended.") % {"body": found.name})
            return redirect("registry:body", request.association.slug, pk)
    return render(request, "registry/end_body.html", {"form": form, "body": found})
