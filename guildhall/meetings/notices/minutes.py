"""What chair and recorder are told about the minutes."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.meetings.models import Minutes
from guildhall.meetings.notices.wording import both
from guildhall.notices.drafts import Draft, Recipient


def minutes_submitted(minutes: Minutes, to: User) -> Draft:
    """To the chair: the minutes wait for approval."""
    meeting = minutes.meeting
    return _draft(
        minutes,
        to,
        "submitted",
        lambda: _("Minutes to approve: %(meeting)s") % {"meeting": meeting.name},
        lambda: (
            _(
                "The minutes of “%(meeting)s” were put up for approval. Read them, then approve or return them."
            )
            % {"meeting": meeting.name}
        ),
    )


def minutes_returned(minutes: Minutes, to: User) -> Draft:
    """To whoever put them up: they have to be changed, and why."""
    meeting = minutes.meeting
    return _draft(
        minutes,
        to,
        "returned",
        lambda: _("Minutes returned: %(meeting)s") % {"meeting": meeting.name},
        lambda: (
            _("The minutes of “%(meeting)s” were returned: %(reason)s")
            % {"meeting": meeting.name, "reason": minutes.returned_reason}
        ),
    )


def minutes_approved(minutes: Minutes, to: User) -> Draft:
    """To whoever put them up: they are approved and locked."""
    meeting = minutes.meeting
    return _draft(
        minutes,
        to,
        "approved",
        lambda: _("Minutes approved: %(meeting)s") % {"meeting": meeting.name},
        lambda: (
            _("The minutes of “%(meeting)s” were approved; they and the meeting are locked now.")
            % {"meeting": meeting.name}
        ),
    )


def _draft(
    minutes: Minutes, to: User, what: str, subject: Callable[[], str], text: Callable[[], str]
) -> Draft:
    subjects, texts = both(subject), both(text)
    slug = minutes.association.slug
    return Draft(
        key=f"minutes:{minutes.pk}:{minutes.version}:{what}",
        kind=f"minutes.{what}",
        to=Recipient(user=to, name=str(to), email=to.email),
        subject_zh=subjects.zh,
        subject_en=subjects.en,
        text_zh=texts.zh,
        text_en=texts.en,
        link=reverse("meetings:minutes", args=[slug, minutes.meeting_id]),
    )
