from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.forms import refusals_shown_in
from guildhall.members import actions, permissions, queries, questions
from guildhall.members.forms import ApplicationFormForm, JoiningForm, QuestionForm, initial_of_question
from guildhall.members.models import ApplicationForm
from guildhall.members.views.application import require_reader


def form_of(request: AssociationRequest, pk: UUID) -> ApplicationForm:
    return get_object_or_404(queries.application_forms(request.association, viewer=request.user), pk=pk)


@require_safe
@at_association
def application_form_list(request: AssociationRequest) -> HttpResponse:
    require_reader(request)
    context = {
        "lines": queries.form_lines(request.association, viewer=request.user),
        "may_decide": permissions.may_decide_applications(request.user, request.association),
    }
    return render(request, "members/application_form_list.html", context)


@require_safe
@at_association
def application_form(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """The form with its questions in order, and as applicants see it."""
    form = form_of(request, pk)
    asked = queries.questions_of(form)
    context = {
        "asked": form,
        "questions": asked,
        "form": JoiningForm(form=form, asked=asked),
        "may_decide": permissions.may_decide_applications(request.user, request.association),
    }
    return render(request, "members/application_form.html", context)


@require_POST
@at_association
def set_up_application_form(request: AssociationRequest) -> HttpResponse:
    kind = request.POST.get("kind", "")
    form = actions.set_up_application_form(request.association, kind=kind, actor=request.user)
    messages.success(request, _("The form is set up. Look through its questions, then open it."))
    return redirect("members:application_form", request.association.slug, form.pk)


@require_http_methods(["GET", "POST"])
@at_association
def change_application_form(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = form_of(request, pk)
    initial = {
        name: getattr(found, name) for name in ("title_zh", "title_en", "intro_zh", "intro_en", "version")
    }
    initial["tiers"] = found.tiers.all()
    form = ApplicationFormForm(request.POST or None, form=found, initial=initial)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.change_application_form(found, **form.cleaned_data, actor=request.user)
            messages.success(request, _("Saved."))
            return redirect("members:application_form", request.association.slug, pk)
    return render(request, "members/change_application_form.html", {"form": form, "asked": found})


@require_POST
@at_association
def open_application_form(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.open_application_form(form_of(request, pk), actor=request.user)
    messages.success(request, _("Everybody may apply now."))
    return redirect("members:application_form", request.association.slug, pk)


@require_POST
@at_association
def close_application_form(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.close_application_form(form_of(request, pk), actor=request.user)
    messages.success(request, _("No new applications are taken with this form."))
    return redirect("members:application_form", request.association.slug, pk)


@require_http_methods(["GET", "POST"])
@at_association
def put_question(request: AssociationRequest, pk: UUID, key: str = "") -> HttpResponse:
    """Changes the question of that key, or adds one."""
    found = form_of(request, pk)
    asked = queries.questions_of(found)
    known = next((one for one in asked if one.key == key), None)
    if key and known is None:
        raise Http404
    initial = (initial_of_question(known) if known else {}) | {"version": found.version}
    form = QuestionForm(request.POST or None, language=get_language() or "", known=known, initial=initial)
    if form.is_valid():
        with refusals_shown_in(form):
            new = [one.as_data() for one in questions.put(asked, form.cleaned_data["question"])]
            version = form.cleaned_data["version"]
            actions.change_application_form(found, version=version, questions=new, actor=request.user)
            return redirect("members:application_form", request.association.slug, pk)
    return render(request, "members/put_question.html", {"form": form, "asked": found, "known": known})


@require_POST
@at_association
def move_question(request: AssociationRequest, pk: UUID, key: str) -> HttpResponse:
    found = form_of(request, pk)
    order = questions.moved(queries.questions_of(found), key, up=request.POST.get("to") == "up")
    new = [one.as_data() for one in order]
    actions.change_application_form(found, version=found.version, questions=new, actor=request.user)
    return redirect("members:application_form", request.association.slug, pk)


@require_POST
@at_association
def remove_question(request: AssociationRequest, pk: UUID, key: str) -> HttpResponse:
    found = form_of(request, pk)
    new = [one.as_data() for one in questions.without(queries.questions_of(found), key)]
    actions.change_application_form(found, version=found.version, questions=new, actor=request.user)
    messages.success(request, _("The question is removed. Applications under way keep it."))
    return redirect("members:application_form", request.association.slug, pk)
