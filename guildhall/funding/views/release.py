"""What a firm keeps for banks, releases and looks. Contents leave this module only through ``look_at_item``."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.paging import page_of
from guildhall.core.views import act_page
from guildhall.documents.http import content_answer
from guildhall.funding import actions, queries
from guildhall.funding.forms import RecordForm, ReleaseForm
from guildhall.funding.models import DataItem, FirmRecord
from guildhall.funding.views.finding import (
    find_record,
    find_release,
    own_firms,
    require_firm,
    require_reader,
)
from guildhall.funding.workbooks import looks_as_excel
from guildhall.registry.queries import today_in

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXPORTED = 5_000


def at(request: AssociationRequest, pk: UUID) -> str:
    return reverse("funding:release", args=[request.association.slug, pk])


@require_safe
@at_association
def firm_record_list(request: AssociationRequest) -> HttpResponse:
    """What the reader's own firms keep for banks."""
    require_reader(request)
    found = queries.firm_records(request.user, request.association)
    context = {
        "page": page_of(found, request.GET.get("page")),
        "may_keep": not request.association.is_record and own_firms(request).exists(),
    }
    return render(request, "funding/firm_record_list.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def keep_firm_record(request: AssociationRequest) -> HttpResponse:
    firms = require_firm(request)
    back = reverse("funding:firm_record_list", args=[request.association.slug])

    def do(given: dict[str, Any]) -> str:
        firm, file = given.pop("organization"), given.pop("file")
        if file:
            given |= {"name": file.name, "content": file}
        actions.keep_firm_record(firm, **given, actor=request.user)
        return back

    return act_page(
        request,
        RecordForm(request.POST or None, request.FILES or None, owners=firms),
        do,
        heading=_("Keep data for banks"),
        label=_("Keep"),
        back=back,
        said=_("Kept. Nobody sees it until you release it."),
    )


@require_POST
@at_association
def drop_firm_record(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.drop_firm_record(find_record(request, pk), actor=request.user)
    return redirect("funding:firm_record_list", request.association.slug)


@require_safe
@at_association
def release_list(request: AssociationRequest) -> HttpResponse:
    require_reader(request)
    page = page_of(queries.releases_visible_to(request.user, request.association), request.GET.get("page"))
    context = {
        "page": page,
        "today": today_in(request.association),
        "may_release": not request.association.is_record and own_firms(request).exists(),
    }
    return render(request, "funding/release_list.html", context)


@require_safe
@at_association
def release(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """What was released to whom until when, and for the two sides who looked."""
    shown = find_release(request, pk)
    return render(request, "funding/release.html", _context(request, shown))


def _context(request: AssociationRequest, shown: Any) -> dict[str, Any]:
    acts = queries.release_acts(request.user, shown)
    return {
        "release": shown,
        "acts": acts,
        "is_open": shown.is_open_on(today_in(request.association)),
        "looks": page_of(queries.looks_at(shown), request.GET.get("page")) if "see_looks" in acts else None,
    }


@require_http_methods(["GET", "POST"])
@at_association
def release_data(request: AssociationRequest) -> HttpResponse:
    firms = require_firm(request)

    def do(given: dict[str, Any]) -> str:
        made = actions.release_data(given.pop("organization"), **given, actor=request.user)
        return at(request, made.pk)

    form = ReleaseForm(
        request.POST or None,
        owners=firms,
        banks=queries.banks_of(request.association),
        today=today_in(request.association),
        longest=queries.longest_days(request.association),
        initial={"bank": request.GET.get("bank")},
    )
    return act_page(
        request,
        form,
        do,
        heading=_("Release data to a bank"),
        label=_("Release"),
        back=reverse("funding:release_list", args=[request.association.slug]),
        said=_("Released. You see every look here, and can revoke it at any time."),
    )


@require_POST
@at_association
def revoke_release(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.revoke_release(find_release(request, pk), actor=request.user)
    messages.success(request, _("Revoked. The bank sees nothing of it any more."))
    return redirect(at(request, pk))


def _asked(item: str) -> DataItem:
    if item not in DataItem.values:
        raise Http404
    return DataItem(item)


@require_POST
@at_association
def look_at_item(request: AssociationRequest, pk: UUID, item: str) -> HttpResponse:
    """One item, shown on the answer to this very request and kept nowhere."""
    shown, asked = find_release(request, pk), _asked(item)
    looked = actions.look_at_item(shown, item=asked, actor=request.user)
    context = _context(request, shown) | {"item": asked, "contents": looked.given(), "look": looked.look}
    answer = render(request, "funding/look.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@at_association
def released_file(request: AssociationRequest, pk: UUID, item: str, row_pk: UUID) -> FileResponse:
    """The content of a released file: a look of its own."""
    shown, asked = find_release(request, pk), _asked(item)
    row = get_object_or_404(
        FirmRecord.objects.select_related("file"),
        organization=shown.organization,
        item=asked,
        file__isnull=False,
        pk=row_pk,
    )
    looked = actions.look_at_item(shown, item=asked, row=row, actor=request.user)
    answer = content_answer(looked.given().files[0].file)  # type: ignore[arg-type]  # those with a file
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
@at_association
def export_looks(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """Who looked at what and when, as an Excel workbook, for the firm and the bank."""
    shown = find_release(request, pk)
    if "see_looks" not in queries.release_acts(request.user, shown):
        raise Http404
    content = looks_as_excel(queries.looks_at(shown)[:EXPORTED], shown)
    disposition = 'attachment; filename="looks.xlsx"'
    return HttpResponse(content, content_type=EXCEL, headers={"Content-Disposition": disposition})
