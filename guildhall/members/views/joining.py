"""The public pages below ``/p/<slug>/join/``: no sign-in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from guildhall.core.forms import refusals_shown_in
from guildhall.members import actions, http, queries
from guildhall.members.forms import JoiningForm, initial_of
from guildhall.members.models import Application
from guildhall.members.questions import read_questions


@require_safe
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """Which kinds of members may apply."""
    association = http.public_association(request, slug)
    return render(request, "members/join.html", {"forms": queries.open_forms(association)})


@never_cache
@require_http_methods(["GET", "POST"])
def submit_application(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The form. Sent twice, it leads to the one application that it made."""
    form = http.public_form(request, slug, kind)
    asked, drawn = queries.questions_of(form), {"draft": http.new_draft()}
    shown = JoiningForm(request.POST or None, request.FILES or None, form=form, asked=asked, initial=drawn)
    pk = http.pk_of_draft(request.POST.get("draft", ""))
    if known := queries.application_of_draft(form, pk):
        return redirect("joining:application_state", slug, queries.code_of(known))
    if shown.is_valid():
        http.require_patience(request)
        with refusals_shown_in(shown):
            given = shown.details | {"language": get_language() or "", "files": shown.attachments}
            sent = actions.submit_application(form, pk=pk, **given)
            messages.success(
                request, _("Your application has arrived. We have mailed you this page's address.")
            )
            return redirect("joining:application_state", slug, queries.code_of(sent))
    return render(request, "members/submit_application.html", {"form": shown, "asked": form})


@never_cache
@require_safe
def application_state(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """How far the application is, for who has its link."""
    application = http.application_at(request, slug, code)
    context = {
        "application": application,
        "code": code,
        "lines": queries.answer_lines(application),
        "lacking": queries.missing_in(application),
        "may_complete": application.state in (Application.State.SUBMITTED, Application.State.RETURNED),
        "may_withdraw": application.state in Application.OPEN,
    }
    return render(request, "members/application_state.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def complete_application(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    application = http.application_at(request, slug, code)
    form = JoiningForm(
        request.POST or None,
        request.FILES or None,
        form=application.form,
        asked=read_questions(application.questions),
        initial=initial_of(application),
    )
    if form.is_valid():
        with refusals_shown_in(form):
            actions.complete_application(application, files=form.attachments, **form.details)
            messages.success(request, _("Thank you. The secretariat looks at it again."))
            return redirect("joining:application_state", slug, code)
    context = {"form": form, "application": application, "code": code}
    return render(request, "members/complete_application.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def withdraw_application(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    application = http.application_at(request, slug, code)
    if request.method == "POST":
        actions.withdraw_application(application)
        messages.success(request, _("Your application is withdrawn."))
        return redirect("joining:application_state", slug, code)
    back = reverse("joining:application_state", args=[slug, code])
    return render(request, "members/withdraw_application.html", {"application": application, "back": back})
