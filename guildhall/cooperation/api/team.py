from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Status

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.cooperation import actions, queries
from guildhall.cooperation.api.project import above_meant, find_project
from guildhall.cooperation.models import Team
from guildhall.cooperation.schemas.project import AmendTeamIn, NewTeamIn, TeamIn, TeamLetterIn, TeamOut
from guildhall.registry.api.references import meant_person, needed

router = AssociationRouter()


def find_team(request: SignedInRequest, slug: str, pk: UUID) -> Team:
    return get_object_or_404(queries.teams_to_show(request.user, find_association(request, slug)), pk=pk)


def _answer(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    shown = find_team(request, slug, pk)
    names = {*TeamOut.model_fields, "agreement_id", "project_id"} - {"members", "targets", "acts"}
    fields = {name: getattr(shown, name) for name in names if hasattr(shown, name)}
    return fields | {
        "members": list(shown.members.all()),
        "targets": list(queries.targets_to_show(shown, request.user)),
        "acts": sorted(queries.team_acts(request.user, shown)),
    }


def _details(request: SignedInRequest, slug: str, data: TeamIn) -> dict[str, Any]:
    sent = data.dict(exclude_unset=True, exclude={"agreement", "project", "version"})
    if "leader" in sent:
        sent["leader"] = meant_person(request, slug, sent["leader"], "leader")
    if "members" in sent:
        keys = dict.fromkeys(sent["members"])
        sent["members"] = [needed(meant_person(request, slug, key, "members"), "members") for key in keys]
    return sent


@router.post("cooperation/teams", response={201: TeamOut})
def form_team(request: SignedInRequest, slug: str, data: NewTeamIn) -> Status[dict[str, Any]]:
    """Of an agreement, or of one joint project."""
    if data.project is not None:
        above: dict[str, Any] = {"project": find_project(request, slug, data.project)}
    else:
        above = above_meant(request, slug, data)
    formed = actions.form_team(**above, **_details(request, slug, data), actor=request.user)
    return Status(201, _answer(request, slug, formed.pk))


@router.get("cooperation/teams/{uuid:pk}", response=TeamOut)
def team(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    return _answer(request, slug, pk)


@router.patch("cooperation/teams/{uuid:pk}", response=TeamOut)
def amend_team(request: SignedInRequest, slug: str, pk: UUID, data: AmendTeamIn) -> dict[str, Any]:
    """Only what is sent is changed; members are given as a whole."""
    shown, given = find_team(request, slug, pk), _details(request, slug, data)
    actions.amend_team(shown, version=data.version, **given, actor=request.user)
    return _answer(request, slug, pk)


@router.post("cooperation/teams/{uuid:pk}/letter", response=TeamOut)
def give_letter(request: SignedInRequest, slug: str, pk: UUID, data: TeamLetterIn) -> dict[str, Any]:
    """The letter of commitment, offered to the leader and to whoever receives it; signed as all letters are."""
    shown = find_team(request, slug, pk)
    receives = needed(meant_person(request, slug, data.received_by, "received_by"), "received_by")
    given = data.dict(exclude={"received_by"})
    actions.give_letter(shown, **given, received_by=receives, actor=request.user)
    return _answer(request, slug, pk)
