"""Contents of releases leave this module only through ``look_at_item``."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import File, Form, Status, UploadedFile
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest
from guildhall.documents.http import content_answer
from guildhall.documents.queries import api_file_link
from guildhall.funding import actions, queries
from guildhall.funding.api.finding import (
    Drawn,
    find_reader,
    find_record,
    find_release,
    meant,
    own_firm,
)
from guildhall.funding.models import DataItem, FirmRecord, Release
from guildhall.funding.schemas import (
    GivenOut,
    RecordOut,
    ReleaseIn,
    ReleaseOut,
    WholeReleaseOut,
)

router = AssociationRouter()
COUNTED = ("looks_shown", "looks_refused")
LOOKS_TOLD = 200


def _record_data(request: SignedInRequest, row: FirmRecord) -> dict[str, Any]:
    return {
        "id": row.pk,
        "organization": row.organization,
        "item": row.item,
        "year": row.year,
        "amount": row.amount,
        "file": api_file_link(row.file, request.user) if row.file else None,
        "note": row.note,
    }


def _release_data(release: Release) -> dict[str, Any]:
    left = ("items", *COUNTED)
    return (
        {name: getattr(release, name) for name in ReleaseOut.model_fields if name not in left}
        | {name: getattr(release, name, 0) for name in COUNTED}
        | {"items": [one.item for one in release.items.all()]}
    )


def _answer(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    release = find_release(request, slug, pk)
    acts = queries.release_acts(request.user, release)
    looks = queries.looks_at(release)[:LOOKS_TOLD] if "see_looks" in acts else []
    told = [
        {
            "item": look.item,
            "outcome": look.outcome,
            "person": look.person,
            "file": look.file.name if look.file else None,
            "at": look.at,
        }
        for look in looks
    ]
    return _release_data(release) | {"acts": sorted(acts), "looks": told}


@router.get("funding/records", response=list[RecordOut])
@paginate
def firm_record_list(request: SignedInRequest, slug: str) -> Sequence[dict[str, Any]]:
    """What the caller's own firms keep for banks; nobody else's."""
    found = queries.firm_records(request.user, find_reader(request, slug))
    return Drawn(found, lambda rows: [_record_data(request, row) for row in rows])


@router.post("funding/records", response={201: RecordOut})
def keep_firm_record(
    request: SignedInRequest,
    slug: str,
    organization_id: Form[UUID],
    item: Form[DataItem],
    year: Form[int | None] = None,
    amount: Form[int | None] = None,
    note: Form[str] = "",
    file: File[UploadedFile | None] = None,
) -> Status[dict[str, Any]]:
    """As ``multipart/form-data``: a year's turnover in fen, or a file."""
    association = find_reader(request, slug)
    made = actions.keep_firm_record(
        own_firm(request, association, organization_id),
        item=item,
        year=year,
        amount=amount,
        note=note,
        name=(file.name or "") if file else "",
        content=file.open() if file else None,
        actor=request.user,
    )
    return Status(201, _record_data(request, made))


@router.delete("funding/records/{uuid:pk}", response={204: None})
def drop_firm_record(request: SignedInRequest, slug: str, pk: UUID) -> Status[None]:
    actions.drop_firm_record(find_record(request, slug, pk), actor=request.user)
    return Status(204, None)


@router.get("funding/releases", response=list[ReleaseOut])
@paginate
def release_list(request: SignedInRequest, slug: str) -> Sequence[dict[str, Any]]:
    """Releases by the own firms and to the own bank; for the secretariat all, by the names of what was released."""
    found = queries.releases_visible_to(request.user, find_reader(request, slug))
    return Drawn(found, lambda rows: [_release_data(one) for one in rows])


@router.get("funding/releases/{uuid:pk}", response=WholeReleaseOut)
def release(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    return _answer(request, slug, pk)


@router.post("funding/releases", response={201: WholeReleaseOut})
def release_data(request: SignedInRequest, slug: str, data: ReleaseIn) -> Status[dict[str, Any]]:
    """By the firm's own people only."""
    association = find_reader(request, slug)
    banks = queries.banks_of(association).select_related("association")
    made = actions.release_data(
        own_firm(request, association, data.organization_id),
        bank=meant(banks, data.bank_id, "bank_id"),
        items=[item.value for item in data.items],
        until_on=data.until_on,
        note=data.note,
        actor=request.user,
    )
    return Status(201, _answer(request, slug, made.pk))


@router.post("funding/releases/{uuid:pk}/revoke", response=WholeReleaseOut)
def revoke_release(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    actions.revoke_release(find_release(request, slug, pk), actor=request.user)
    return _answer(request, slug, pk)


@router.post("funding/releases/{uuid:pk}/{item}/look", response=GivenOut)
def look_at_item(
    request: SignedInRequest, slug: str, pk: UUID, item: DataItem, response: HttpResponse
) -> dict[str, Any]:
    """For people of the bank. The look is recorded and the firm sees it; so is one that is refused."""
    looked = actions.look_at_item(find_release(request, slug, pk), item=item.value, actor=request.user)
    contents = looked.given()
    response["Cache-Control"] = "no-store"
    return {
        "item": item.value,
        "lines": contents.lines,
        "files": [
            {"id": row.pk, "name": row.file.name, "size": row.file.size} for row in contents.files if row.file
        ],
    }


@router.post("funding/releases/{uuid:pk}/{item}/files/{uuid:row_pk}")
def released_file(
    request: SignedInRequest, slug: str, pk: UUID, item: DataItem, row_pk: UUID
) -> FileResponse:
    """The content of a released file; a look of its own."""
    shown = find_release(request, slug, pk)
    rows = FirmRecord.objects.select_related("file").filter(file__isnull=False)
    row = get_object_or_404(rows, organization=shown.organization, item=item.value, pk=row_pk)
    looked = actions.look_at_item(shown, item=item.value, row=row, actor=request.user)
    answer = content_answer(looked.given().files[0].file)  # type: ignore[arg-type]  # those with a file
    answer["Cache-Control"] = "no-store"
    return answer
