from typing import Any, BinaryIO, cast
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import File as FilePart
from ninja import Form, Status
from ninja.files import UploadedFile

from guildhall.accounts.http import AssociationRouter, SignedInRequest
from guildhall.documents.queries import api_file_link
from guildhall.meetings import actions, queries
from guildhall.meetings.api.references import the_meeting, the_prepared_meeting
from guildhall.meetings.models import Meeting, Paper, Sponsor
from guildhall.meetings.schemas import ChangePaperIn, PaperIn, PaperOut, SponsorIn, SponsorOut

router = AssociationRouter()


def shown(request: SignedInRequest, paper: Paper) -> PaperOut:
    file = paper.file
    own = ("name", "media_type", "size", "url")
    fields = {name: getattr(paper, name) for name in PaperOut.model_fields if name not in own}
    link = api_file_link(file, request.user)
    return PaperOut(**fields, name=file.name, media_type=file.media_type, size=file.size, url=link)


def with_item(meeting: Meeting, given: dict[str, Any]) -> dict[str, Any]:
    """The values with the agenda item's identifier turned into the item, where given."""
    if "item_id" in given:
        pk = given.pop("item_id")
        given["item"] = get_object_or_404(meeting.agenda, pk=pk) if pk else None
    return given


@router.get("meetings/{uuid:pk}/papers", response=list[PaperOut])
def papers(request: SignedInRequest, slug: str, pk: UUID) -> list[PaperOut]:
    """Papers and pictures that the caller may see, each with an address that opens it."""
    meeting = the_meeting(request, slug, pk)
    return [shown(request, paper) for paper in queries.papers_visible_to(request.user, meeting)]


@router.post("meetings/{uuid:pk}/papers", response={201: PaperOut})
def add_paper(
    request: SignedInRequest, slug: str, pk: UUID, data: Form[PaperIn], file: FilePart[UploadedFile]
) -> Status[PaperOut]:
    meeting = the_prepared_meeting(request, slug, pk)
    given = with_item(meeting, data.dict(exclude_unset=True))
    content = cast(BinaryIO, file)  # an upload reads like a file
    paper = actions.add_paper(meeting, name=file.name or "", content=content, **given, actor=request.user)
    return Status(201, shown(request, paper))


@router.patch("meetings/{uuid:pk}/papers/{uuid:paper_pk}", response=PaperOut)
def change_paper(
    request: SignedInRequest, slug: str, pk: UUID, paper_pk: UUID, data: ChangePaperIn
) -> PaperOut:
    paper = the_paper(request, slug, pk, paper_pk)
    given = with_item(paper.meeting, data.dict(exclude_unset=True))
    return shown(request, actions.change_paper(paper, **given, actor=request.user))


@router.delete("meetings/{uuid:pk}/papers/{uuid:paper_pk}", response={204: None})
def remove_paper(request: SignedInRequest, slug: str, pk: UUID, paper_pk: UUID) -> Status[None]:
    actions.remove_paper(the_paper(request, slug, pk, paper_pk), actor=request.user)
    return Status(204, None)


@router.get("meetings/{uuid:pk}/sponsors", response=list[SponsorOut])
def sponsors(request: SignedInRequest, slug: str, pk: UUID) -> QuerySet[Sponsor]:
    """Sponsors and organizers of the meeting, and who took the photographs."""
    return the_meeting(request, slug, pk).sponsors.all()


@router.post("meetings/{uuid:pk}/sponsors", response={201: SponsorOut})
def add_sponsor(request: SignedInRequest, slug: str, pk: UUID, data: SponsorIn) -> Status[Sponsor]:
    meeting = the_prepared_meeting(request, slug, pk)
    return Status(201, actions.add_sponsor(meeting, **data.dict(), actor=request.user))


@router.delete("meetings/{uuid:pk}/sponsors/{uuid:sponsor_pk}", response={204: None})
def remove_sponsor(request: SignedInRequest, slug: str, pk: UUID, sponsor_pk: UUID) -> Status[None]:
    meeting = the_prepared_meeting(request, slug, pk)
    actions.remove_sponsor(get_object_or_404(meeting.sponsors, pk=sponsor_pk), actor=request.user)
    return Status(204, None)


def the_paper(request: SignedInRequest, slug: str, pk: UUID, paper_pk: UUID) -> Paper:
    meeting = the_prepared_meeting(request, slug, pk)
    paper = get_object_or_404(meeting.papers.select_related("file"), pk=paper_pk)
    paper.meeting = meeting
    return paper
