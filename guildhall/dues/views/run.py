from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.paging import page_of
from guildhall.core.views import act_page
from guildhall.dues import actions, queries
from guildhall.dues.forms import MemberForm, RunForm
from guildhall.dues.models import DuesRun, DuesStandard
from guildhall.dues.views.acts import require_reader
from guildhall.members.models import Member

MONTH = timedelta(days=30)


def find_run(request: AssociationRequest, pk: UUID) -> DuesRun:
    return get_object_or_404(queries.run_list(request.user, request.association), pk=pk)


def _at(request: AssociationRequest, pk: UUID) -> str:
    return reverse("dues:run", args=[request.association.slug, pk])


@require_safe
@at_association
def run_list(request: AssociationRequest) -> HttpResponse:
    require_reader(request)
    context = {
        "page": page_of(queries.run_list(request.user, request.association), request.GET.get("page")),
        "may_keep": queries.may_keep_money(request.user, request.association),
        "reads_all": True,
    }
    return render(request, "dues/run_list.html", context)


@require_safe
@at_association
def run(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown, asked = find_run(request, pk), request.GET
    outcome, text = asked.get("outcome", queries.GETS), asked.get("q", "").strip()
    page = page_of(queries.preview_rows(shown, outcome, text), asked.get("page"))
    context = {
        "run": shown,
        "preview": queries.preview(shown),
        "page": page,
        "lines": queries.preview_lines(shown, page, outcome),
        "outcome": outcome,
        "text": text,
        "booked": queries.booked_of(shown),
        "acts": queries.run_acts(request.user, shown),
        "job": shown.job,
        "reads_all": True,
    }
    return render(request, "dues/run.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def prepare_run(request: AssociationRequest) -> HttpResponse:
    association, today = request.association, queries.today_at(request.association)
    standards = queries.standard_list(request.user, association).filter(state=DuesStandard.State.ADOPTED)
    standing = queries.standard_on(association, today)
    first = {"year": today.year, "standard": standing, "issued_on": today, "due_on": today + MONTH}

    def do(given: dict[str, Any]) -> str:
        return _at(request, actions.prepare_run(association, **given, actor=request.user).pk)

    return act_page(
        request,
        RunForm(request.POST or None, standards=standards, initial=first),
        do,
        heading=_("Prepare the year's notices"),
        label=_("Show the preview"),
        back=reverse("dues:run_list", args=[association.slug]),
        said=_("This is a preview. Nothing is booked or sent yet."),
    )


@require_POST
@at_association
def book_run(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.book_run(find_run(request, pk), actor=request.user)
    messages.success(request, _("Booking has begun."))
    return redirect(_at(request, pk))


@require_POST
@at_association
def send_run(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.send_run(find_run(request, pk), actor=request.user)
    messages.success(request, _("Sending has begun."))
    return redirect(_at(request, pk))


@require_http_methods(["GET", "POST"])
@at_association
def issue_notice(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_run(request, pk)

    def do(given: dict[str, Any]) -> str:
        members = Member.objects.filter(association=request.association)
        member = get_object_or_404(members, number=given["number"].strip())
        issued = actions.issue_notice(shown, member=member, actor=request.user)
        return reverse("dues:notice", args=[request.association.slug, issued.pk])

    return act_page(
        request,
        MemberForm(request.POST or None),
        do,
        heading=_("Add a notice for one member"),
        label=_("Issue"),
        back=_at(request, pk),
        said=_("The notice is issued."),
    )
