"""Finding a live meeting for a request, and the addresses of what everyone is shown alike.

What is the same for everyone stands under an address that only those are told who may see it. Asking for it needs no
sign-in then, so that thousands can ask in the same second; it stops working after some hours.
"""

import time
from hmac import compare_digest
from typing import Literal
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language

from guildhall.accounts.http import AssociationRequest, find_association
from guildhall.accounts.models import User
from guildhall.live import queries
from guildhall.live.models import Turn
from guildhall.live.queries.turns import NAMED
from guildhall.meetings.http import RELATED
from guildhall.meetings.models import Invitation, Meeting
from guildhall.meetings.permissions import may_read_session
from guildhall.meetings.queries import meetings_visible_to

Kind = Literal["full", "guest", "screen"]
KINDS = ("full", "guest", "screen")
HOURS = 12 * 3600
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def live_here(request: AssociationRequest, pk: UUID) -> tuple[Meeting, Kind]:
    """The meeting for its live page, and how much of it the reader is shown. Drafts are not live."""
    meetings = meetings_visible_to(request.user, request.association).exclude(state=Meeting.State.DRAFT)
    meeting = get_object_or_404(meetings.select_related(*RELATED), pk=pk)
    return meeting, "full" if may_read_session(request.user, meeting) else "guest"


def live_at(request: HttpRequest, slug: str, pk: UUID) -> tuple[Meeting, Kind]:
    """The same for an endpoint."""
    find_association(request, slug)
    return live_here(request, pk)  # type: ignore[arg-type]  # find_association made it one


def invitation_asking(user: User, meeting: Meeting, named: str | UUID | None = None) -> Invitation:
    """The invitation for which the floor is asked: the one that is named, else the reader's own; else 404."""
    standing = meeting.invitations.standing().select_related(
        "person", "stand_in", "organization", "association"
    )
    if not named:
        own = Q(person__user=user) | Q(stand_in__user=user)
        invitation = standing.filter(own).first()
    else:
        invitation = standing.filter(pk=named).first() if _is_name(named) else None
    if invitation is None:
        raise Http404
    invitation.meeting = meeting
    return invitation


def _is_name(named: str | UUID) -> bool:
    try:
        UUID(str(named))
    except ValueError:
        return False
    return True


def turn_here(request: AssociationRequest, pk: UUID, turn_pk: UUID) -> Turn:
    meeting, _kind = live_here(request, pk)
    turn = get_object_or_404(Turn.objects.select_related(*NAMED), pk=turn_pk, meeting=meeting)
    turn.meeting = turn.invitation.meeting = meeting
    return turn


def turn_at(request: HttpRequest, slug: str, pk: UUID, turn_pk: UUID) -> Turn:
    find_association(request, slug)
    return turn_here(request, pk, turn_pk)  # type: ignore[arg-type]  # find_association made it one


def meeting_on_screen(slug: str, key: str) -> Meeting:
    """The meeting that the key of a screen shows, else 404."""
    meeting = queries.meeting_of_screen(slug, key)
    if meeting is None:
        raise Http404
    timezone.activate(meeting.association.zone)
    return meeting


def addresses_of(meeting: Meeting, kind: Kind) -> dict[str, str]:
    """Where the page asks for the state everyone sees, and where for its version where there is no stream."""
    proof = _proof(meeting.pk, kind, _period())
    args = (meeting.association.slug, meeting.pk, kind, get_language(), proof)
    return {
        "state_url": reverse("public_live:live_state", args=args),
        "version_url": reverse("public_live:live_version", args=args),
    }


def meeting_shown(slug: str, pk: UUID, kind: str, language: str, proof: str) -> Meeting:
    """The meeting whose state an address shows, else 404: for addresses that nobody was given, or too long ago."""
    given = [_proof(pk, kind, _period() - ago) for ago in (0, 1)]
    if kind not in KINDS or language not in LANGUAGES or not any(compare_digest(one, proof) for one in given):
        raise Http404
    related = ("association", "body__association")
    meeting = get_object_or_404(Meeting.objects.select_related(*related), association__slug=slug, pk=pk)
    timezone.activate(meeting.association.zone)
    return meeting


def is_of_the_past(request: HttpRequest) -> bool:
    """Whether the version that is asked for was made before this moment, so that what is found now is no older."""
    asked = request.GET.get("v", "")
    return asked.isdigit() and len(asked) < 20 and int(asked) <= time.time_ns() // 1_000_000


def at_version(url: str, version: int) -> str:
    return f"{url}?{urlencode({'v': version})}"


def _period() -> int:
    return int(time.time() // HOURS)


def _proof(pk: UUID, kind: str, period: int) -> str:
    return salted_hmac("guildhall.live.state", f"{pk}/{kind}/{period}").hexdigest()[:40]
