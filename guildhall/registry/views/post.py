from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.forms import refusals_shown_in
from guildhall.registry import actions, permissions, queries
from guildhall.registry.forms import (
    AppointForm,
    ChangePostForm,
    ChangeTenureForm,
    EndTenureForm,
    PostForm,
)
from guildhall.registry.models import Post, Tenure
from guildhall.registry.views.acts import is_done
from guildhall.registry.views.body import body_of


def post_of(request: AssociationRequest, pk: UUID) -> Post:
    posts = Post.objects.of(request.association).visible_to(request.user)
    return get_object_or_404(posts.select_related("body__association", "association"), pk=pk)


@require_safe
@at_association
def post(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = post_of(request, pk)
    context = {
        "post": found,
        "today": queries.today_in(request.association),
        "tenures": queries.post_history(found),
        "sits_in": found.sits_in.all(),
        "may_manage": permissions.may_manage(request.user, request.association, found.body),
    }
    return render(request, "registry/post.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def create_post(request: AssociationRequest, pk: UUID) -> HttpResponse:
    body = body_of(request, pk)
    form = PostForm(request.POST or None, association=request.association, user=request.user)
    if form.is_valid():
        with refusals_shown_in(form):
            new = actions.create_post(body, **form.cleaned_data, actor=request.user)
            messages.success(request, _("The post is created. Now appoint somebody."))
            return redirect("registry:post", request.association.slug, new.pk)
    return render(request, "registry/create_post.html", {"form": form, "body": body})


@require_http_methods(["GET", "POST"])
@at_association
def change_post(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = post_of(request, pk)
    initial = {
        name: getattr(found, name) for name in ("kind", "name_zh", "name_en", "powers", "rank", "version")
    }
    initial["sits_in"] = found.sits_in.all()
    form = ChangePostForm(
        request.POST or None, initial=initial, association=request.association, user=request.user
    )
    if is_done(request, form, partial(actions.change_post, found), _("Saved.")):
        return redirect("registry:post", request.association.slug, pk)
    return render(request, "registry/change_post.html", {"form": form, "post": found})


@require_http_methods(["GET", "POST"])
@at_association
def appoint(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = post_of(request, pk)
    initial = {"from_on": queries.today_in(request.association), "person": request.GET.get("person")}
    form = AppointForm(
        request.POST or None, initial=initial, association=request.association, user=request.user
    )
    if form.is_valid():
        with refusals_shown_in(form):
            tenure = actions.appoint(found, **form.cleaned_data, actor=request.user)
            told = {"person": tenure.person.name, "post": found.name}
            messages.success(request, _("%(person)s is appointed: %(post)s.") % told)
            return redirect("registry:post", request.association.slug, pk)
    context = {"form": form, "post": found, "rules": queries.rules_of_post(found)}
    return render(request, "registry/appoint.html", context)


def tenure_of(request: AssociationRequest, pk: UUID) -> Tenure:
    tenures = Tenure.objects.of(request.association).visible_to(request.user)
    related = tenures.select_related("association", "person", "post__body__association")
    return get_object_or_404(related, pk=pk)


@require_http_methods(["GET", "POST"])
@at_association
def change_tenure(request: AssociationRequest, pk: UUID) -> HttpResponse:
    tenure = tenure_of(request, pk)
    fields = [name for name in ChangeTenureForm.base_fields if name != "exception"]
    form = ChangeTenureForm(request.POST or None, initial={name: getattr(tenure, name) for name in fields})
    if is_done(request, form, partial(actions.change_tenure, tenure), _("Saved.")):
        return redirect("registry:post", request.association.slug, tenure.post_id)
    return render(request, "registry/change_tenure.html", {"form": form, "tenure": tenure})


@require_http_methods(["GET", "POST"])
@at_association
def end_tenure(request: AssociationRequest, pk: UUID) -> HttpResponse:
    tenure = tenure_of(request, pk)
    form = EndTenureForm(request.POST or None, initial={"on": queries.today_in(request.association)})
    if is_done(request, form, partial(actions.end_tenure, tenure), _("The tenure has its end.")):
        return redirect("registry:post", request.association.slug, tenure.post_id)
    return render(request, "registry/end_tenure.html", {"form": form, "tenure": tenure})
