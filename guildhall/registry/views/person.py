from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.audit.http import kept_until_changed
from guildhall.core.forms import refusals_shown_in
from guildhall.core.paging import page_of
from guildhall.registry import actions, permissions, queries
from guildhall.registry.forms import ChangePersonForm, PersonForm
from guildhall.registry.models import Person


def person_of(request: AssociationRequest, pk: UUID) -> Person:
    found = Person.objects.of(request.association).visible_to(request.user)
    return get_object_or_404(found.select_related("association", "organization"), pk=pk)


@require_safe
@at_association
@kept_until_changed
def person_list(request: AssociationRequest) -> HttpResponse:
    asked = {name: request.GET.get(name, "") for name in ("q", "role")}
    found = queries.people(request.association, viewer=request.user, q=asked["q"], role=asked["role"])
    context = {
        "page": page_of(found, request.GET.get("page")),
        "asked": asked,
        "may_add": permissions.may_add(request.user, request.association),
        "may_manage": permissions.may_manage(request.user, request.association),
        "sees_all": queries.sight_of(request.user, request.association).everything,
    }
    return render(request, "registry/person_list.html", context)


@require_safe
@at_association
def person(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = person_of(request, pk)
    may_change = permissions.may_change_person(request.user, found)
    context = {
        "card": queries.person_card(found, viewer=request.user),
        "today": queries.today_in(request.association),
        "tenures": queries.tenures_of(found),
        "representations": queries.representations_of(found),
        "seats": queries.own_seats_of(found),
        "may_change": may_change,
        "invitation": queries.open_invitation_of(found) if may_change else None,
    }
    return render(request, "registry/person.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def add_person(request: AssociationRequest) -> HttpResponse:
    form = PersonForm(
        request.POST or None,
        initial={"organization": request.GET.get("organization")},
        association=request.association,
        user=request.user,
    )
    if form.is_valid():
        with refusals_shown_in(form):
            new = actions.add_person(request.association, **form.cleaned_data, actor=request.user)
            messages.success(request, _("%(name)s is added.") % {"name": new.name})
            return redirect("registry:person", request.association.slug, new.pk)
    return render(request, "registry/add_person.html", {"form": form})


@require_http_methods(["GET", "POST"])
@at_association
def change_person(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = person_of(request, pk)
    card = queries.person_card(found, viewer=request.user)
    initial = {name: getattr(found, name) for name in ChangePersonForm.base_fields}
    initial |= {"email": card.email, "phone": card.phone, "born_on": card.born_on}
    form = ChangePersonForm(
        request.POST or None, initial=initial, association=request.association, user=request.user
    )
    if form.is_valid():
        with refusals_shown_in(form):
            actions.change_person(found, **form.cleaned_data, actor=request.user)
            messages.success(request, _("Saved."))
            return redirect("registry:person", request.association.slug, pk)
    return render(request, "registry/change_person.html", {"form": form, "person": found})


@require_POST
@at_association
def invite_person_to_sign_in(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = person_of(request, pk)
    invitation = actions.invite_person_to_sign_in(found, actor=request.user)
    messages.success(request, _("A link is on its way to %(email)s.") % {"email": invitation.email})
    return redirect("registry:person", request.association.slug, pk)
