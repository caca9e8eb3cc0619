"""Shared resources: offered, changed, taken out of use and brought back."""

from collections.abc import Collection, Sequence
from typing import IO, Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.core.sentences import UnreadableError
from guildhall.documents.actions import store_file
from guildhall.exchange.models import Listing
from guildhall.registry.actions.details import changes, require_name, store_version, told, trimmed
from guildhall.registry.models import Organization, Person
from guildhall.sharing.models import Resource
from guildhall.sharing.openings import WEEK, parse_hours, written_hours
from guildhall.sharing.permissions import require_may_keep, require_may_offer, require_may_publish

PICTURES = ("image/png", "image/jpeg", "image/webp", "image/gif")
MOST_NOTICE = 24 * 60
MOST_SLOTS = 200


class ResourceDetails(TypedDict, total=False):
    kind: str
    title_zh: str
    title_en: str
    about_zh: str
    about_en: str
    terms_zh: str
    terms_en: str
    place: str
    capacity: str
    contact: Person | None
    hours: Sequence[str]
    slot: str
    notice_hours: int
    most_slots: int
    needs_approval: bool
    visibility: str
    listing: Listing | None


@transaction.atomic
def offer_resource(
    association: Association,
    *,
    organization: Organization | None,
    invited: Collection[Organization] = (),
    actor: User,
    **details: Unpack[ResourceDetails],
) -> Resource:
    """Something that an organization (none: the association) lets others book.

    Refused: another's resource, no title, opening hours that cannot be, a resource that never opens, and to show it
    to everyone without the power to publish.
    """
    require_may_offer(actor, association, organization)
    given = _sound(association, trimmed(details))
    _require_publisher(actor, association, given)
    resource = Resource(association=association, organization=organization, created_by=actor, **given)
    _require_whole(resource)
    resource.save(force_insert=True)
    resource.invited.set(_of(association, invited))
    record("resource.offered", actor=actor, subject=resource, kind=resource.kind)
    return resource


@transaction.atomic
def change_resource(
    resource: Resource,
    *,
    version: int,
    invited: Collection[Organization] | None = None,
    actor: User,
    **details: Unpack[ResourceDetails],
) -> Resource:
    """Other words, hours or rules. Bookings that were made stay as they are. ``version`` is the one that was read."""
    require_may_keep(actor, resource)
    given = _sound(resource.association, trimmed(details))
    changed = changes(resource, given)
    _require_publisher(actor, resource.association, changed)
    before = told(resource, changed)
    draft = Resource(association=resource.association)
    for field in ResourceDetails.__annotations__:
        setattr(draft, field, changed.get(field, getattr(resource, field)))
    _require_whole(draft)
    store_version(resource, version, changed)
    if invited is not None:
        resource.invited.set(_of(resource.association, invited))
    record("resource.changed", actor=actor, subject=resource, changed=before)
    return resource


@transaction.atomic
def attach_photo(resource: Resource, *, name: str, content: IO[bytes] | bytes, actor: User) -> Resource:
    """A picture of it; one that was there is replaced. Refused for what is no picture."""
    require_may_keep(actor, resource)
    file = store_file(association=resource.association, name=name, content=content, actor=actor)
    if file.media_type not in PICTURES:
        raise InvalidError(
            _("A photo is a PNG, JPEG or WebP picture."), code="no_picture", details={"field": "file"}
        )
    Resource.objects.filter(pk=resource.pk).update(photo=file)
    resource.photo = file
    record("resource.photographed", actor=actor, subject=resource, sha256=file.sha256)
    return resource


@transaction.atomic
def retire_resource(resource: Resource, *, actor: User) -> Resource:
    """Nobody books it any more. Bookings that stand are kept: cancel them where they cannot be kept."""
    require_may_keep(actor, resource)
    _switch(resource, active=False)
    record("resource.retired", actor=actor, subject=resource)
    return resource


@transaction.atomic
def restore_resource(resource: Resource, *, actor: User) -> Resource:
    """It can be booked again."""
    require_may_keep(actor, resource)
    _switch(resource, active=True)
    record("resource.restored", actor=actor, subject=resource)
    return resource


def _switch(resource: Resource, *, active: bool) -> None:
    if not Resource.objects.filter(pk=resource.pk, is_active=not active).update(is_active=active):
        message = _("This resource is in use.") if active else _("This resource is out of use already.")
        raise RuleError(message, code="already_active" if active else "already_retired")
    resource.is_active = active


def _sound(association: Association, given: dict[str, Any]) -> dict[str, Any]:
    """The details with opening hours in one spelling; refused what cannot be."""
    if "hours" in given:
        given["hours"] = _hours(given["hours"])
    for name, least, most in (("notice_hours", 0, MOST_NOTICE), ("most_slots", 1, MOST_SLOTS)):
        if name in given and not least <= given[name] <= most:
            raise InvalidError(
                _("Give a number from %(least)d to %(most)d.") % {"least": least, "most": most},
                code="out_of_range",
                details={"field": name},
            )
    for name in ("contact", "listing"):
        found = given.get(name)
        if found is not None and found.association_id != association.pk:
            raise InvalidError(
                _("This belongs to another association."), code="elsewhere", details={"field": name}
            )
    return given


def _hours(texts: Sequence[str]) -> list[str]:
    if len(texts) != WEEK:
        raise InvalidError(
            _("Give the opening hours of seven days, Monday to Sunday."),
            code="seven_days",
            details={"field": "hours"},
        )
    found = []
    for place, text in enumerate(texts):
        try:
            found.append(written_hours(parse_hours(text)))
        except UnreadableError as unreadable:
            raise InvalidError(
                unreadable.sentence.in_language(get_language() or "en"),
                code="no_hours",
                details={"field": f"hours_{place}"},
            ) from unreadable
    if not any(found):
        raise InvalidError(
            _("A resource that is never open cannot be booked. Give the hours of at least one day."),
            code="never_open",
            details={"field": "hours_0"},
        )
    return found


def _require_whole(resource: Resource) -> None:
    require_name(resource.title_zh, resource.title_en, field="title_zh")
    if len(resource.hours) != WEEK:
        _hours(resource.hours)


def _require_publisher(actor: User, association: Association, given: dict[str, Any]) -> None:
    if given.get("visibility") == Resource.Visibility.PUBLIC:
        require_may_publish(actor, association)


def _of(association: Association, organizations: Collection[Organization]) -> list[Organization]:
    return [one for one in organizations if one.association_id == association.pk]
