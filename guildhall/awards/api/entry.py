from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import File, Status, UploadedFile
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.awards import actions, queries
from guildhall.awards.api.finding import award_data, find_call, find_entry
from guildhall.awards.models import Call, Entry
from guildhall.awards.schemas import (
    ChangedEntryIn,
    EntryIn,
    EntryLineOut,
    EntryOut,
    NewEntryIn,
    ReasonIn,
    WholeEntryOut,
    WithdrawIn,
)
from guildhall.core.errors import InvalidError
from guildhall.registry.models import Person

router = AssociationRouter()


def _answer(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    shown = find_entry(request, slug, pk)
    fields = {name: getattr(shown, name) for name in EntryOut.model_fields if name not in ("people", "files")}
    return fields | {
        "people": list(shown.people.all()),
        "files": list(shown.files.select_related("file")),
        "verdicts": queries.verdicts_of(shown),
        "award": award_data(queries.award_of(shown)),
        "acts": sorted(queries.entry_acts(request.user, shown)),
    }


def _given(call: Call, data: EntryIn) -> dict[str, Any]:
    given = data.dict()
    people = list(Person.objects.filter(association=call.association_id, pk__in=data.people))
    if len(people) < len(set(data.people)):
        raise InvalidError(
            _("Name at most 50 people, all known to this association."),
            code="of_elsewhere",
            details={"field": "people"},
        )
    category = get_object_or_404(call.categories.select_related("association"), pk=given.pop("category_id"))
    return given | {"category": category, "people": people}


@router.get("awards/{uuid:pk}/entries", response=list[EntryLineOut])
@paginate
def entry_list(
    request: SignedInRequest,
    slug: str,
    pk: UUID,
    category: UUID | None = None,
    state: str = "",
    q: str = "",
) -> QuerySet[Entry]:
    """Entries of a call by number; what the caller may see of them."""
    shown = find_call(request, slug, pk)
    return queries.entry_list(request.user, shown, category=category, state=state, text=q[:100])


@router.get("awards/mine", response=list[EntryLineOut])
@paginate
def my_entry_list(request: SignedInRequest, slug: str) -> QuerySet[Entry]:
    """One's own and one's unit's entries."""
    return queries.my_entry_list(request.user, find_association(request, slug))


@router.post("awards/{uuid:pk}/entries", response={201: WholeEntryOut})
def start_entry(request: SignedInRequest, slug: str, pk: UUID, data: NewEntryIn) -> Status[dict[str, Any]]:
    """A draft for the caller's unit, or in the own name with ``as_person``."""
    shown = find_call(request, slug, pk)
    made = actions.start_entry(**_given(shown, data), actor=request.user)
    return Status(201, _answer(request, slug, made.pk))


@router.get("awards/entries/{uuid:pk}", response=WholeEntryOut)
def entry(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    return _answer(request, slug, pk)


@router.put("awards/entries/{uuid:pk}", response=WholeEntryOut)
def change_entry(request: SignedInRequest, slug: str, pk: UUID, data: ChangedEntryIn) -> dict[str, Any]:
    """Change it as a whole until entries close; 409 when somebody changed it since ``version``."""
    shown = find_entry(request, slug, pk)
    actions.change_entry(shown, **_given(shown.call, data), actor=request.user)
    return _answer(request, slug, pk)


@router.post("awards/entries/{uuid:pk}/files", response={201: WholeEntryOut})
def attach_entry_file(
    request: SignedInRequest, slug: str, pk: UUID, file: File[UploadedFile]
) -> Status[dict[str, Any]]:
    """Send the file as ``multipart/form-data``."""
    shown = find_entry(request, slug, pk)
    actions.attach_entry_file(shown, name=file.name or "", content=file.open(), actor=request.user)
    return Status(201, _answer(request, slug, pk))


@router.delete("awards/entries/{uuid:pk}/files/{uuid:file_pk}", response=WholeEntryOut)
def remove_entry_file(request: SignedInRequest, slug: str, pk: UUID, file_pk: UUID) -> dict[str, Any]:
    shown = find_entry(request, slug, pk)
    attached = get_object_or_404(shown.files.select_related("entry__association"), pk=file_pk)
    actions.remove_entry_file(attached, actor=request.user)
    return _answer(request, slug, pk)


@router.post("awards/entries/{uuid:pk}/submit", response=WholeEntryOut)
def submit_entry(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    """Refused by the rules of the call, with each rule's sentence as ``verdicts``."""
    actions.submit_entry(find_entry(request, slug, pk), actor=request.user)
    return _answer(request, slug, pk)


@router.post("awards/entries/{uuid:pk}/withdraw", response=WholeEntryOut)
def withdraw_entry(request: SignedInRequest, slug: str, pk: UUID, data: WithdrawIn) -> dict[str, Any]:
    actions.withdraw_entry(find_entry(request, slug, pk), reason=data.reason, actor=request.user)
    return _answer(request, slug, pk)


@router.post("awards/entries/{uuid:pk}/exclude", response=WholeEntryOut)
def exclude_entry(request: SignedInRequest, slug: str, pk: UUID, data: ReasonIn) -> dict[str, Any]:
    actions.exclude_entry(find_entry(request, slug, pk), reason=data.reason, actor=request.user)
    return _answer(request, slug, pk)
