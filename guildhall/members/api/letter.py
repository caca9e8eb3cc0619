from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import File, Form, Status, UploadedFile
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.members import actions, queries
from guildhall.members.actions import Named
from guildhall.members.models import Member, RepresentativeLetter
from guildhall.members.schemas import LetterIn, LetterOut, RefuseLetterIn
from guildhall.registry.models import Person
from guildhall.registry.queries import today_in

router = AssociationRouter()


def find_letter(request: SignedInRequest, slug: str, pk: UUID) -> RepresentativeLetter:
    association = find_association(request, slug)
    return get_object_or_404(queries.letters(association, viewer=request.user), pk=pk)


def details_of(member: Member, data: LetterIn) -> dict[str, Any]:
    """What the action takes: people and seat of the unit instead of their identifiers."""
    people = Person.objects.filter(organization=member.organization_id, is_guest=False)
    seats = queries.seats_of_member(member, today_in(member.association))
    chosen = get_object_or_404(people, pk=data.representative_id) if data.representative_id else None
    known = [Named(get_object_or_404(people, pk=pk)) for pk in data.stand_in_ids]
    return {
        "representative": Named(chosen, data.name, data.phone, data.email),
        "stand_ins": [*known, *Named.in_lines(data.others)],
        "seat": get_object_or_404(seats, pk=data.seat_id) if data.seat_id else None,
        "from_on": data.from_on,
    }


@router.post("my-membership/{uuid:pk}/representative", response={201: LetterOut})
def submit_representative_letter(
    request: SignedInRequest, slug: str, pk: UUID, data: Form[LetterIn], file: File[UploadedFile]
) -> Status[RepresentativeLetter]:
    """Send the unit's letter as ``multipart/form-data``. Nothing changes until the secretariat accepts it."""
    own = queries.own_memberships(request.user, find_association(request, slug))
    member = get_object_or_404(own, pk=pk)
    letter = actions.submit_representative_letter(
        member,
        **details_of(member, data),
        file_name=file.name or "",
        content=file.open(),
        actor=request.user,
    )
    return Status(201, find_letter(request, slug, letter.pk))


@router.get("representative-letters", response=list[LetterOut])
@paginate
def representative_letter_list(
    request: SignedInRequest, slug: str, state: str = ""
) -> QuerySet[RepresentativeLetter]:
    """Letters, newest first: all for the secretariat, else those of the caller's unit."""
    return queries.letters(find_association(request, slug), viewer=request.user, state=state)


@router.get("representative-letters/{uuid:pk}", response=LetterOut)
def representative_letter(request: SignedInRequest, slug: str, pk: UUID) -> RepresentativeLetter:
    return find_letter(request, slug, pk)


@router.post("representative-letters/{uuid:pk}/accept", response=LetterOut)
def accept_representative_letter(request: SignedInRequest, slug: str, pk: UUID) -> RepresentativeLetter:
    """The seats have the new representative from the letter's day, or from today where that has passed."""
    actions.accept_representative_letter(find_letter(request, slug, pk), actor=request.user)
    return find_letter(request, slug, pk)


@router.post("representative-letters/{uuid:pk}/refuse", response=LetterOut)
def refuse_representative_letter(
    request: SignedInRequest, slug: str, pk: UUID, data: RefuseLetterIn
) -> RepresentativeLetter:
    actions.refuse_representative_letter(find_letter(request, slug, pk), **data.dict(), actor=request.user)
    return find_letter(request, slug, pk)
