"""Finding a meeting for a request, and slowing down those who guess codes."""

from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.http import AssociationRequest, SignedInRequest, count, counted, find_association
from guildhall.core.errors import NotAllowedError, TooManyError
from guildhall.meetings import queries
from guildhall.meetings.models import Amendment, Invitation, Meeting, Minutes, Motion, Recusal, Resolution
from guildhall.meetings.permissions import may_read_minutes, may_read_session, may_run

RELATED = ("association", "body__association", "chair", "recorder", "minutes")
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A whole room checks in from one address, so only wrong codes are counted.
WRONG_CODE, WRONG_CODES = "meetings.codes", 20
WINDOW = 600


def sitting_here(request: AssociationRequest, pk: UUID, related: tuple[str, ...] = RELATED) -> Meeting:
    """The meeting for a page, where the reader may see what goes on in it: 404, or 403 for guests."""
    meetings = queries.meetings_visible_to(request.user, request.association)
    meeting = get_object_or_404(meetings.select_related(*related), pk=pk)
    meeting.association = request.association
    if not may_read_session(request.user, meeting):
        raise NotAllowedError(
            _("As a guest you see the invitation and the papers that were shared with you."),
            code="not_allowed",
        )
    return meeting


def sitting_at(request: HttpRequest, slug: str, pk: UUID) -> Meeting:
    """The same for an endpoint."""
    find_association(request, slug)
    return sitting_here(cast(AssociationRequest, request), pk)


def sitting_at_the_door(request: HttpRequest, slug: str, pk: UUID) -> Meeting:
    """The same for those who come by the hundred: whoever runs the meeting sees it, which is quickly told."""
    association = find_association(request, slug)
    meeting = Meeting.objects.select_related("body").filter(association=association, pk=pk).first()
    if meeting is not None:
        meeting.association = meeting.body.association = association
        if may_run(cast(SignedInRequest, request).user, meeting):
            return meeting
    return sitting_here(cast(AssociationRequest, request), pk)


def motion_here(request: AssociationRequest, pk: UUID, motion_pk: UUID) -> Motion:
    meeting = sitting_here(request, pk)
    motion = get_object_or_404(queries.motion_list(meeting), pk=motion_pk)
    motion.meeting = meeting
    return motion


def motion_at(request: HttpRequest, slug: str, pk: UUID, motion_pk: UUID) -> Motion:
    find_association(request, slug)
    return motion_here(cast(AssociationRequest, request), pk, motion_pk)


def amendment_here(request: AssociationRequest, pk: UUID, motion_pk: UUID, amendment_pk: UUID) -> Amendment:
    motion = motion_here(request, pk, motion_pk)
    amendment = get_object_or_404(queries.amendment_list(motion), pk=amendment_pk)
    amendment.motion = motion
    return amendment


def amendment_at(request: HttpRequest, slug: str, pk: UUID, motion_pk: UUID, amendment_pk: UUID) -> Amendment:
    find_association(request, slug)
    return amendment_here(cast(AssociationRequest, request), pk, motion_pk, amendment_pk)


def recusal_here(request: AssociationRequest, pk: UUID, motion_pk: UUID, recusal_pk: UUID) -> Recusal:
    motion = motion_here(request, pk, motion_pk)
    recusal = get_object_or_404(
        queries.recusal_list(motion).select_related("invitation__stand_in"), pk=recusal_pk
    )
    recusal.motion = motion
    return recusal


def recusal_at(request: HttpRequest, slug: str, pk: UUID, motion_pk: UUID, recusal_pk: UUID) -> Recusal:
    find_association(request, slug)
    return recusal_here(cast(AssociationRequest, request), pk, motion_pk, recusal_pk)


def resolution_here(request: AssociationRequest, resolution_pk: UUID) -> Resolution:
    """The resolution, where the reader may see it in the register."""
    related = ("motion__item", "document__file", "meeting__association", "body__association")
    known = queries.resolution_list(request.user, request.association).select_related(*related)
    return get_object_or_404(known, pk=resolution_pk)


def resolution_at(request: HttpRequest, slug: str, resolution_pk: UUID) -> Resolution:
    find_association(request, slug)
    return resolution_here(cast(AssociationRequest, request), resolution_pk)


def minutes_here(request: AssociationRequest, pk: UUID) -> Minutes:
    """The minutes where there are some and the reader may see them; drafts are for those who write or approve."""
    meeting = sitting_here(request, pk)
    minutes = queries.minutes_of(meeting)
    if minutes is None or not may_read_minutes(request.user, minutes):
        raise Http404
    minutes.meeting = meeting
    return minutes


def minutes_at(request: HttpRequest, slug: str, pk: UUID) -> Minutes:
    find_association(request, slug)
    return minutes_here(cast(AssociationRequest, request), pk)


def invitation_of_key(request: HttpRequest, slug: str, key: str) -> Invitation:
    """The invitation that a code belongs to; a wrong code is counted, and after some nobody is heard."""
    _require_patience(request)
    typed = key.replace("-", "").replace(" ", "").upper()
    known = Invitation.objects.select_related(
        "association", "person", "stand_in", *(f"meeting__{name}" for name in RELATED)
    )
    invitation = known.filter(association__slug=slug, check_in_key=typed).first()
    if invitation is None:
        count(request, WRONG_CODE, seconds=WINDOW)
        raise NotAllowedError(
            _("This code is not known. Type it as it stands in your invitation."),
            code="code_unknown",
            details={"field": "code"},
        )
    timezone.activate(invitation.association.zone)
    return invitation


def meeting_of_key(slug: str, key: str) -> Meeting:
    """The meeting that a code on a screen belongs to."""
    meetings = Meeting.objects.select_related(*RELATED)
    meeting = get_object_or_404(meetings, association__slug=slug, check_in_key=key)
    timezone.activate(meeting.association.zone)
    return meeting


def own_invitation_of(request: HttpRequest, meeting: Meeting) -> Invitation | None:
    """The reader's own invitation where they are signed in."""
    if not request.user.is_authenticated:
        return None
    user = cast(SignedInRequest, request).user
    return meeting.invitations.standing().filter(person__user=user).first()


def _require_patience(request: HttpRequest) -> None:
    if counted(request, WRONG_CODE) >= WRONG_CODES:
        raise TooManyError(
            _("Too many wrong codes came from here. Wait ten minutes, or ask at the desk."), code="too_many"
        )
