from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.audit.http import kept_until_changed
from guildhall.core.forms import refusals_shown_in
from guildhall.core.paging import page_of
from guildhall.members import actions, permissions, queries
from guildhall.members.forms import LetterForm, RefuseLetterForm
from guildhall.members.models import RepresentativeLetter
from guildhall.registry.queries import today_in


def find_letter(request: AssociationRequest, pk: UUID) -> RepresentativeLetter:
    """The letter if the reader may see it, else 404."""
    return get_object_or_404(queries.letters(request.association, viewer=request.user), pk=pk)


@require_http_methods(["GET", "POST"])
@at_association
def submit_representative_letter(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """For the unit's own people; its seats and people are what can be chosen."""
    member = get_object_or_404(queries.own_memberships(request.user, request.association), pk=pk)
    today = today_in(request.association)
    form = LetterForm(
        request.POST or None,
        request.FILES or None,
        initial={"from_on": today},
        member=member,
        seats=queries.seats_of_member(member, today),
    )
    if form.is_valid():
        with refusals_shown_in(form):
            letter = actions.submit_representative_letter(member, **form.details, actor=request.user)
            messages.success(request, _("Handed in. The secretariat checks it and tells you."))
            return redirect("members:representative_letter", request.association.slug, letter.pk)
    return render(request, "members/submit_representative_letter.html", {"form": form, "member": member})


@require_safe
@at_association
@kept_until_changed
def representative_letter_list(request: AssociationRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    found = queries.letters(request.association, viewer=request.user, state=state)
    context = {
        "page": page_of(found, request.GET.get("page")),
        "states": RepresentativeLetter.State.choices,
        "state": state,
    }
    return render(request, "members/representative_letter_list.html", context)


@require_safe
@at_association
def representative_letter(request: AssociationRequest, pk: UUID) -> HttpResponse:
    letter = find_letter(request, pk)
    is_waiting = letter.state == RepresentativeLetter.State.SUBMITTED
    day = letter.effective_on or max(letter.from_on, today_in(request.association))
    context = {
        "letter": letter,
        "representative": queries.representative_in(letter),
        "stand_ins": queries.stand_ins_in(letter),
        "seats": queries.seats_of_letter(letter.member, letter.seat, day),
        "may_decide": is_waiting and permissions.may_keep_members(request.user, request.association),
    }
    return render(request, "members/representative_letter.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def accept_representative_letter(request: AssociationRequest, pk: UUID) -> HttpResponse:
    letter, back = find_letter(request, pk), _at(request, pk)
    if request.method == "POST":
        actions.accept_representative_letter(letter, actor=request.user)
        messages.success(request, _("Accepted. The unit is told."))
        return redirect(back)
    context: dict[str, object] = {"question": _("Accept this letter?"), "back": back}
    context |= {"preview": queries.acceptance_preview(letter), "look": "primary"}
    context["label"] = _("Accept the letter")
    return render(request, "core/confirm.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def refuse_representative_letter(request: AssociationRequest, pk: UUID) -> HttpResponse:
    letter, form = find_letter(request, pk), RefuseLetterForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.refuse_representative_letter(letter, **form.cleaned_data, actor=request.user)
            messages.success(request, _("Refused. The unit is told why."))
            return redirect(_at(request, pk))
    heading = _("Refuse the letter")
    context = {"form": form, "member": letter.member, "heading": heading, "label": heading, "look": "danger"}
    return render(request, "members/act.html", context | {"back": _at(request, pk)})


def _at(request: AssociationRequest, pk: UUID) -> str:
    return reverse("members:representative_letter", args=[request.association.slug, pk])
