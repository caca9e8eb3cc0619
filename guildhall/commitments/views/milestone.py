from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.commitments import actions, queries
from guildhall.commitments.forms import MilestoneForm
from guildhall.commitments.models import Milestone
from guildhall.commitments.views.acts import act_page, done, find_commitment
from guildhall.core.forms import refusals_shown_in


def _find(request: AssociationRequest, pk: UUID) -> Milestone:
    return get_object_or_404(queries.milestones_of(request.user, request.association), pk=pk)


@require_http_methods(["GET", "POST"])
@at_association
def add_milestone(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_commitment(request, pk)
    form = MilestoneForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.add_milestone(shown, **form.cleaned_data, actor=request.user)
            return done(request, shown, _("The milestone was added."))
    back = reverse("commitments:commitment", args=[request.association.slug, pk])
    return act_page(request, form, heading=_("New milestone"), label=_("Add"), back=back, about=shown)


@require_http_methods(["GET", "POST"])
@at_association
def change_milestone(request: AssociationRequest, pk: UUID) -> HttpResponse:
    milestone = _find(request, pk)
    now = {"title_zh": milestone.title_zh, "title_en": milestone.title_en, "due_on": milestone.due_on}
    form = MilestoneForm(request.POST or None, initial=now)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.change_milestone(milestone, **form.cleaned_data, actor=request.user)
            return done(request, milestone.commitment, _("Saved."))
    back = reverse("commitments:commitment", args=[request.association.slug, milestone.commitment_id])
    return act_page(
        request,
        form,
        heading=_("Change the milestone"),
        label=_("Save"),
        back=back,
        about=find_commitment(request, milestone.commitment_id),
    )


@require_POST
@at_association
def finish_milestone(request: AssociationRequest, pk: UUID) -> HttpResponse:
    milestone = actions.finish_milestone(_find(request, pk), actor=request.user)
    return done(request, milestone.commitment, _("The milestone is reached."))


@require_POST
@at_association
def remove_milestone(request: AssociationRequest, pk: UUID) -> HttpResponse:
    milestone = _find(request, pk)
    actions.remove_milestone(milestone, actor=request.user)
    return done(request, milestone.commitment, _("The milestone was taken out."))
