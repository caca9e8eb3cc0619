"""The address under which a calendar program reads what is booked of a resource."""

import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import NotAllowedError
from guildhall.sharing.models import Resource, ResourceFeed
from guildhall.sharing.queries import resources_visible_to
from guildhall.sharing.queries.booking import digest_of_key


@transaction.atomic
def make_resource_feed(resource: Resource, *, actor: User) -> str:
    """A new key for the person's calendar; an earlier one stops working. Returned once, kept as a hash."""
    _require_sees(actor, resource)
    key = secrets.token_urlsafe(24)
    feed, _made = ResourceFeed.objects.update_or_create(
        association=resource.association,
        resource=resource,
        user=actor,
        defaults={"digest": digest_of_key(key)},
    )
    record("resource_feed.made", actor=actor, subject=feed)
    return key


@transaction.atomic
def end_resource_feed(resource: Resource, *, actor: User) -> None:
    """The address stops working at once; without one nothing happens."""
    _require_sees(actor, resource)
    feed = ResourceFeed.objects.filter(resource=resource, user=actor).first()
    if feed is not None:
        ResourceFeed.objects.filter(pk=feed.pk).delete()
        record("resource_feed.ended", actor=actor, subject=feed)


def _require_sees(actor: User, resource: Resource) -> None:
    if not resources_visible_to(actor, resource.association).filter(pk=resource.pk).exists():
        raise NotAllowedError(_("This resource is not open to you."), code="not_allowed")
