from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.accounts.models import Association
from guildhall.awards import actions, queries
from guildhall.awards.api.finding import find_call
from guildhall.awards.models import Call
from guildhall.awards.permissions import reads_all_entries, require_may_keep_calls
from guildhall.awards.schemas import (
    CallIn,
    CallLineOut,
    CallOut,
    ChangedCallIn,
    NewCallIn,
    PostponeIn,
    PublicCallOut,
    ReasonIn,
    WholeCallOut,
)
from guildhall.registry.models import Body

router = AssociationRouter()
public = Router(auth=None)
LINES = {"categories", "criteria", "prizes"}


def _answer(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    shown = find_call(request, slug, pk)
    keeps = reads_all_entries(request.user, shown.association)
    fields = {name: getattr(shown, name) for name in CallOut.model_fields if name not in LINES}
    return fields | {
        "categories": list(shown.categories.all()),
        "criteria": list(shown.criteria.all()),
        "prizes": list(shown.prizes.all()),
        "fee_warnings": queries.fee_warnings(shown) if keeps else [],
        "acts": sorted(queries.call_acts(request.user, shown)),
    }


def _given(data: CallIn) -> dict[str, Any]:
    lines = actions.Lines(
        categories=[actions.CategoryLine(**one.dict()) for one in data.categories],
        criteria=[actions.CriterionLine(**one.dict()) for one in data.criteria],
        prizes=[actions.PrizeLine(**one.dict()) for one in data.prizes],
    )
    return data.dict(exclude=LINES) | {"lines": lines}


@router.get("awards", response=list[CallLineOut])
@paginate
def call_list(request: SignedInRequest, slug: str, state: str = "") -> QuerySet[Call]:
    """Calls for entries, the latest deadline first."""
    return queries.call_list(request.user, find_association(request, slug), state=state)


@router.post("awards", response={201: WholeCallOut})
def draft_call(request: SignedInRequest, slug: str, data: NewCallIn) -> Status[dict[str, Any]]:
    association, given = find_association(request, slug), _given(data)
    require_may_keep_calls(request.user, association)
    body = get_object_or_404(Body.objects.filter(association=association), pk=given.pop("body_id"))
    made = actions.draft_call(association, body=body, **given, actor=request.user)
    return Status(201, _answer(request, slug, made.pk))


@router.get("awards/{uuid:pk}", response=WholeCallOut)
def call(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    return _answer(request, slug, pk)


@router.put("awards/{uuid:pk}", response=WholeCallOut)
def change_call(request: SignedInRequest, slug: str, pk: UUID, data: ChangedCallIn) -> dict[str, Any]:
    """Change a draft as a whole."""
    actions.change_call(find_call(request, slug, pk), **_given(data), actor=request.user)
    return _answer(request, slug, pk)


@router.post("awards/{uuid:pk}/publish", response=WholeCallOut)
def publish_call(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    """It takes entries, and its rules stand."""
    actions.publish_call(find_call(request, slug, pk), actor=request.user)
    return _answer(request, slug, pk)


@router.post("awards/{uuid:pk}/postpone", response=WholeCallOut)
def postpone_call(request: SignedInRequest, slug: str, pk: UUID, data: PostponeIn) -> dict[str, Any]:
    """Later deadlines for everybody, never earlier ones."""
    actions.postpone_call(find_call(request, slug, pk), **data.dict(), actor=request.user)
    return _answer(request, slug, pk)


@router.post("awards/{uuid:pk}/cancel", response=WholeCallOut)
def cancel_call(request: SignedInRequest, slug: str, pk: UUID, data: ReasonIn) -> dict[str, Any]:
    actions.cancel_call(find_call(request, slug, pk), reason=data.reason, actor=request.user)
    return _answer(request, slug, pk)


def public_calls(slug: str) -> QuerySet[Call]:
    association = get_object_or_404(Association.objects.filter(is_public=True), slug=slug)
    return queries.public_call_list(association)


@public.get("p/{slug}/awards", response=list[PublicCallOut])
@paginate
def public_call_list(request: HttpRequest, slug: str) -> QuerySet[Call]:
    """Calls of an association with public pages."""
    return public_calls(slug)


@public.get("p/{slug}/awards/{uuid:pk}", response=PublicCallOut)
def public_call(request: HttpRequest, slug: str, pk: UUID) -> Call:
    return get_object_or_404(public_calls(slug), pk=pk)
