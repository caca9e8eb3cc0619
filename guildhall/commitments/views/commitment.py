from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.commitments import actions, queries
from guildhall.commitments.forms import CommitmentForm, ItemForm, NewCommitmentForm
from guildhall.commitments.models import Commitment
from guildhall.commitments.views.acts import act_page, done, find_commitment, version_read
from guildhall.core.forms import refusals_shown_in

SAID = (
    "content_zh",
    "content_en",
    "measure_zh",
    "measure_en",
    "deadline",
    "responsible",
    "superior",
    "lead",
    "course",
)


def said_of(commitment: Commitment) -> dict[str, object]:
    """What a form shows of a commitment that exists."""
    values: dict[str, object] = {name: getattr(commitment, name) for name in SAID}
    return values | {"supporting": list(commitment.supporting.all())}


@require_safe
@at_association
def commitment(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_commitment(request, pk)
    context = {
        "commitment": shown,
        "milestones": shown.milestones.all(),
        "history": queries.history(shown, request.user),
        "letters": queries.letters_visible_to(request.user, request.association).filter(targets=shown),
        "acts": queries.acts_open(request.user, shown),
    }
    return render(request, "commitments/commitment.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def draft_commitment(request: AssociationRequest) -> HttpResponse:
    bodies = queries.bodies_prepared(request.user, request.association)
    form = NewCommitmentForm(
        request.POST or None, association=request.association, bodies=bodies, initial={"body": bodies.first()}
    )
    if form.is_valid():
        with refusals_shown_in(form):
            drafted = actions.draft_commitment(
                association=request.association, **form.cleaned_data, actor=request.user
            )
            return done(request, drafted, _("Drafted. It is a promise once it is adopted."))
    back = reverse("commitments:board", args=[request.association.slug])
    return act_page(request, form, heading=_("New commitment"), label=_("Save the draft"), back=back)


@require_http_methods(["GET", "POST"])
@at_association
def change_commitment(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_commitment(request, pk)
    said = said_of(shown)
    given, version = request.POST or None, version_read(request, shown.version)
    form: CommitmentForm
    if shown.plan is None:
        form = CommitmentForm(given, association=request.association, initial=said)
    else:
        form = ItemForm(given, plan=shown.plan, initial=said)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.change_item(shown, version=version, **form.cleaned_data, actor=request.user)
            return done(request, shown, _("Saved."))
    back = reverse("commitments:commitment", args=[request.association.slug, pk])
    return act_page(request, form, heading=_("Change the draft"), label=_("Save"), back=back, version=version)


@require_POST
@at_association
def adopt_commitment(request: AssociationRequest, pk: UUID) -> HttpResponse:
    adopted = actions.adopt_commitment(find_commitment(request, pk), actor=request.user)
    return done(request, adopted, _("Adopted. The responsible person is told."))


@require_POST
@at_association
def discard_draft(request: AssociationRequest, pk: UUID) -> HttpResponse:
    draft = find_commitment(request, pk)
    plan = draft.plan
    actions.discard_draft(draft, actor=request.user)
    messages.success(request, _("The draft was discarded."))
    if plan is not None:
        return redirect("commitments:plan", request.association.slug, plan.pk)
    return redirect("commitments:board", request.association.slug)
