"""A meeting goes public, in the parts that were chosen, and can be taken back."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.meetings.models import Meeting, Resolution
from guildhall.meetings.permissions import require_may_publish


@transaction.atomic
def publish_meeting(meeting: Meeting, *, parts: Sequence[str] = (), actor: User) -> Meeting:
    """Show the meeting on the public pages: always name, day, place, chair, agenda, public papers and resolutions.

    ``parts`` adds what is chosen (see ``Meeting.Part``). Published again, the parts change. Refused before the
    meeting is over, and where the association has no public pages.
    """
    require_may_publish(actor, meeting)
    meeting.refresh_from_db()
    if unknown := set(parts) - set(Meeting.Part.values):
        raise InvalidError(
            _("There is no such part of a meeting: %(parts)s.") % {"parts": ", ".join(sorted(unknown))},
            code="part_unknown",
            details={"field": "parts"},
        )
    if not meeting.association.is_public:
        raise RuleError(
            _("This association has no public pages yet. Switch them on in its settings."),
            code="no_public_pages",
        )
    over = Meeting.objects.filter(pk=meeting.pk, state=Meeting.State.CLOSED)
    published_at = meeting.published_at or timezone.now()
    if not over.update(
        published_at=published_at, published_parts=sorted(set(parts)), version=F("version") + 1
    ):
        raise RuleError(
            _("A meeting is published once it is over. This one is: %(state)s.")
            % {"state": meeting.get_state_display()},
            code="not_closed",
        )
    meeting.refresh_from_db()
    record("meeting.published", actor=actor, subject=meeting, parts=meeting.published_parts)
    return meeting


@transaction.atomic
def withdraw_publication(meeting: Meeting, *, actor: User) -> Meeting:
    """Take the meeting off the public pages. Refused when it is not on them."""
    require_may_publish(actor, meeting)
    shown = Meeting.objects.filter(pk=meeting.pk, published_at__isnull=False)
    if not shown.update(published_at=None, published_parts=[], version=F("version") + 1):
        raise RuleError(_("This meeting is not public."), code="not_published")
    meeting.refresh_from_db()
    record("meeting.publication_withdrawn", actor=actor, subject=meeting)
    return meeting


@transaction.atomic
def show_resolution(resolution: Resolution, *, is_public: bool, actor: User) -> Resolution:
    """Make a resolution public, or take it back; what it says does not change."""
    require_may_publish(actor, resolution.meeting)
    if not Resolution.objects.filter(pk=resolution.pk, is_public=not is_public).update(is_public=is_public):
        raise RuleError(
            _("This resolution is public already.") if is_public else _("This resolution is not public."),
            code="unchanged",
        )
    resolution.refresh_from_db()
    record(
        "resolution.published" if is_public else "resolution.publication_withdrawn",
        actor=actor,
        subject=resolution,
    )
    return resolution
