from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.cooperation import actions, queries
from guildhall.cooperation.actions import Side
from guildhall.cooperation.models import Cooperation
from guildhall.cooperation.permissions import may_keep
from guildhall.cooperation.schemas import (
    AmendCooperationIn,
    AmendStepIn,
    CooperationIn,
    CooperationLineOut,
    CooperationOut,
    EndIn,
    IntroduceIn,
    LeaveIn,
    NewCooperationIn,
    StageIn,
)
from guildhall.exchange.models import Match
from guildhall.registry.api.references import meant_organization, meant_person, needed

router = AssociationRouter()


def find_cooperation(request: SignedInRequest, slug: str, pk: UUID) -> Cooperation:
    shown = queries.cooperations_to_show(request.user, find_association(request, slug))
    return get_object_or_404(shown, pk=pk)


def _answer(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    """The cooperation as it is now, its contacts for who may see them, and what the reader may do next."""
    shown = find_cooperation(request, slug, pk)
    fields = {name: getattr(shown, name) for name in CooperationOut.model_fields if hasattr(shown, name)}
    parties, contacts = list(shown.parties.all()), []
    if queries.sees_contacts(request.user, shown):
        contacts = [
            {
                "party": party.pk,
                "name": party.contact.name,
                "email": party.contact.email,
                "phone": party.contact.phone,
            }
            for party in parties
            if party.contact
        ]
    return fields | {
        "subject": shown.subject,
        "parties": parties,
        "steps": list(shown.steps.all()),
        "contacts": contacts,
        "acts": sorted(queries.cooperation_acts(request.user, shown)),
    }


def _details(request: SignedInRequest, slug: str, data: CooperationIn) -> dict[str, Any]:
    sent = data.dict(exclude_unset=True, exclude={"parties", "stage", "on", "version"})
    if "keeper" in sent:
        sent["keeper"] = meant_person(request, slug, sent["keeper"], "keeper")
    return sent


@router.get("cooperation", response=list[CooperationLineOut])
@paginate
def cooperation_list(
    request: SignedInRequest, slug: str, *, q: str = "", stage: str = "", state: str = "", mine: bool = False
) -> QuerySet[Cooperation]:
    """Those that the reader sees, the newest first. ``state``: open, ended, or one of the endings."""
    association = find_association(request, slug)
    return queries.cooperation_list(request.user, association, q=q[:80], stage=stage, state=state, mine=mine)


@router.post("cooperation", response={201: CooperationOut})
def begin_cooperation(request: SignedInRequest, slug: str, data: NewCooperationIn) -> Status[dict[str, Any]]:
    """A cooperation of parties that found each other without a match."""
    association = find_association(request, slug)
    parties = [
        Side(
            needed(meant_organization(request, slug, one.organization, "parties"), "parties"),
            meant_person(request, slug, one.contact, "contact"),
        )
        for one in data.parties
    ]
    begun = actions.begin_cooperation(
        association,
        parties=parties,
        stage=data.stage,
        on=data.on,
        **_details(request, slug, data),
        actor=request.user,
    )
    return Status(201, _answer(request, slug, begun.pk))


@router.post("cooperation/introduce/{uuid:pk}", response={201: CooperationOut})
def introduce(request: SignedInRequest, slug: str, pk: UUID, data: IntroduceIn) -> Status[dict[str, Any]]:
    """Tells the two sides of the match with this id each other's names and contacts."""
    association = find_association(request, slug)
    matches = Match.objects.filter(association=association).select_related(
        "association", "need__organization", "need__contact", "offer__organization", "offer__contact"
    )
    match = get_object_or_404(matches if may_keep(request.user, association) else matches.none(), pk=pk)
    stands = meant_organization(request, slug, data.organization, "organization")
    begun = actions.introduce(match, organization=stands, actor=request.user)
    return Status(201, _answer(request, slug, begun.pk))


@router.get("cooperation/{uuid:pk}", response=CooperationOut)
def cooperation(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    return _answer(request, slug, pk)


@router.patch("cooperation/{uuid:pk}", response=CooperationOut)
def amend_cooperation(
    request: SignedInRequest, slug: str, pk: UUID, data: AmendCooperationIn
) -> dict[str, Any]:
    """Subject, result, who looks after it, whether everybody may read of it."""
    shown, given = find_cooperation(request, slug, pk), _details(request, slug, data)
    actions.amend_cooperation(shown, version=data.version, **given, actor=request.user)
    return _answer(request, slug, pk)


@router.post("cooperation/{uuid:pk}/stages", response=CooperationOut)
def reach_stage(request: SignedInRequest, slug: str, pk: UUID, data: StageIn) -> dict[str, Any]:
    """Report that it came this far; with the delivery it ends."""
    actions.reach_stage(find_cooperation(request, slug, pk), **data.dict(), actor=request.user)
    return _answer(request, slug, pk)


@router.patch("cooperation/steps/{uuid:pk}", response=CooperationOut)
def amend_step(request: SignedInRequest, slug: str, pk: UUID, data: AmendStepIn) -> dict[str, Any]:
    steps = queries.steps_to_show(request.user, find_association(request, slug))
    step = actions.amend_step(get_object_or_404(steps, pk=pk), **data.dict(), actor=request.user)
    return _answer(request, slug, step.cooperation_id)


@router.post("cooperation/{uuid:pk}/end", response=CooperationOut)
def end_cooperation(request: SignedInRequest, slug: str, pk: UUID, data: EndIn) -> dict[str, Any]:
    """It came to nothing, for a reason."""
    actions.end_cooperation(find_cooperation(request, slug, pk), **data.dict(), actor=request.user)
    return _answer(request, slug, pk)


@router.post("cooperation/parties/{uuid:pk}/leave", response=CooperationOut)
def leave_cooperation(request: SignedInRequest, slug: str, pk: UUID, data: LeaveIn) -> dict[str, Any]:
    """The party goes; with fewer than two left the cooperation ends."""
    parties = queries.parties_to_show(request.user, find_association(request, slug))
    party = actions.leave_cooperation(get_object_or_404(parties, pk=pk), **data.dict(), actor=request.user)
    return _answer(request, slug, party.cooperation_id)
