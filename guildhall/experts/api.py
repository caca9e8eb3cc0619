"""The endpoints of experts, below ``a/{slug}/`` and ``p/{slug}/``."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import File as FileIn
from ninja import Router, Status, UploadedFile
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.accounts.models import Association
from guildhall.documents.models import File
from guildhall.experts import actions, permissions, queries
from guildhall.experts.lists import experts_as_excel
from guildhall.experts.models import Appointment, Expert, ExpertClass
from guildhall.experts.schemas import (
    AppointIn,
    ChangedExpertClassIn,
    ChangedExpertIn,
    CheckedFileOut,
    ExpertClassIn,
    ExpertClassOut,
    ExpertOut,
    FileRefIn,
    ImportedOut,
    NewExpertIn,
    PublicExpertOut,
    ReasonIn,
    WholeExpertOut,
)
from guildhall.registry.models import Person

router = AssociationRouter()
public = Router(auth=None)
routers: list[Router] = [router, public]
OWN = (
    "id",
    "person",
    "title",
    "fields_zh",
    "fields_en",
    "is_public",
    "retired_on",
    "title_zh",
    "title_en",
    "about_zh",
    "about_en",
    "version",
)
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _find(request: SignedInRequest, slug: str, pk: UUID) -> Expert:
    return get_object_or_404(queries.experts_to_show(request.user, find_association(request, slug)), pk=pk)


def _find_appointment(request: SignedInRequest, slug: str, pk: UUID) -> Appointment:
    found = queries.appointments_visible_to(request.user, find_association(request, slug))
    return get_object_or_404(found, pk=pk)


def _answer(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    shown = _find(request, slug, pk)
    load = queries.loads_of_experts([shown])[shown.pk]
    whole = queries.sees_whole(request.user, shown)
    return {name: getattr(shown, name) for name in OWN} | {
        "unit": shown.person.organization.name if shown.person.organization else None,
        "terms": shown.terms_now,  # type: ignore[attr-defined]  # prefetched by the query
        "in_hand": load.in_hand if whole else 0,
        "reviews_done": load.done if whole else 0,
        "conflicts": load.conflicts if whole else 0,
        "retired_reason": shown.retired_reason if whole else "",
        "appointments": [
            _appointment(request, row, whole=whole) for row, *_rest in queries.history_of(shown)
        ],
        "acts": sorted(queries.expert_acts(request.user, shown)),
    }


def _appointment(request: SignedInRequest, row: Appointment, *, whole: bool) -> dict[str, Any]:
    document = row.letter.document if row.letter else None
    return {
        "id": row.pk,
        "expert_class": row.expert_class,
        "from_on": row.from_on,
        "to_on": row.to_on,
        "standing": row.standing_on(queries.today_in(row.association)),
        "letter_id": row.letter_id if whole else None,
        "serial": document.serial if document else "",
        "ended_on": row.ended_on,
        "ended_reason": row.ended_reason if whole else "",
        "renews_id": row.renews_id,
        "acts": sorted(queries.appointment_acts(request.user, row)),
    }


@router.get("experts", response=list[ExpertOut])
@paginate
def expert_list(
    request: SignedInRequest,
    slug: str,
    q: str = "",
    field: str = "",
    expert_class: UUID | None = None,
    state: str = "",
) -> Sequence[Expert]:
    """The pool by name; ``state``: appointed, free, retired, or empty."""
    association = find_association(request, slug)
    found = queries.expert_list(
        request.user, association, text=q[:100], field=field[:100], expert_class=expert_class, state=state
    )
    return queries.LoadedExperts(found, sees_loads=queries.sees_loads(request.user, association))


@router.post("experts", response={201: WholeExpertOut})
def add_expert(request: SignedInRequest, slug: str, data: NewExpertIn) -> Status[dict[str, Any]]:
    association, given = find_association(request, slug), data.dict()
    permissions.require_may_keep_experts(request.user, association)
    person = get_object_or_404(Person.objects.filter(association=association), pk=given.pop("person_id"))
    made = actions.add_expert(association, person=person, **given, actor=request.user)
    return Status(201, _answer(request, slug, made.pk))


@router.get("experts/mine", response=WholeExpertOut)
def my_expert(request: SignedInRequest, slug: str) -> dict[str, Any]:
    """One's own entry in the pool."""
    association = find_association(request, slug)
    own = get_object_or_404(Expert.objects.filter(association=association, person__user=request.user))
    return _answer(request, slug, own.pk)


@router.get("experts/list.xlsx")
def export_experts(request: SignedInRequest, slug: str) -> HttpResponse:
    """The pool as an Excel list that can be imported again; for who keeps it."""
    association = find_association(request, slug)
    permissions.require_may_keep_experts(request.user, association)
    return HttpResponse(experts_as_excel(queries.expert_list(request.user, association)), content_type=EXCEL)


@router.get("experts/classes", response=list[ExpertClassOut])
@paginate
def expert_class_list(request: SignedInRequest, slug: str) -> QuerySet[ExpertClass]:
    association = find_association(request, slug)
    found = queries.class_list(association)
    return found if permissions.may_see_experts(request.user, association) else found.none()


@router.post("experts/classes", response={201: ExpertClassOut})
def add_expert_class(request: SignedInRequest, slug: str, data: ExpertClassIn) -> Status[ExpertClass]:
    made = actions.add_expert_class(find_association(request, slug), **data.dict(), actor=request.user)
    return Status(201, made)


@router.put("experts/classes/{uuid:pk}", response=ExpertClassOut)
def change_expert_class(
    request: SignedInRequest, slug: str, pk: UUID, data: ChangedExpertClassIn
) -> ExpertClass:
    own = ExpertClass.objects.filter(association=find_association(request, slug))
    found = get_object_or_404(own.select_related("association"), pk=pk)
    return actions.change_expert_class(found, **data.dict(), actor=request.user)


@router.post("experts/import/check", response={201: CheckedFileOut})
def check_expert_file(request: SignedInRequest, slug: str, file: FileIn[UploadedFile]) -> Status[Any]:
    """Keep a spreadsheet and say what becomes of each row; nothing is imported yet."""
    association = find_association(request, slug)
    kept = actions.check_expert_file(
        association, name=file.name or "", content=file.open(), actor=request.user
    )
    rows = [
        {
            "number": one.row.number,
            "name": one.row.name,
            "unit": one.row.unit,
            "title": one.row.title,
            "fields": one.row.fields,
            "is_new_person": one.person is None,
            "problem": one.problem,
        }
        for one in actions.checked_rows(association, kept)
    ]
    return Status(201, {"file_id": kept.pk, "rows": rows})


@router.post("experts/import", response=ImportedOut)
def import_experts(request: SignedInRequest, slug: str, data: FileRefIn) -> dict[str, int]:
    """Take in the rows of a file that one checked oneself, those without a problem."""
    association = find_association(request, slug)
    own = File.objects.filter(association=association, uploaded_by=request.user)
    file = get_object_or_404(own, pk=data.file_id)
    return {"imported": actions.import_experts(association, file=file, actor=request.user)}


@router.get("experts/{uuid:pk}", response=WholeExpertOut)
def expert(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    return _answer(request, slug, pk)


@router.put("experts/{uuid:pk}", response=WholeExpertOut)
def change_expert(request: SignedInRequest, slug: str, pk: UUID, data: ChangedExpertIn) -> dict[str, Any]:
    actions.change_expert(_find(request, slug, pk), **data.dict(), actor=request.user)
    return _answer(request, slug, pk)


@router.post("experts/{uuid:pk}/retire", response=WholeExpertOut)
def retire_expert(request: SignedInRequest, slug: str, pk: UUID, data: ReasonIn) -> dict[str, Any]:
    actions.retire_expert(_find(request, slug, pk), reason=data.reason, actor=request.user)
    return _answer(request, slug, pk)


def _term(association: Association, data: AppointIn) -> dict[str, Any]:
    classes = queries.class_list(association)
    people = Person.objects.filter(association=association)
    term = actions.Term(
        get_object_or_404(classes, pk=data.expert_class_id),
        data.from_on,
        data.to_on,
        get_object_or_404(people, pk=data.signatory_id),
    )
    return {"term": term, "text_zh": data.text_zh, "text_en": data.text_en}


@router.post("experts/{uuid:pk}/appoint", response={201: WholeExpertOut})
def appoint_expert(request: SignedInRequest, slug: str, pk: UUID, data: AppointIn) -> Status[dict[str, Any]]:
    """The letter of appointment is offered to the signatory and the expert, who sign it under letters."""
    shown = _find(request, slug, pk)
    permissions.require_may_appoint(request.user, shown.association)
    actions.appoint_expert(shown, **_term(shown.association, data), actor=request.user)
    return Status(201, _answer(request, slug, pk))


@router.post("experts/appointments/{uuid:pk}/renew", response={201: WholeExpertOut})
def renew_appointment(
    request: SignedInRequest, slug: str, pk: UUID, data: AppointIn
) -> Status[dict[str, Any]]:
    """A further term with a letter of its own."""
    shown = _find_appointment(request, slug, pk)
    permissions.require_may_appoint(request.user, shown.association)
    actions.renew_appointment(shown, **_term(shown.association, data), actor=request.user)
    return Status(201, _answer(request, slug, shown.expert_id))


@router.post("experts/appointments/{uuid:pk}/end", response=WholeExpertOut)
def end_appointment(request: SignedInRequest, slug: str, pk: UUID, data: ReasonIn) -> dict[str, Any]:
    """It ends today; its letter is revoked."""
    shown = _find_appointment(request, slug, pk)
    actions.end_appointment(shown, reason=data.reason, actor=request.user)
    return _answer(request, slug, shown.expert_id)


@public.get("p/{slug}/experts", response=list[PublicExpertOut])
@paginate
def public_expert_list(request: HttpRequest, slug: str) -> list[dict[str, Any]]:
    """Experts in term who are named publicly, of an association with public pages."""
    association = get_object_or_404(Association.objects.filter(is_public=True), slug=slug)
    return [
        {
            "name": one.person.name,
            "unit": one.person.organization.name if one.person.organization else None,
            "title": one.title,
            "fields": one.fields,
            "classes": [term.expert_class.name for term in one.terms_now],  # type: ignore[attr-defined]
        }
        for one in queries.public_expert_list(association)
    ]
