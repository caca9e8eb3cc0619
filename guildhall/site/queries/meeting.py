"""What everybody may read of a published meeting."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from guildhall.commitments.models import Commitment, Letter
from guildhall.core.sentences import Sentence
from guildhall.meetings.models import (
    AgendaItem,
    Invitation,
    Meeting,
    Motion,
    Paper,
    Resolution,
    SessionStep,
    Speaker,
    Sponsor,
)
from guildhall.registry.models import Person


@dataclass(frozen=True)
class PublicDecision:
    """What was decided: the motion where votes are public, the resolution where it is; at least one of them."""

    motion: Motion | None
    resolution: Resolution | None

    @property
    def title(self) -> str:
        return str(self.motion or self.resolution)

    @property
    def rule(self) -> Sentence | None:
        """The sentence of the charter's rule that was applied; records of the past have none."""
        said = self.motion.verdict.get("sentence") if self.motion else None
        return Sentence(said["zh"], said["en"]) if said else None


@dataclass(frozen=True)
class PublicItem:
    """An agenda item with what was said, where that is public, and what was decided."""

    item: AgendaItem
    speakers: list[Speaker]
    shows_summary: bool
    decisions: list[PublicDecision]
    papers: list[Paper]


@dataclass(frozen=True)
class PublicAttendee:
    """Who attended, or stood in: as what, from where, in which position."""

    invitation: Invitation

    @property
    def person(self) -> Person:
        return self.invitation.stand_in or self.invitation.person

    @property
    def note(self) -> str:
        invitation, unit = self.invitation, self.invitation.organization
        if invitation.stand_in:
            return unit.name if unit else ""
        known = [invitation.capacity, unit.name if unit else "", self.person.title]
        return " · ".join(one for one in dict.fromkeys(known) if one)


@dataclass(frozen=True)
class PublicMeeting:
    """The agenda, who attended, what was decided and promised, who is thanked. Only what was made public."""

    agenda: list[PublicItem]
    decisions: list[PublicDecision]
    papers: list[Paper]
    quorum: Sentence | None
    attended: list[PublicAttendee]
    commitments: list[Commitment]
    letters: list[Letter]
    thanked: dict[str, list[Sponsor]]


def public_meeting(meeting: Meeting) -> PublicMeeting:
    """The public parts of a published meeting; a fixed number of queries.

    ``decisions`` and ``papers`` are those that belong to no agenda item.
    """
    agenda = list(AgendaItem.objects.filter(meeting=meeting).prefetch_related("speakers__person"))
    motions = list(Motion.objects.filter(meeting=meeting).exclude(state=Motion.State.WITHDRAWN))
    decided = _decisions(meeting, motions)
    papers = list(
        Paper.objects.filter(meeting=meeting, visibility=Paper.Visibility.PUBLIC).select_related("file")
    )
    thanked: dict[str, list[Sponsor]] = {}
    for sponsor in Sponsor.objects.filter(meeting=meeting):
        thanked.setdefault(sponsor.role, []).append(sponsor)
    origins = [meeting.pk, *(item.pk for item in agenda), *(motion.pk for motion in motions)]
    return PublicMeeting(
        agenda=[
            PublicItem(
                item=item,
                speakers=list(item.speakers.all()),
                shows_summary=Meeting.Part.SUMMARIES in meeting.published_parts,
                decisions=decided.get(item.pk, []),
                papers=[paper for paper in papers if paper.item_id == item.pk],
            )
            for item in agenda
        ],
        decisions=decided.get(None, []),
        papers=[paper for paper in papers if paper.item_id is None],
        quorum=_quorum(meeting),
        attended=_attended(meeting),
        commitments=_commitments(meeting, origins),
        letters=_letters(meeting, origins),
        thanked=thanked,
    )


def _decisions(meeting: Meeting, motions: list[Motion]) -> dict[UUID | None, list[PublicDecision]]:
    """By agenda item. Motions with their votes are a part that is published or not; resolutions each by itself."""
    shown = Resolution.objects.filter(meeting=meeting, is_public=True).select_related("superseded_by")
    numbered = {one.motion_id: one for one in shown}
    shows_motions = Meeting.Part.MOTIONS in meeting.published_parts
    found: dict[UUID | None, list[PublicDecision]] = {}
    for motion in motions:
        resolution = numbered.get(motion.pk)
        if shows_motions or resolution:
            decision = PublicDecision(motion if shows_motions else None, resolution)
            found.setdefault(motion.item_id, []).append(decision)
    return found


def _quorum(meeting: Meeting) -> Sentence | None:
    """With how many it opened, in the words of the rule; published with the votes."""
    if Meeting.Part.MOTIONS not in meeting.published_parts:
        return None
    opened = SessionStep.objects.filter(meeting=meeting, kind=SessionStep.Kind.OPENED).first()
    said = opened.verdict.get("sentence") if opened else None
    return Sentence(said["zh"], said["en"]) if said else None


def _attended(meeting: Meeting) -> list[PublicAttendee]:
    if Meeting.Part.ATTENDANCE not in meeting.published_parts:
        return []
    came = Invitation.objects.standing().filter(meeting=meeting, attendance__isnull=False).distinct()
    rows = came.select_related("person", "organization", "stand_in", "association")
    return [PublicAttendee(invitation) for invitation in rows]


def _commitments(meeting: Meeting, origins: Sequence[UUID]) -> list[Commitment]:
    """What was promised. A draft is nobody's promise yet; of a past meeting it is what the source states."""
    promised = Commitment.objects.filter(origin_id__in=origins, association=meeting.association_id)
    promised = promised.exclude(state=Commitment.State.CANCELLED)
    if not meeting.entered_afterwards:
        promised = promised.exclude(state=Commitment.State.DRAFT)
    if Meeting.Part.COMMITMENTS not in meeting.published_parts:
        promised = promised.filter(is_public=True)
    return list(promised.select_related("responsible", "course").order_by("position", "id"))


def _letters(meeting: Meeting, origins: Sequence[UUID]) -> list[Letter]:
    letters = Letter.objects.filter(origin_id__in=origins, association=meeting.association_id, is_public=True)
    return list(letters.prefetch_related("parties__person"))
