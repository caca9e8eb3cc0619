"""What everybody may read of a published meeting."""

from dataclasses import dataclass

from django.db.models import Q

from guildhall.commitments.models import Commitment, Letter
from guildhall.meetings.models import AgendaItem, Invitation, Meeting, Motion, Paper, Resolution, Sponsor


@dataclass(frozen=True)
class PublicMeeting:
    """The agenda, who attended, what was decided and promised, who is thanked. Only what was made public."""

    agenda: list[AgendaItem]
    attended: list[Invitation]
    motions: list[Motion]
    resolutions: list[Resolution]
    commitments: list[Commitment]
    letters: list[Letter]
    papers: list[Paper]
    thanked: dict[str, list[Sponsor]]


def public_meeting(meeting: Meeting) -> PublicMeeting:
    """The public parts of a published meeting; a fixed number of queries."""
    agenda = AgendaItem.objects.filter(meeting=meeting).prefetch_related("speakers__person", "papers")
    items = [item.pk for item in agenda]
    motions = list(Motion.objects.filter(meeting=meeting).exclude(state=Motion.State.WITHDRAWN))
    origins = Q(origin_id__in=[*items, *(motion.pk for motion in motions), meeting.pk])
    promised = Commitment.objects.filter(origins, association=meeting.association_id, is_public=True)
    letters = Letter.objects.filter(origins, association=meeting.association_id, is_public=True)
    shows_people = Meeting.Part.ATTENDANCE in meeting.published_parts
    attended = Invitation.objects.standing().filter(meeting=meeting, attendance__isnull=False).distinct()
    thanked: dict[str, list[Sponsor]] = {}
    for sponsor in Sponsor.objects.filter(meeting=meeting):
        thanked.setdefault(sponsor.role, []).append(sponsor)
    return PublicMeeting(
        agenda=_as_published(list(agenda), meeting),
        attended=list(attended.select_related("person__organization", "organization", "stand_in"))
        if shows_people
        else [],
        motions=motions if Meeting.Part.MOTIONS in meeting.published_parts else [],
        resolutions=list(Resolution.objects.filter(meeting=meeting, is_public=True)),
        commitments=list(promised.select_related("responsible", "lead")),
        letters=list(letters.prefetch_related("parties__person")),
        papers=list(
            Paper.objects.filter(meeting=meeting, visibility=Paper.Visibility.PUBLIC).select_related("file")
        ),
        thanked=thanked,
    )


def _as_published(agenda: list[AgendaItem], meeting: Meeting) -> list[AgendaItem]:
    """The items without what was said and what came of it, where that was not published."""
    if Meeting.Part.SUMMARIES not in meeting.published_parts:
        for item in agenda:
            item.summary_zh = item.summary_en = item.result_zh = item.result_en = ""
    return agenda
