from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.awards import actions, queries
from guildhall.awards.api.call import public_calls
from guildhall.awards.api.finding import award_data, find_call
from guildhall.awards.http import require_patience
from guildhall.awards.models import Call, Entry, Objection
from guildhall.awards.schemas import (
    AnswerIn,
    AwardOut,
    DecideIn,
    JobOut,
    ObjectedOut,
    ObjectionIn,
    ObjectionOut,
    PublicResultOut,
    ReasonIn,
    ResultOut,
)
from guildhall.meetings.queries import resolutions_visible_to

router = AssociationRouter()
public = Router(auth=None)


def _shown(call: Call) -> dict[str, Any]:
    """What everybody may see of the result."""
    return {
        "state": call.state,
        "publicity_from": call.publicity_from,
        "publicity_to": call.publicity_to,
        "takes_objections": queries.takes_objections(call),
        "resolution": call.resolution.serial if call.resolution else "",
        "categories": [
            {
                "category": category.name,
                "winners": [
                    {
                        "entry_id": one.entry.pk,
                        "number": one.entry.number,
                        "title": one.entry.title,
                        "entrant": one.entry.entrant.name,
                        "prize": one.prize.name,
                    }
                    for one in lines
                ],
            }
            for category, lines in queries.result_lines(call)
        ],
    }


@router.get("awards/{uuid:pk}/result", response=ResultOut)
def result(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    """From the publicity period on; before, for who reads everything."""
    shown = find_call(request, slug, pk)
    if not queries.sees_result(request.user, shown):
        raise Http404
    return _shown(shown) | {
        "awards": [award_data(one) for one in queries.awards_of(shown)],
        "job_id": shown.job_id,
        "acts": sorted(queries.result_acts(request.user, shown)),
    }


@router.post("awards/{uuid:pk}/publicity", response=ResultOut)
def begin_publicity(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    """Make the proposed result public; everybody may object until the period is over."""
    actions.begin_publicity(find_call(request, slug, pk), actor=request.user)
    return result(request, slug, pk)


def _objected(call: Call, data: ObjectionIn, actor: Any) -> Status[Objection]:
    given = data.dict()
    key = given.pop("entry_id")
    entry = get_object_or_404(Entry.objects.filter(call=call), pk=key) if key else None
    return Status(201, actions.object_to_result(call, entry=entry, **given, actor=actor))


@router.post("awards/{uuid:pk}/objections", response={201: ObjectionOut})
def object_to_result(request: SignedInRequest, slug: str, pk: UUID, data: ObjectionIn) -> Status[Objection]:
    """Refused after the publicity period."""
    return _objected(find_call(request, slug, pk), data, request.user)


@router.get("awards/{uuid:pk}/objections", response=list[ObjectionOut])
@paginate
def objection_list(request: SignedInRequest, slug: str, pk: UUID) -> QuerySet[Objection]:
    """For who reads everything; to others their own."""
    return queries.objection_list(request.user, find_call(request, slug, pk))


@router.post("awards/objections/{uuid:pk}/answer", response=ObjectionOut)
def answer_objection(request: SignedInRequest, slug: str, pk: UUID, data: AnswerIn) -> Objection:
    """By a second person. Upheld, the entry is excluded and the result has to be made public again."""
    found = queries.objections_visible_to(request.user, find_association(request, slug))
    objection = get_object_or_404(found, pk=pk)
    return actions.answer_objection(objection, **data.dict(), actor=request.user)


@router.post("awards/{uuid:pk}/decide", response=ResultOut)
def decide_result(request: SignedInRequest, slug: str, pk: UUID, data: DecideIn) -> dict[str, Any]:
    """By a resolution of the call's body."""
    shown = find_call(request, slug, pk)
    known = resolutions_visible_to(request.user, shown.association)
    resolution = get_object_or_404(known, pk=data.resolution_id)
    actions.decide_result(shown, resolution=resolution, actor=request.user)
    return result(request, slug, pk)


@router.post("awards/{uuid:pk}/certificates", response=JobOut)
def issue_certificates(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, UUID]:
    """In the background; the job says how far it is."""
    return {"job_id": actions.issue_certificates(find_call(request, slug, pk), actor=request.user).pk}


@router.post("awards/given/{uuid:pk}/revoke", response=AwardOut)
def revoke_award(request: SignedInRequest, slug: str, pk: UUID, data: ReasonIn) -> dict[str, Any] | None:
    """Verification of its certificate says so from now on."""
    found = queries.awards_visible_to(request.user, find_association(request, slug))
    return award_data(
        actions.revoke_award(get_object_or_404(found, pk=pk), reason=data.reason, actor=request.user)
    )


@public.get("p/{slug}/awards/{uuid:pk}/result", response=PublicResultOut)
def public_result(request: HttpRequest, slug: str, pk: UUID) -> dict[str, Any]:
    """During the publicity period and once it is decided."""
    shown = get_object_or_404(public_calls(slug), pk=pk)
    if shown.state not in (Call.State.PUBLICITY, Call.State.DECIDED):
        raise Http404
    return _shown(shown)


@public.post("p/{slug}/awards/{uuid:pk}/objections", response={201: ObjectedOut})
def public_objection(request: HttpRequest, slug: str, pk: UUID, data: ObjectionIn) -> Status[Objection]:
    """From anybody, during the publicity period; so often an hour from one address."""
    shown = get_object_or_404(public_calls(slug), pk=pk)
    require_patience(request)
    return _objected(shown, data, None)
