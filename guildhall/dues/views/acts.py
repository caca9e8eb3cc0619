"""What the pages of this room have in common."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from guildhall.accounts.http import AssociationRequest
from guildhall.core.forms import refusals_shown_in
from guildhall.dues import queries


def act_page(
    request: AssociationRequest,
    form: forms.Form,
    do: Callable[[dict[str, Any]], str],
    *,
    heading: str,
    label: str,
    back: str,
    said: str,
    template: str = "dues/act.html",
    **more: Any,
) -> HttpResponse:
    """A form that does one thing. ``do`` gets what was filled in and says where to go on; with ``said`` empty it says
    itself what was done. ``more``: note, version, and what a template of its own takes."""
    if form.is_valid():
        with refusals_shown_in(form):
            target = do(form.cleaned_data)
            if said:
                messages.success(request, said)
            return redirect(target)
    context = {"form": form, "heading": heading, "label": label, "back": back} | more
    return render(request, template, context)


def version_read(request: AssociationRequest, now: int) -> int:
    """The version that the form was filled in from; what is no number matches none."""
    given = request.POST.get("version", str(now))
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def require_reader(request: AssociationRequest) -> None:
    """404 for whoever may not read the association's money."""
    if not queries.may_read_money(request.user, request.association):
        raise Http404


def number_asked(text: str | None) -> int | None:
    """A year from the address, or None where that is no year."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) == 4 else None
