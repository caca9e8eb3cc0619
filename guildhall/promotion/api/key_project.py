from typing import Any, BinaryIO, cast
from uuid import UUID

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import File, Router, Status
from ninja.files import UploadedFile
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.accounts.models import Association
from guildhall.core.errors import InvalidError
from guildhall.promotion import actions, queries
from guildhall.promotion.models import KeyProject
from guildhall.promotion.schemas import (
    ChangeKeyProjectIn,
    ColumnOut,
    EndIn,
    ImportedOut,
    KeyProjectIn,
    KeyProjectOut,
    MilestoneIn,
    MoveIn,
    NoteIn,
    PublicKeyProjectOut,
    PublishIn,
    WholeKeyProjectOut,
    WithdrawIn,
)
from guildhall.registry.api.references import meant_organization, meant_person, needed

router = AssociationRouter()
public = Router(auth=None)


def find_key_project(request: SignedInRequest, slug: str, pk: UUID) -> KeyProject:
    rows = queries.key_projects(request.user, find_association(request, slug))
    return get_object_or_404(rows, pk=pk)


def _whole(request: SignedInRequest, slug: str, pk: UUID) -> KeyProject:
    shown = find_key_project(request, slug, pk)
    prefetch_related_objects([shown], Prefetch("notes", queries.notes_of(shown)))
    more = {
        "milestones": list(queries.milestones_of(shown, request.user)),
        "acts": sorted(queries.key_project_acts(request.user, shown)),
    }
    for name, value in more.items():
        setattr(shown, name, value)
    return shown


def _details(request: SignedInRequest, slug: str, data: KeyProjectIn) -> actions.KeyProjectDetails:
    """What was sent, with rows in place of ids; what was left out is left out."""
    sent: dict[str, Any] = data.dict(exclude_unset=True, exclude={"version"})
    association = find_association(request, slug)
    of_chain: dict[str, QuerySet[Any]] = {
        "chain_id": queries.chains_of(association),
        "segment_id": queries.segments_of(association),
    }
    for name in of_chain.keys() & sent.keys():
        sent[name.removesuffix("_id")] = _row(of_chain[name], sent.pop(name), name)
    if "investor_id" in sent:
        sent["investor"] = meant_organization(request, slug, sent.pop("investor_id"), "investor_id")
    if "responsible_id" in sent:
        sent["responsible"] = meant_person(request, slug, sent.pop("responsible_id"), "responsible_id")
    if "step" in sent:
        sent["step"] = sent["step"] or ""
    return cast(actions.KeyProjectDetails, sent)


def _row(rows: QuerySet[Any], pk: UUID | None, field: str) -> Any:
    found = None if pk is None else rows.filter(pk=pk).first()
    if pk is not None and found is None:
        raise InvalidError(
            _("There is nothing with this id: %(id)s.") % {"id": pk},
            code="unknown_reference",
            details={"field": field},
        )
    return found


@router.get("key-projects/board", response=list[ColumnOut])
def key_project_board(request: SignedInRequest, slug: str) -> list[queries.Column]:
    """The states from lead to production, each with its sum and its latest projects."""
    return queries.board(queries.key_projects(request.user, find_association(request, slug)))


@router.get("key-projects", response=list[KeyProjectOut])
@paginate
def key_project_list(
    request: SignedInRequest, slug: str, state: str = "", kind: str = "", step: str = "", q: str = ""
) -> QuerySet[KeyProject]:
    """Those that you may see, narrowed by state (or ``open``), kind, step of the chain, and words."""
    asked = queries.KeyProjectFilter(state=state, kind=kind, step=step, q=q[:100])
    return queries.narrowed(queries.key_projects(request.user, find_association(request, slug)), asked)


@router.post("key-projects", response={201: WholeKeyProjectOut})
def add_key_project(request: SignedInRequest, slug: str, data: KeyProjectIn) -> Status[KeyProject]:
    association = find_association(request, slug)
    added = actions.add_key_project(association, **_details(request, slug, data), actor=request.user)
    return Status(201, _whole(request, slug, added.pk))


@router.post("key-projects/import", response=ImportedOut)
def import_key_projects(request: SignedInRequest, slug: str, file: File[UploadedFile]) -> ImportedOut:
    """A workbook as the page's export writes it; refused as a whole with every row that cannot be taken."""
    association = find_association(request, slug)
    content = cast(BinaryIO, file)
    added = actions.import_key_projects(
        association, name=file.name or "", content=content, actor=request.user
    )
    return ImportedOut(added=len(added))


@router.get("key-projects/{uuid:pk}", response=WholeKeyProjectOut)
def key_project(request: SignedInRequest, slug: str, pk: UUID) -> KeyProject:
    return _whole(request, slug, pk)


@router.patch("key-projects/{uuid:pk}", response=WholeKeyProjectOut)
def change_key_project(request: SignedInRequest, slug: str, pk: UUID, data: ChangeKeyProjectIn) -> KeyProject:
    shown, given = find_key_project(request, slug, pk), _details(request, slug, data)
    actions.change_key_project(shown, version=data.version, **given, actor=request.user)
    return _whole(request, slug, pk)


@router.post("key-projects/{uuid:pk}/move", response=WholeKeyProjectOut)
def move_key_project(request: SignedInRequest, slug: str, pk: UUID, data: MoveIn) -> KeyProject:
    actions.move_key_project(find_key_project(request, slug, pk), **data.dict(), actor=request.user)
    return _whole(request, slug, pk)


@router.post("key-projects/{uuid:pk}/end", response=WholeKeyProjectOut)
def end_key_project(request: SignedInRequest, slug: str, pk: UUID, data: EndIn) -> KeyProject:
    actions.end_key_project(find_key_project(request, slug, pk), **data.dict(), actor=request.user)
    return _whole(request, slug, pk)


@router.post("key-projects/{uuid:pk}/note", response=WholeKeyProjectOut)
def note_key_project(request: SignedInRequest, slug: str, pk: UUID, data: NoteIn) -> KeyProject:
    actions.note_key_project(find_key_project(request, slug, pk), **data.dict(), actor=request.user)
    return _whole(request, slug, pk)


@router.post("key-projects/{uuid:pk}/milestones", response=WholeKeyProjectOut)
def promise_milestone(request: SignedInRequest, slug: str, pk: UUID, data: MilestoneIn) -> KeyProject:
    """A commitment that follows from the project, adopted at once."""
    shown = find_key_project(request, slug, pk)
    named = needed(meant_person(request, slug, data.responsible_id, "responsible_id"), "responsible_id")
    given = data.dict(exclude={"responsible_id"})
    actions.promise_milestone(shown, **given, responsible=named, actor=request.user)
    return _whole(request, slug, pk)


@router.post("key-projects/{uuid:pk}/publish", response=WholeKeyProjectOut)
def publish_key_project(request: SignedInRequest, slug: str, pk: UUID, data: PublishIn) -> KeyProject:
    actions.publish_key_project(find_key_project(request, slug, pk), **data.dict(), actor=request.user)
    return _whole(request, slug, pk)


@router.post("key-projects/{uuid:pk}/withdraw", response=WholeKeyProjectOut)
def withdraw_key_project(request: SignedInRequest, slug: str, pk: UUID, data: WithdrawIn) -> KeyProject:
    actions.withdraw_key_project(find_key_project(request, slug, pk), **data.dict(), actor=request.user)
    return _whole(request, slug, pk)


@public.get("p/{slug}/key-projects", response=list[PublicKeyProjectOut])
@paginate
def public_key_projects(request: HttpRequest, slug: str) -> QuerySet[KeyProject]:
    association = get_object_or_404(Association.objects.public(), slug=slug)
    return queries.public_key_projects(association)


@public.get("p/{slug}/key-projects/{uuid:pk}", response=PublicKeyProjectOut)
def public_key_project(request: HttpRequest, slug: str, pk: UUID) -> KeyProject:
    association = get_object_or_404(Association.objects.public(), slug=slug)
    return get_object_or_404(queries.public_key_projects(association), pk=pk)
