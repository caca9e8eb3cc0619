"""The address under which somebody's calendar program reads their meetings."""

import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import powers_of
from guildhall.audit.actions import record
from guildhall.core.errors import NotAllowedError
from guildhall.meetings.models import CalendarFeed
from guildhall.meetings.queries import digest_of_key


@transaction.atomic
def make_calendar_feed(association: Association, *, actor: User) -> str:
    """A new key for the person's calendar; an earlier one stops working. Returned once, stored as a hash."""
    _require_belongs(actor, association)
    key = secrets.token_urlsafe(24)
    feed, _made = CalendarFeed.objects.update_or_create(
        association=association, user=actor, defaults={"digest": digest_of_key(key)}
    )
    record("calendar_feed.made", actor=actor, subject=feed)
    return key


@transaction.atomic
def end_calendar_feed(association: Association, *, actor: User) -> None:
    """The person's calendar address stops working; without one nothing happens."""
    _require_belongs(actor, association)
    feed = CalendarFeed.objects.filter(association=association, user=actor).first()
    if feed is not None:
        CalendarFeed.objects.filter(pk=feed.pk).delete()
        record("calendar_feed.ended", actor=actor, subject=feed)


def _require_belongs(actor: User, association: Association) -> None:
    if not powers_of(actor, association).belongs:
        raise NotAllowedError(_("You do not belong to this association."), code="not_allowed")
