"""Offers and needs out to a workbook and in from one."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.errors import RuleError
from guildhall.core.forms import refusals_shown_in
from guildhall.exchange import actions, permissions, queries
from guildhall.exchange.forms import RowsForm, UploadForm
from guildhall.exchange.sight import as_seen
from guildhall.exchange.views.asked import asked_for
from guildhall.registry.queries import today_in

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_EXPORTED = 5_000


@require_safe
@at_association
def export_listings(request: AssociationRequest) -> HttpResponse:
    """What the list shows under its filters, five thousand at most."""
    found = queries.listings(request.association, viewer=request.user, asked=asked_for(request.GET))
    rows = as_seen(found[:MOST_EXPORTED], request.user, today_in(request.association))
    headers = {"Content-Disposition": 'attachment; filename="offers-and-needs.xlsx"'}
    return HttpResponse(queries.as_workbook(rows), content_type=EXCEL, headers=headers)


@require_http_methods(["GET", "POST"])
@at_association
def import_listings(request: AssociationRequest) -> HttpResponse:
    """First the file, then its rows with what is wrong with each; stored as a whole."""
    permissions.require_may_list_at_all(request.user, request.association)
    if "rows" in request.POST:
        return _store(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        file = form.cleaned_data["file"]
        with refusals_shown_in(form):
            rows = queries.read_file(file.name, file.read())
            lines = queries.checked(request.association, rows, viewer=request.user)
            context |= {"lines": lines, "is_sound": not any(line.problems for line in lines)}
            context |= {
                "rows": json.dumps(rows, ensure_ascii=False),
                "new": sum(line.is_new for line in lines),
            }
    return render(request, "exchange/import_listings.html", context)


def _store(request: AssociationRequest) -> HttpResponse:
    form = RowsForm(request.POST)
    back = redirect("exchange:import_listings", request.association.slug)
    if not form.is_valid():
        messages.error(request, _("The rows could not be read. Send the file again."))
        return back
    try:
        drafts = actions.import_listings(
            request.association, rows=form.cleaned_data["rows"], actor=request.user
        )
    except RuleError as refusal:
        messages.error(request, str(refusal.message))
        return back
    count = len(drafts)
    said = ngettext("%(count)d draft was made.", "%(count)d drafts were made.", count) % {"count": count}
    messages.success(request, said)
    at = reverse("exchange:listing_list", args=[request.association.slug])
    return redirect(f"{at}?state=drafts")
