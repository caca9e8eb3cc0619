from typing import Any
from uuid import UUID

from ninja import File, Form, Status
from ninja.files import UploadedFile

from guildhall.accounts.http import SignedInRequest, find_association
from guildhall.commitments import actions, queries
from guildhall.commitments.api.rows import (
    body_of,
    details_of,
    find_commitment,
    find_milestone,
    people_of,
    router,
    several,
)
from guildhall.commitments.models import Commitment, Milestone
from guildhall.commitments.queries import Happening
from guildhall.commitments.schemas import (
    AcceptIn,
    ChangedCommitmentIn,
    DoneIn,
    FinishIn,
    HandOverIn,
    HappeningOut,
    LineOut,
    MilestoneIn,
    MilestoneOut,
    NewCommitmentIn,
    PostponeIn,
    ReasonIn,
    ReportIn,
)

Files = list[UploadedFile]


def _answer(request: SignedInRequest, slug: str, pk: UUID) -> Commitment:
    """The commitment as it is now, with its light and what the reader may do next."""
    shown = find_commitment(request, slug, pk)
    acts = sorted(queries.acts_open(request.user, shown))
    shown.acts = acts  # type: ignore[attr-defined] # for the answer only
    return shown


def _uploads(files: Files | None) -> list[tuple[str, Any]]:
    return [(file.name or "", file) for file in files or ()]


@router.post("commitments", response={201: LineOut})
def draft_commitment(request: SignedInRequest, slug: str, data: NewCommitmentIn) -> Status[Commitment]:
    """A draft outside a plan."""
    association = find_association(request, slug)
    drafted = actions.draft_commitment(
        association=association,
        body=body_of(data.body, association),
        **details_of(data, association),
        actor=request.user,
    )
    return Status(201, _answer(request, slug, drafted.pk))


@router.get("commitments/{uuid:pk}", response=LineOut)
def commitment(request: SignedInRequest, slug: str, pk: UUID) -> Commitment:
    return _answer(request, slug, pk)


@router.get("commitments/{uuid:pk}/history", response=list[HappeningOut])
def history(request: SignedInRequest, slug: str, pk: UUID) -> list[Happening]:
    """Progress, judgements, changes and reminders, the latest first."""
    return queries.history(find_commitment(request, slug, pk), request.user)


@router.patch("commitments/{uuid:pk}", response=LineOut)
def change_commitment(request: SignedInRequest, slug: str, pk: UUID, data: ChangedCommitmentIn) -> Commitment:
    """Change a draft, in a plan or outside one."""
    shown = find_commitment(request, slug, pk)
    details = details_of(data, shown.association)
    actions.change_item(shown, version=data.version, **details, actor=request.user)
    return _answer(request, slug, pk)


@router.post("commitments/{uuid:pk}/adopt", response=LineOut)
def adopt_commitment(request: SignedInRequest, slug: str, pk: UUID) -> Commitment:
    """Refused without content, deadline and responsible person."""
    actions.adopt_commitment(find_commitment(request, slug, pk), actor=request.user)
    return _answer(request, slug, pk)


@router.delete("commitments/{uuid:pk}", response={204: None})
def discard_draft(request: SignedInRequest, slug: str, pk: UUID) -> Status[None]:
    """Take a draft away; what was adopted is cancelled instead."""
    actions.discard_draft(find_commitment(request, slug, pk), actor=request.user)
    return Status(204, None)


@router.post("commitments/{uuid:pk}/progress", response={201: LineOut})
def report_progress(
    request: SignedInRequest, slug: str, pk: UUID, data: Form[ReportIn], evidence: File[Files | None] = None
) -> Status[Commitment]:
    """As a form (``multipart/form-data``), with any number of files under ``evidence``."""
    shown = find_commitment(request, slug, pk)
    actions.report_progress(shown, **data.dict(), evidence=_uploads(evidence), actor=request.user)
    return Status(201, _answer(request, slug, pk))


@router.post("commitments/{uuid:pk}/done", response=LineOut)
def report_done(
    request: SignedInRequest, slug: str, pk: UUID, data: Form[DoneIn], evidence: File[Files | None] = None
) -> Commitment:
    """As a form (``multipart/form-data``), with any number of files under ``evidence``."""
    shown = find_commitment(request, slug, pk)
    actions.report_done(shown, **data.dict(), evidence=_uploads(evidence), actor=request.user)
    return _answer(request, slug, pk)


@router.post("commitments/{uuid:pk}/accept", response=LineOut)
def accept_commitment(request: SignedInRequest, slug: str, pk: UUID, data: AcceptIn) -> Commitment:
    """By a second person: not who reported it, not who is responsible."""
    actions.accept_commitment(find_commitment(request, slug, pk), **data.dict(), actor=request.user)
    return _answer(request, slug, pk)


@router.post("commitments/{uuid:pk}/return", response=LineOut)
def return_commitment(request: SignedInRequest, slug: str, pk: UUID, data: ReasonIn) -> Commitment:
    actions.return_commitment(find_commitment(request, slug, pk), **data.dict(), actor=request.user)
    return _answer(request, slug, pk)


@router.post("commitments/{uuid:pk}/reopen", response=LineOut)
def reopen_commitment(request: SignedInRequest, slug: str, pk: UUID, data: ReasonIn) -> Commitment:
    actions.reopen_commitment(find_commitment(request, slug, pk), **data.dict(), actor=request.user)
    return _answer(request, slug, pk)


@router.post("commitments/{uuid:pk}/postpone", response=LineOut)
def postpone_deadline(request: SignedInRequest, slug: str, pk: UUID, data: PostponeIn) -> Commitment:
    actions.postpone_deadline(find_commitment(request, slug, pk), **data.dict(), actor=request.user)
    return _answer(request, slug, pk)


@router.post("commitments/{uuid:pk}/hand-over", response=LineOut)
def hand_over(request: SignedInRequest, slug: str, pk: UUID, data: HandOverIn) -> Commitment:
    shown = find_commitment(request, slug, pk)
    to = several(people_of(shown.association), [data.to], field="to")[0]
    actions.hand_over(shown, to=to, reason=data.reason, actor=request.user)
    return _answer(request, slug, pk)


@router.post("commitments/{uuid:pk}/cancel", response=LineOut)
def cancel_commitment(request: SignedInRequest, slug: str, pk: UUID, data: ReasonIn) -> Commitment:
    actions.cancel_commitment(find_commitment(request, slug, pk), **data.dict(), actor=request.user)
    return _answer(request, slug, pk)


@router.post("commitments/{uuid:pk}/milestones", response={201: MilestoneOut})
def add_milestone(request: SignedInRequest, slug: str, pk: UUID, data: MilestoneIn) -> Status[Milestone]:
    """Refused after the deadline, with both dates."""
    shown = find_commitment(request, slug, pk)
    return Status(201, actions.add_milestone(shown, **data.dict(), actor=request.user))


@router.put("milestones/{uuid:pk}", response=MilestoneOut)
def change_milestone(request: SignedInRequest, slug: str, pk: UUID, data: MilestoneIn) -> Milestone:
    milestone = find_milestone(request, slug, pk)
    return actions.change_milestone(milestone, **data.dict(), actor=request.user)


@router.post("milestones/{uuid:pk}/finish", response=MilestoneOut)
def finish_milestone(request: SignedInRequest, slug: str, pk: UUID, data: FinishIn) -> Milestone:
    milestone = find_milestone(request, slug, pk)
    return actions.finish_milestone(milestone, **data.dict(), actor=request.user)


@router.delete("milestones/{uuid:pk}", response={204: None})
def remove_milestone(request: SignedInRequest, slug: str, pk: UUID) -> Status[None]:
    actions.remove_milestone(find_milestone(request, slug, pk), actor=request.user)
    return Status(204, None)
