from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.cooperation import actions, queries
from guildhall.cooperation.forms import LetterForm, TeamForm
from guildhall.cooperation.models import Team
from guildhall.cooperation.views.project import above_asked, at_above, at_project, find_project, key_asked
from guildhall.cooperation.views.shared import version_read
from guildhall.core.views import act_page
from guildhall.registry.queries import person_of

NAMES = ("name_zh", "name_en", "leader")


def find_team(request: AssociationRequest, pk: UUID) -> Team:
    return get_object_or_404(queries.teams_to_show(request.user, request.association), pk=pk)


def at_team(request: AssociationRequest, pk: UUID) -> str:
    return reverse("cooperation:team", args=[request.association.slug, pk])


@require_safe
@at_association
def team(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_team(request, pk)
    context = {
        "team": shown,
        "targets": queries.targets_to_show(shown, request.user),
        "sees_letter": queries.sees_letter(request.user, shown),
        "parties": shown.letter.parties.select_related("person") if shown.letter else [],
        "acts": queries.team_acts(request.user, shown),
    }
    return render(request, "cooperation/team.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def form_team(request: AssociationRequest) -> HttpResponse:
    given: dict[str, Any] = {}
    if key := key_asked(request, "project"):
        given["project"] = find_project(request, key)
        back = at_project(request, key)
    else:
        given |= above_asked(request)
        back = at_above(request, next(iter(given.values())))
    if "cooperation" in given:
        raise Http404
    [above] = given.values()

    def do(data: dict[str, Any]) -> str:
        return at_team(request, actions.form_team(**given, **data, actor=request.user).pk)

    form = TeamForm(request.POST or None, association=above.association)
    words = {"heading": _("Form a team"), "label": _("Save"), "said": _("The team is formed.")}
    return act_page(request, form, do, back=back, note=above, **words)


@require_http_methods(["GET", "POST"])
@at_association
def amend_team(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_team(request, pk)
    version, at = version_read(request, shown.version), at_team(request, pk)

    def do(given: dict[str, Any]) -> str:
        actions.amend_team(shown, version=version, **given, actor=request.user)
        return at

    initial = {name: getattr(shown, name) for name in NAMES} | {"members": list(shown.members.all())}
    form = TeamForm(request.POST or None, association=shown.association, initial=initial)
    words = {"heading": _("Change the team"), "label": _("Save"), "said": _("Saved.")}
    return act_page(request, form, do, back=at, version=version, **words)


@require_http_methods(["GET", "POST"])
@at_association
def give_letter(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown, at = find_team(request, pk), at_team(request, pk)

    def do(given: dict[str, Any]) -> str:
        actions.give_letter(shown, **given, actor=request.user)
        return at

    initial = {"received_by": person_of(request.user, shown.association)}
    form = LetterForm(request.POST or None, association=shown.association, initial=initial)
    words = {"heading": _("Letter of commitment"), "label": _("Offer it for signing")}
    said = _("Offered. The leader and whoever receives it are told, and sign it.")
    note = _("Its targets are what the sides of the team's projects promised.")
    return act_page(request, form, do, back=at, note=note, said=said, **words)
