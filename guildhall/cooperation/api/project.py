from collections.abc import Sequence
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.accounts.models import Association
from guildhall.cooperation import actions, queries
from guildhall.cooperation.actions import Owner
from guildhall.cooperation.models import JointProject, Measurement, ProjectOwner
from guildhall.cooperation.schemas.project import (
    AbandonIn,
    AmendProjectIn,
    ChangeOwnerIn,
    CompleteIn,
    MeasurementIn,
    NewProjectIn,
    OwnerIn,
    ProjectLineOut,
    ProjectOut,
    PublicProjectOut,
    ReleaseOwnerIn,
    VersionIn,
    WhyIn,
)
from guildhall.cooperation.sight import visible_agreements, visible_cooperations
from guildhall.core.errors import InvalidError
from guildhall.registry.api.references import meant_organization, meant_person, needed

router = AssociationRouter()
public = Router(auth=None)


def find_project(request: SignedInRequest, slug: str, pk: UUID) -> JointProject:
    shown = queries.projects_to_show(request.user, find_association(request, slug))
    return get_object_or_404(shown, pk=pk)


def find_measurement(request: SignedInRequest, slug: str, pk: UUID) -> Measurement:
    shown = queries.measurements_to_show(request.user, find_association(request, slug))
    return get_object_or_404(shown, pk=pk)


def find_owner(request: SignedInRequest, slug: str, pk: UUID) -> ProjectOwner:
    return get_object_or_404(queries.owners_to_show(request.user, find_association(request, slug)), pk=pk)


def above_meant(request: SignedInRequest, slug: str, data: Any) -> dict[str, Any]:
    """The agreement or cooperation that is named, as the actions take it; refused (422) where there is none."""
    association = find_association(request, slug)
    above: dict[str, Any] = {}
    if data.agreement is not None:
        seen = visible_agreements(request.user, association).select_related("association", "cooperation")
        above["agreement"] = seen.filter(pk=data.agreement).first()
    elif getattr(data, "cooperation", None) is not None:
        known = visible_cooperations(request.user, association).select_related("association")
        above["cooperation"] = known.filter(pk=data.cooperation).first()
    if None in above.values():
        raise InvalidError(
            _("There is nothing with this id: %(id)s.") % {"id": data.agreement or data.cooperation},
            code="unknown_reference",
            details={"field": next(iter(above))},
        )
    return above


def _owners(request: SignedInRequest, slug: str, given: Sequence[OwnerIn]) -> list[Owner]:
    return [
        Owner(
            needed(meant_organization(request, slug, one.organization, "owners"), "owners"),
            meant_person(request, slug, one.person, "owners"),
        )
        for one in given
    ]


def _measured(line: queries.MeasurementLine) -> dict[str, Any]:
    row = line.row
    names = ("id", "measured_on", "value", "note", "confirmed_at", "disputed_reason")
    return {name: getattr(row, name) for name in names} | {
        "state": line.state,
        "reported_by": str(row.reported_by or ""),
        "reported_for": row.reported_for.name if row.reported_for else None,
        "confirmed_by": str(row.confirmed_by) if row.confirmed_by else None,
        "evidence": row.evidence.name if row.evidence else None,
        "may_judge": line.may_judge,
    }


def _side(line: queries.OwnerLine) -> dict[str, Any]:
    names = ("id", "organization", "person", "left_on", "left_reason")
    more = {"acts": line.acts, "has_left": line.has_left, "commitment": line.commitment}
    return {name: getattr(line.row, name) for name in names} | more


def _answer(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    """The project as it is now, and what the reader may do next."""
    shown = find_project(request, slug, pk)
    names = {*ProjectOut.model_fields, "agreement_id", "cooperation_id"} - {"owners"}
    fields = {name: getattr(shown, name) for name in names if hasattr(shown, name)}
    lines = queries.measurement_lines(shown, request.user, find_association(request, slug))
    return fields | {
        "project": shown,
        "owners": list(shown.owners.all()),
        "sides": [_side(line) for line in queries.owner_lines(shown, request.user)],
        "lacking": queries.lacking_sides(shown),
        "measurements": [_measured(line) for line in lines or []],
        "acts": sorted(queries.project_acts(request.user, shown)),
    }


@router.get("joint-projects", response=list[ProjectLineOut])
@paginate
def project_list(
    request: SignedInRequest, slug: str, *, q: str = "", state: str = "", mine: bool = False
) -> QuerySet[JointProject]:
    """Those that you see, the newest first, with where they stand."""
    association = find_association(request, slug)
    return queries.project_list(request.user, association, q=q[:80], state=state, mine=mine)


@router.post("joint-projects", response={201: ProjectOut})
def plan_project(request: SignedInRequest, slug: str, data: NewProjectIn) -> Status[dict[str, Any]]:
    """Of an agreement or cooperation. Figures and owners may follow, up to the start."""
    above = above_meant(request, slug, data)
    given = data.dict(exclude={"agreement", "cooperation", "owners"})
    planned = actions.plan_project(
        **above, **given, owners=_owners(request, slug, data.owners), actor=request.user
    )
    return Status(201, _answer(request, slug, planned.pk))


@router.get("joint-projects/{uuid:pk}", response=ProjectOut)
def project(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    return _answer(request, slug, pk)


@router.patch("joint-projects/{uuid:pk}", response=ProjectOut)
def amend_project(request: SignedInRequest, slug: str, pk: UUID, data: AmendProjectIn) -> dict[str, Any]:
    """Until it starts."""
    given = data.dict(exclude_unset=True, exclude={"owners", "version"})
    owners = None if data.owners is None else _owners(request, slug, data.owners)
    shown = find_project(request, slug, pk)
    actions.amend_project(shown, version=data.version, owners=owners, **given, actor=request.user)
    return _answer(request, slug, pk)


@router.post("joint-projects/{uuid:pk}/start", response=ProjectOut)
def start_project(request: SignedInRequest, slug: str, pk: UUID, data: VersionIn) -> dict[str, Any]:
    """Each side promises it: a commitment of its owner, under way from now on."""
    actions.start_project(find_project(request, slug, pk), version=data.version, actor=request.user)
    return _answer(request, slug, pk)


@router.post("joint-projects/{uuid:pk}/complete", response=ProjectOut)
def complete_project(request: SignedInRequest, slug: str, pk: UUID, data: CompleteIn) -> dict[str, Any]:
    """Its result is the last confirmed measurement against the target."""
    actions.complete_project(find_project(request, slug, pk), **data.dict(), actor=request.user)
    return _answer(request, slug, pk)


@router.post("joint-projects/{uuid:pk}/abandon", response=ProjectOut)
def abandon_project(request: SignedInRequest, slug: str, pk: UUID, data: AbandonIn) -> dict[str, Any]:
    """What the sides promised and have not done is cancelled with it."""
    actions.abandon_project(find_project(request, slug, pk), **data.dict(), actor=request.user)
    return _answer(request, slug, pk)


@router.post("joint-projects/{uuid:pk}/measurements", response=ProjectOut)
def report_measurement(
    request: SignedInRequest,
    slug: str,
    pk: UUID,
    data: Form[MeasurementIn],
    evidence: File[UploadedFile | None] = None,
) -> dict[str, Any]:
    """As a form (``multipart/form-data``), with the file that shows it as ``evidence``."""
    file = None if evidence is None else (evidence.name or "", cast(BinaryIO, evidence))
    shown = find_project(request, slug, pk)
    actions.report_measurement(shown, **data.dict(), evidence=file, actor=request.user)
    return _answer(request, slug, pk)


@router.post("joint-projects/measurements/{uuid:pk}/confirm", response=ProjectOut)
def confirm_measurement(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    """By a second side; from now on it counts."""
    confirmed = actions.confirm_measurement(find_measurement(request, slug, pk), actor=request.user)
    return _answer(request, slug, confirmed.project_id)


@router.post("joint-projects/measurements/{uuid:pk}/dispute", response=ProjectOut)
def dispute_measurement(request: SignedInRequest, slug: str, pk: UUID, data: WhyIn) -> dict[str, Any]:
    found = find_measurement(request, slug, pk)
    actions.dispute_measurement(found, reason=data.reason, actor=request.user)
    return _answer(request, slug, found.project_id)


@router.post("joint-projects/owners/{uuid:pk}/change", response=ProjectOut)
def change_owner(request: SignedInRequest, slug: str, pk: UUID, data: ChangeOwnerIn) -> dict[str, Any]:
    """Somebody else of the same party answers for it."""
    found = find_owner(request, slug, pk)
    person = needed(meant_person(request, slug, data.person, "person"), "person")
    actions.change_owner(found, person=person, reason=data.reason, actor=request.user)
    return _answer(request, slug, found.project_id)


@router.post("joint-projects/owners/{uuid:pk}/release", response=ProjectOut)
def release_owner(request: SignedInRequest, slug: str, pk: UUID, data: ReleaseOwnerIn) -> dict[str, Any]:
    """The party left: what it promised is handed over, or cancelled."""
    found = find_owner(request, slug, pk)
    to = meant_person(request, slug, data.to, "to")
    actions.release_owner(found, to=to, reason=data.reason, actor=request.user)
    return _answer(request, slug, found.project_id)


@public.get("p/{slug}/joint-projects", response=list[PublicProjectOut])
@paginate
def public_project_list(request: HttpRequest, slug: str) -> QuerySet[JointProject]:
    """Joint projects that were made public, with where they stand."""
    association = get_object_or_404(Association.objects.public(), slug=slug)
    return queries.public_projects(association)
