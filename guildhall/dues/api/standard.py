from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.core.errors import InvalidError
from guildhall.dues import actions, queries
from guildhall.dues.models import DuesStandard
from guildhall.dues.schemas import (
    AdoptStandardIn,
    ChangeStandardIn,
    NewStandardIn,
    RatesIn,
    StandardLineOut,
    StandardOut,
)
from guildhall.meetings.models import Motion
from guildhall.members.models import Tier
from guildhall.registry.api.references import meant_body, needed

router = AssociationRouter()


def find_standard(request: SignedInRequest, slug: str, pk: UUID) -> DuesStandard:
    standards = queries.standard_list(request.user, find_association(request, slug))
    return get_object_or_404(standards, pk=pk)


def _answer(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    shown = find_standard(request, slug, pk)
    fields = {name: getattr(shown, name) for name in StandardOut.model_fields if hasattr(shown, name)}
    return fields | {
        "rates": list(shown.rates.select_related("tier")),
        "acts": sorted(queries.standard_acts(request.user, shown)),
    }


@router.get("dues/standards", response=list[StandardLineOut])
@paginate
def standard_list(request: SignedInRequest, slug: str) -> QuerySet[DuesStandard]:
    """The adopted ones; drafts for those who work on them."""
    return queries.standard_list(request.user, find_association(request, slug))


@router.post("dues/standards", response={201: StandardOut})
def draft_standard(request: SignedInRequest, slug: str, data: NewStandardIn) -> Status[dict[str, Any]]:
    body = needed(meant_body(request, slug, data.body_id, "body_id"), "body_id")
    given = data.dict(exclude={"body_id"})
    drafted = actions.draft_standard(find_association(request, slug), body=body, **given, actor=request.user)
    return Status(201, _answer(request, slug, drafted.pk))


@router.get("dues/standards/{uuid:pk}", response=StandardOut)
def standard(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    return _answer(request, slug, pk)


@router.patch("dues/standards/{uuid:pk}", response=StandardOut)
def change_standard(request: SignedInRequest, slug: str, pk: UUID, data: ChangeStandardIn) -> dict[str, Any]:
    shown = find_standard(request, slug, pk)
    actions.change_standard(shown, **data.dict(exclude_unset=True), actor=request.user)
    return _answer(request, slug, pk)


@router.put("dues/standards/{uuid:pk}/rates", response=StandardOut)
def set_rates(request: SignedInRequest, slug: str, pk: UUID, data: RatesIn) -> dict[str, Any]:
    """All rates at once, in fen a year; a tier left out has none."""
    shown = find_standard(request, slug, pk)
    tiers = Tier.objects.filter(association=shown.association).in_bulk([one.tier_id for one in data.rates])
    if unknown := [str(one.tier_id) for one in data.rates if one.tier_id not in tiers]:
        raise InvalidError(
            _("There is no tier with this id: %(ids)s.") % {"ids": ", ".join(unknown)},
            code="unknown_id",
            details={"field": "rates", "ids": unknown},
        )
    rates = {tiers[one.tier_id]: one.amount for one in data.rates}
    actions.set_rates(shown, rates=rates, version=data.version, actor=request.user)
    return _answer(request, slug, pk)


def _motion(standard: DuesStandard, pk: UUID | None) -> Motion | None:
    motion = queries.motions_for(standard).filter(pk=pk).first() if pk else None
    if pk and motion is None:
        raise InvalidError(
            _("There is no such motion in a meeting of this body."),
            code="unknown_id",
            details={"field": "motion_id"},
        )
    return motion


@router.post("dues/standards/{uuid:pk}/adopt", response=StandardOut)
def adopt_standard(request: SignedInRequest, slug: str, pk: UUID, data: AdoptStandardIn) -> dict[str, Any]:
    """Refused with the charter's sentence: voted openly, without quorum, not carried, too many tiers."""
    shown = find_standard(request, slug, pk)
    motion = _motion(shown, data.motion_id)
    given = data.dict(exclude={"motion_id"}, exclude_unset=True)
    actions.adopt_standard(shown, motion=motion, **given, actor=request.user)
    return _answer(request, slug, pk)
