"""Rows that a request names by their ids: of the association, or refused."""

from collections.abc import Iterable
from typing import Any, TypeVar, cast
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.accounts.models import Association
from guildhall.commitments import queries
from guildhall.commitments.actions import CommitmentDetails
from guildhall.commitments.models import Commitment, Course, Milestone, Plan
from guildhall.commitments.schemas import CommitmentIn
from guildhall.core.errors import InvalidError
from guildhall.registry.models import Body, Organization, Person

router = AssociationRouter()
Row = TypeVar("Row", bound=Model)


def find_commitment(request: SignedInRequest, slug: str, pk: UUID) -> Commitment:
    association = find_association(request, slug)
    return get_object_or_404(queries.commitments_to_show(request.user, association), pk=pk)


def find_milestone(request: SignedInRequest, slug: str, pk: UUID) -> Milestone:
    association = find_association(request, slug)
    return get_object_or_404(queries.milestones_of(request.user, association), pk=pk)


def find_plan(request: SignedInRequest, slug: str, pk: UUID) -> Plan:
    plans = queries.plans_visible_to(request.user, find_association(request, slug))
    return get_object_or_404(plans.select_related("body__association", "association", "predecessor"), pk=pk)


def find_whole_plan(request: SignedInRequest, slug: str, pk: UUID) -> Plan:
    plan = find_plan(request, slug, pk)
    if not queries.reads_whole(request.user, plan):
        raise Http404
    return plan


def one(rows: QuerySet[Row], pk: UUID | None, *, field: str) -> Row | None:
    """The row with that id; None for none; refused (422) when it is not among ``rows``."""
    return None if pk is None else several(rows, [pk], field=field)[0]


def several(rows: QuerySet[Row], keys: Iterable[UUID], *, field: str) -> list[Row]:
    """The rows with these ids, in that order; refused (422) when one is not among ``rows``."""
    wanted = list(dict.fromkeys(keys))
    found = {row.pk: row for row in rows.filter(pk__in=wanted)}
    if missing := [str(pk) for pk in wanted if pk not in found]:
        raise InvalidError(
            _("There is no %(field)s with this id: %(ids)s.") % {"field": field, "ids": ", ".join(missing)},
            code="unknown_id",
            details={"field": field, "ids": missing},
        )
    return [found[pk] for pk in wanted]


def body_of(pk: UUID, association: Association) -> Body:
    bodies = Body.objects.filter(association=association).select_related("association")
    return several(bodies, [pk], field="body")[0]


def people_of(association: Association) -> QuerySet[Person]:
    return Person.objects.filter(association=association).select_related("user")


def details_of(data: CommitmentIn, association: Association) -> CommitmentDetails:
    """What was sent of a commitment, with rows in place of ids; what was left out is left out."""
    sent: dict[str, Any] = data.dict(exclude_unset=True)
    details = {name: value for name, value in sent.items() if name in CommitmentIn.model_fields}
    people, units = people_of(association), Organization.objects.filter(association=association)
    choices: dict[str, QuerySet[Any]] = {"responsible": people, "superior": people, "lead": units}
    choices["course"] = Course.objects.filter(association=association)
    for name in choices.keys() & details.keys():
        details[name] = one(choices[name], details[name], field=name)
    if "supporting" in details:
        details["supporting"] = several(units, details["supporting"], field="supporting")
    return cast(CommitmentDetails, details)
