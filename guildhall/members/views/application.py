from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.forms import refusals_shown_in
from guildhall.core.paging import page_of
from guildhall.members import actions, permissions, queries
from guildhall.members.forms import ApproveSeveralForm, DecisionForm, RefuseForm, ReturnForm
from guildhall.members.models import Application

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def application_of(request: AssociationRequest, pk: UUID) -> Application:
    """The application for who may see applications, else 404."""
    return get_object_or_404(queries.applications(request.association, viewer=request.user), pk=pk)


def require_reader(request: AssociationRequest) -> None:
    if not permissions.may_see_applications(request.user, request.association):
        raise Http404


@require_safe
@at_association
def application_list(request: AssociationRequest) -> HttpResponse:
    require_reader(request)
    asked = {"state": request.GET.get("state", "waiting"), "q": request.GET.get("q", "")}
    found = queries.applications(request.association, viewer=request.user, **asked)
    counts = queries.counts_by_state(request.association, viewer=request.user)
    context = {
        "page": page_of(found, request.GET.get("page")),
        "asked": asked,
        "states": [(value, label, counts.get(value, 0)) for value, label in Application.State.choices],
        "reviewed": counts.get(Application.State.REVIEWED, 0),
        "may_decide": permissions.may_decide_applications(request.user, request.association),
    }
    return render(request, "members/application_list.html", context)


@require_safe
@at_association
def application(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = application_of(request, pk)
    context = {
        "application": found,
        "lines": queries.answer_lines(found),
        "lacking": queries.missing_in(found),
        "duplicates": queries.possible_duplicates(found),
        "others": queries.other_applications(found)[:10],
        "may_decide": permissions.may_decide_applications(request.user, request.association),
    }
    return render(request, "members/application.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def return_application(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """The note begins with what the check of completeness found."""
    found = application_of(request, pk)
    lacking = [question.label.in_language(found.language) for question in queries.missing_in(found)]
    form = ReturnForm(request.POST or None, initial={"note": "\n".join(lacking)})
    if form.is_valid():
        with refusals_shown_in(form):
            actions.return_application(found, **form.cleaned_data, actor=request.user)
            messages.success(request, _("The applicant is asked to complete it."))
            return redirect("members:application", request.association.slug, pk)
    context = {"form": form, "application": found, "title": _("Return for completion")}
    return render(request, "members/application_act.html", context)


@require_POST
@at_association
def review_application(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.review_application(application_of(request, pk), actor=request.user)
    messages.success(request, _("It stands on the list that is put to the council."))
    return redirect("members:application", request.association.slug, pk)


@require_http_methods(["GET", "POST"])
@at_association
def refuse_application(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = application_of(request, pk)
    form = RefuseForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.refuse_application(found, **form.cleaned_data, actor=request.user)
            messages.success(request, _("The applicant is told."))
            return redirect("members:application", request.association.slug, pk)
    context = {"form": form, "application": found, "title": _("Refuse the application")}
    return render(request, "members/application_act.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def approve_application(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = application_of(request, pk)
    form = DecisionForm(request.POST or None, association=request.association, user=request.user)
    if form.is_valid():
        with refusals_shown_in(form):
            member = actions.approve_application(found, **form.cleaned_data, actor=request.user)
            messages.success(
                request,
                _("%(name)s is a member: %(number)s.") % {"name": found.name, "number": member.number},
            )
            return redirect("members:application", request.association.slug, pk)
    context = {"form": form, "application": found, "title": _("Approve the application")}
    context["preview"] = queries.approval_preview([found])
    return render(request, "members/application_act.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def approve_applications(request: AssociationRequest) -> HttpResponse:
    """Chosen and sent once, it shows what would happen; confirmed, it happens."""
    require_reader(request)
    form = ApproveSeveralForm(request.POST or None, association=request.association, user=request.user)
    preview: list[str] = []
    if form.is_valid():
        preview = queries.approval_preview(form.cleaned_data["applications"])
        if request.POST.get("confirmed") == form.stamp:
            with refusals_shown_in(form):
                members = actions.approve_applications(
                    request.association, **form.cleaned_data, actor=request.user
                )
                said = ngettext("%(n)d new member.", "%(n)d new members.", len(members))
                messages.success(request, said % {"n": len(members)})
                return redirect("members:application_list", request.association.slug)
    context = {"form": form, "preview": preview}
    return render(request, "members/approve_applications.html", context)


@require_safe
@at_association
def council(request: AssociationRequest) -> HttpResponse:
    """The reviewed applications as a list for the council; with ``?sheet`` as a workbook."""
    require_reader(request)
    listed = queries.council_list(request.association, viewer=request.user)
    if "sheet" in request.GET:
        answer = HttpResponse(queries.council_sheet(listed, request.association), content_type=EXCEL)
        answer["Content-Disposition"] = 'attachment; filename="applications.xlsx"'
        return answer
    context: dict[str, Any] = {"listed": listed, "text": queries.council_text(listed)}
    context["may_decide"] = permissions.may_decide_applications(request.user, request.association)
    return render(request, "members/council.html", context)
