from typing import Any, BinaryIO, cast
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import File, Status
from ninja.files import UploadedFile
from ninja.pagination import paginate

from guildhall.accounts.http import SignedInRequest, find_association
from guildhall.accounts.models import Association
from guildhall.commitments import actions, queries
from guildhall.commitments.api.rows import body_of, people_of, router, several
from guildhall.commitments.models import Letter, LetterParty
from guildhall.commitments.printing import letter_preview
from guildhall.commitments.schemas import (
    ChangedLetterIn,
    LetterIn,
    LetterLineOut,
    NewLetterIn,
    ReasonIn,
    SignIn,
    WholeLetterOut,
)
from guildhall.documents.queries import content_path


def _find(request: SignedInRequest, slug: str, pk: UUID) -> Letter:
    letters = queries.letters_to_show(request.user, find_association(request, slug))
    return get_object_or_404(letters, pk=pk)


def _find_party(request: SignedInRequest, slug: str, pk: UUID) -> LetterParty:
    parties = queries.parties_visible_to(request.user, find_association(request, slug))
    return get_object_or_404(parties, pk=pk)


def _answer(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, object]:
    """The letter as it is now, with its targets' lights and what the reader may do next."""
    letter = _find(request, slug, pk)
    fields = {name: getattr(letter, name) for name in WholeLetterOut.model_fields if hasattr(letter, name)}
    document = letter.document
    return fields | {
        "parties": list(letter.parties.all()),
        "targets": queries.targets_of(letter),
        "serial": document.serial if document else "",
        "code": document.spaced_code if document else "",
        "acts": sorted(queries.letter_acts(request.user, letter)),
    }


def _given(request: SignedInRequest, data: LetterIn, association: Association) -> dict[str, Any]:
    people = several(people_of(association), [party.person for party in data.parties], field="parties")
    commitments = queries.commitments_visible_to(request.user, association)
    by_id = {person.pk: person for person in people}
    values = data.dict(include={"title_zh", "title_en", "text_zh", "text_en", "from_on", "to_on"})
    return values | {
        "parties": [
            actions.Party(by_id[party.person], party.role_zh, party.role_en) for party in data.parties
        ],
        "targets": several(commitments, data.targets, field="targets"),
    }


@router.get("letters", response=list[LetterLineOut])
@paginate
def letter_list(request: SignedInRequest, slug: str, kind: str = "", state: str = "") -> QuerySet[Letter]:
    """Letters that the reader may see, the latest first."""
    return queries.letter_list(request.user, find_association(request, slug), kind=kind, state=state)


@router.post("letters", response={201: WholeLetterOut})
def draft_letter(request: SignedInRequest, slug: str, data: NewLetterIn) -> Status[dict[str, object]]:
    association = find_association(request, slug)
    letter = actions.draft_letter(
        body=body_of(data.body, association),
        kind=data.kind,
        **_given(request, data, association),
        actor=request.user,
    )
    return Status(201, _answer(request, slug, letter.pk))


@router.get("letters/{uuid:pk}", response=WholeLetterOut)
def letter(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, object]:
    return _answer(request, slug, pk)


@router.put("letters/{uuid:pk}", response=WholeLetterOut)
def change_letter(request: SignedInRequest, slug: str, pk: UUID, data: ChangedLetterIn) -> dict[str, object]:
    """Change a draft as a whole."""
    shown = _find(request, slug, pk)
    given = _given(request, data, shown.association)
    actions.change_letter(shown, version=data.version, **given, actor=request.user)
    return _answer(request, slug, pk)


@router.post("letters/{uuid:pk}/offer", response=WholeLetterOut)
def offer_letter(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, object]:
    actions.offer_letter(_find(request, slug, pk), actor=request.user)
    return _answer(request, slug, pk)


@router.delete("letters/{uuid:pk}", response={204: None})
def discard_letter(request: SignedInRequest, slug: str, pk: UUID) -> Status[None]:
    """Take away a draft that was never offered."""
    actions.discard_letter(_find(request, slug, pk), actor=request.user)
    return Status(204, None)


@router.post("letters/{uuid:pk}/revoke", response=WholeLetterOut)
def revoke_letter(request: SignedInRequest, slug: str, pk: UUID, data: ReasonIn) -> dict[str, object]:
    """From now on verification answers "revoked"."""
    actions.revoke_letter(_find(request, slug, pk), **data.dict(), actor=request.user)
    return _answer(request, slug, pk)


@router.get("letters/{uuid:pk}/pdf")
def print_letter(request: SignedInRequest, slug: str, pk: UUID) -> HttpResponse:
    """The issued document, or how it will look."""
    shown = _find(request, slug, pk)
    if shown.document is not None:
        content = content_path(shown.document.file).read_bytes()
    else:
        content = letter_preview(shown)
    return HttpResponse(content, content_type="application/pdf")


@router.post("signatures/{uuid:pk}", response=WholeLetterOut)
def sign_letter(request: SignedInRequest, slug: str, pk: UUID, data: SignIn) -> dict[str, object]:
    """Sign as the party with this id, for oneself; ``confirmed`` is the party's own word."""
    party = _find_party(request, slug, pk)
    actions.sign_letter(party, **data.dict(), actor=request.user)
    return _answer(request, slug, party.letter_id)


@router.post("signatures/{uuid:pk}/paper", response=WholeLetterOut)
def record_signature(
    request: SignedInRequest, slug: str, pk: UUID, scan: File[UploadedFile]
) -> dict[str, object]:
    """Record that the party signed on paper; the scan is kept."""
    party = _find_party(request, slug, pk)
    actions.record_signature(party, scan=(scan.name or "", cast(BinaryIO, scan)), actor=request.user)
    return _answer(request, slug, party.letter_id)
