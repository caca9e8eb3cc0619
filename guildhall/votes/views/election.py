"""Elections: the list, the page of one, and how it is prepared."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.audit.http import kept_until_changed
from guildhall.core.forms import refusals_shown_in
from guildhall.core.paging import page_of
from guildhall.meetings.http import sitting_here
from guildhall.meetings.permissions import may_publish, may_run, require_may_prepare
from guildhall.registry.models import Post
from guildhall.registry.permissions import may_manage
from guildhall.votes import actions
from guildhall.votes.forms.election import (
    ChangeElectionForm,
    FixListForm,
    PrepareElectionForm,
    ShowForm,
    WhyForm,
)
from guildhall.votes.http import election_here, prepared_election
from guildhall.votes.queries.election import election_list as find_elections
from guildhall.votes.queries.election import election_page, proposal_for
from guildhall.votes.queries.pack import pack_of
from guildhall.votes.queries.rounds import shown_rounds


@require_safe
@at_association
@kept_until_changed
def election_list(request: AssociationRequest) -> HttpResponse:
    found = find_elections(request.user, request.association)
    context = {"page": page_of(found, request.GET.get("page"), size=30)}
    return render(request, "votes/election_list.html", context)


@require_safe
@at_association
def election(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = election_here(request, pk)
    page = election_page(found, viewer=request.user)
    meeting = found.motion.meeting
    context = {
        "election": found,
        "meeting": meeting,
        "page": page,
        "rounds": shown_rounds(page.rounds, [line.candidate for line in page.lines]),
        "pack": pack_of(found) if page.may_prepare and page.rounds else None,
        "may_run": may_run(request.user, meeting),
        "may_publish": may_publish(request.user, meeting),
        "may_manage": may_manage(request.user, found.association, found.post.body),
    }
    return render(request, "votes/election.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def prepare_election(request: AssociationRequest, pk: UUID) -> HttpResponse:
    meeting = sitting_here(request, pk)
    require_may_prepare(request.user, meeting)
    posts = Post.objects.filter(association=meeting.association)
    post = posts.filter(pk=request.GET["post"]).first() if _is_uuid(request.GET.get("post", "")) else None
    proposed = proposal_for(meeting, post).as_initial() | {"post": post.pk} if post else {"seats": 1}
    form = PrepareElectionForm(request.POST or None, meeting=meeting, initial=proposed | {"contest": "equal"})
    if form.is_valid():
        with refusals_shown_in(form):
            made = actions.prepare_election(meeting, **form.cleaned_data, actor=request.user)
            return redirect("votes:election", request.association.slug, made.pk)
    context = {"form": form, "meeting": meeting, "post": post, "posts": form.posts}
    return render(request, "votes/prepare_election.html", context)


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@require_http_methods(["GET", "POST"])
@at_association
def change_election(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = prepared_election(request, pk)
    form = ChangeElectionForm(request.POST or None, election=found)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.change_election(found, **form.cleaned_data, actor=request.user)
            return redirect("votes:election", request.association.slug, pk)
    context = {"form": form, "election": found, "heading": _("Change the election"), "label": _("Save")}
    return render(request, "votes/election_form.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def fix_slate(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = prepared_election(request, pk)
    form = FixListForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.fix_slate(found, **form.cleaned_data, actor=request.user)
            messages.success(
                request, _("The list of candidates is fixed, in order of strokes of the surname.")
            )
            return redirect("votes:election", request.association.slug, pk)
    page = election_page(found, viewer=request.user)
    context = {"form": form, "election": found, "page": page}
    return render(request, "votes/fix_slate.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def unfix_slate(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = prepared_election(request, pk)
    form = WhyForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.unfix_slate(found, **form.cleaned_data, actor=request.user)
            return redirect("votes:election", request.association.slug, pk)
    context = {
        "form": form,
        "election": found,
        "heading": _("Open the list again"),
        "label": _("Open the list again"),
    }
    return render(request, "votes/election_form.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def abandon_election(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = prepared_election(request, pk)
    form = WhyForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.abandon_election(found, **form.cleaned_data, actor=request.user)
            return redirect("votes:election", request.association.slug, pk)
    context = {
        "form": form,
        "election": found,
        "heading": _("Break the election off"),
        "label": _("Break off"),
    }
    return render(request, "votes/election_form.html", context)


@require_POST
@at_association
def show_election(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = election_here(request, pk)
    form = ShowForm(request.POST)
    wanted = form.is_valid() and form.cleaned_data["is_public"]
    actions.show_election(found, is_public=wanted, actor=request.user)
    return redirect("votes:election", request.association.slug, pk)
