"""What the pages of this room have in common."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from guildhall.accounts.http import AssociationRequest
from guildhall.commitments import queries
from guildhall.commitments.models import Commitment, Letter, Plan


def find_commitment(request: AssociationRequest, pk: UUID) -> Commitment:
    return get_object_or_404(queries.commitments_to_show(request.user, request.association), pk=pk)


def find_plan(request: AssociationRequest, pk: UUID) -> Plan:
    plans = queries.plans_visible_to(request.user, request.association)
    return get_object_or_404(plans.select_related("body__association", "association", "predecessor"), pk=pk)


def act_page(
    request: AssociationRequest, form: forms.Form, *, heading: str, label: str, back: str, **more: Any
) -> HttpResponse:
    """A form that does one thing. ``more`` may hold ``about`` (what it is done to), ``note`` and ``look``."""
    context = {"form": form, "heading": heading, "label": label, "back": back} | more
    return render(request, "commitments/act.html", context)


def done(request: AssociationRequest, thing: Commitment | Plan | Letter, sentence: str) -> HttpResponse:
    """Back to the thing's page, with a sentence that says what happened."""
    messages.success(request, sentence)
    return redirect(f"commitments:{thing._meta.model_name}", request.association.slug, thing.pk)


def version_read(request: AssociationRequest, now: int) -> int:
    """The version that the form was filled in from; what is no number matches none."""
    given = request.POST.get("version", str(now))
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0
