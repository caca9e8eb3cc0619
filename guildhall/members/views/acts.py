"""The pages of what can happen to a membership: each one form."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.forms import refusals_shown_in
from guildhall.members import actions
from guildhall.members.forms import (
    AdmitForm,
    ChangeTierForm,
    RemoveForm,
    ResumeForm,
    SuspendForm,
    WithdrawForm,
)
from guildhall.members.forms.fields import PlacedForm
from guildhall.members.models import Member
from guildhall.members.views.member import find_member
from guildhall.registry.queries import today_in


def placed(request: AssociationRequest, form: type[PlacedForm], **initial: Any) -> Any:
    """The form inside the association, with today as the day."""
    initial = {"on": today_in(request.association)} | initial
    return form(request.POST or None, initial=initial, association=request.association, user=request.user)


def act_page(
    request: AssociationRequest,
    member: Member,
    form: PlacedForm,
    act: Callable[..., Any],
    *,
    heading: str,
    done: str,
    **more: Any,
) -> HttpResponse:
    """One form that does one thing to the member, and back to its page. ``more``: ``note`` and ``look``."""
    if form.is_valid():
        with refusals_shown_in(form):
            act(member, **form.cleaned_data, actor=request.user)
            messages.success(request, done % {"name": member.name})
            return redirect("members:member", request.association.slug, member.pk)
    back = reverse("members:member", args=[request.association.slug, member.pk])
    context = {"form": form, "member": member, "heading": heading, "label": heading, "back": back}
    return render(request, "members/act.html", context | more)


@require_http_methods(["GET", "POST"])
@at_association
def admit_member(request: AssociationRequest) -> HttpResponse:
    given = {name: request.GET.get(name) for name in ("organization", "person")}
    form = placed(request, AdmitForm, **given)
    if form.is_valid():
        with refusals_shown_in(form):
            new = actions.admit_member(**form.details, actor=request.user)
            said = {"name": new.name, "number": new.number}
            messages.success(request, _("%(name)s is admitted under the number %(number)s.") % said)
            return redirect("members:member", request.association.slug, new.pk)
    return render(request, "members/admit_member.html", {"form": form})


@require_http_methods(["GET", "POST"])
@at_association
def change_tier(request: AssociationRequest, pk: UUID) -> HttpResponse:
    return act_page(
        request,
        find_member(request, pk),
        placed(request, ChangeTierForm),
        actions.change_tier,
        heading=_("Change the tier"),
        done=_("The tier of %(name)s is changed."),
        note=_("The seat moves with the tier, and a new certificate replaces the old one."),
    )


@require_http_methods(["GET", "POST"])
@at_association
def suspend_member(request: AssociationRequest, pk: UUID) -> HttpResponse:
    return act_page(
        request,
        find_member(request, pk),
        placed(request, SuspendForm),
        actions.suspend_member,
        heading=_("Suspend the membership"),
        done=_("The membership of %(name)s is suspended."),
        note=_("The tier stays; the seat that it gives is withdrawn until the suspension ends."),
        look="danger",
    )


@require_http_methods(["GET", "POST"])
@at_association
def resume_member(request: AssociationRequest, pk: UUID) -> HttpResponse:
    return act_page(
        request,
        find_member(request, pk),
        placed(request, ResumeForm),
        actions.resume_member,
        heading=_("End the suspension"),
        done=_("The suspension of %(name)s has ended."),
    )


@require_http_methods(["GET", "POST"])
@at_association
def withdraw_member(request: AssociationRequest, pk: UUID) -> HttpResponse:
    return act_page(
        request,
        find_member(request, pk),
        placed(request, WithdrawForm),
        actions.withdraw_member,
        heading=_("Enter the withdrawal"),
        done=_("%(name)s is no longer a member."),
        note=_("By the member's own letter. All its seats end, and its certificate is revoked."),
        look="danger",
    )


@require_http_methods(["GET", "POST"])
@at_association
def remove_member(request: AssociationRequest, pk: UUID) -> HttpResponse:
    return act_page(
        request,
        find_member(request, pk),
        placed(request, RemoveForm),
        actions.remove_member,
        heading=_("Remove the member"),
        done=_("%(name)s is no longer a member."),
        note=_(
            "Only by a resolution. All its seats end, its certificate is revoked, and the member is told why."
        ),
        look="danger",
    )
