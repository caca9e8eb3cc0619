"""What each item of a firm's data says: the only place where it is put together. Called by the look that is recorded,
and for the firm's own people."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.db.models import Max, Q
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guildhall.chain.models import Placement
from guildhall.commitments.models import Letter
from guildhall.dues.models import DuesNotice
from guildhall.funding.fit import said_sum
from guildhall.funding.models import DataItem, FirmRecord
from guildhall.members.models import Member, TierTerm
from guildhall.registry.models import Organization, Person, Tenure, in_force
from guildhall.registry.queries import today_in

YEARS = 5
MOST = 50


@dataclass(frozen=True)
class Line:
    """A label and what stands there; ``None`` is not stated."""

    label: str
    value: str | None


@dataclass(frozen=True)
class Contents:
    """What an item says: lines, and files that the firm put there."""

    lines: list[Line] = field(default_factory=list)
    files: list[FirmRecord] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.lines and not self.files


def contents_of(organization: Organization, item: DataItem) -> Contents:
    """Everything that the item says of the firm today, in the reader's language."""
    if item in (DataItem.TAX_FILES, DataItem.CREDIT_FILES):
        kept = FirmRecord.objects.filter(organization=organization, item=item, file__isnull=False)
        return Contents(files=list(kept.select_related("file").order_by("-pk")[:MOST]))
    return Contents(lines=list(LINES[item](organization)))


def _identity(organization: Organization) -> Iterator[Line]:
    yield Line(_("Name in Chinese"), organization.name_zh or None)
    yield Line(_("Name in English"), organization.name_en or None)
    yield Line(_("Unified social credit code"), organization.uscc or None)
    yield Line(_("Region"), organization.region or None)
    yield Line(_("Address"), organization.address or None)


def _membership(organization: Organization) -> Iterator[Line]:
    today = today_in(organization.association)
    for member in Member.objects.filter(organization=organization).order_by("number"):
        yield Line(_("Member number"), member.number)
        yield Line(_("Member since"), _day(member.joined_on))
        if member.ended_on:
            yield Line(_("Membership ended on"), _day(member.ended_on))
        terms = TierTerm.objects.filter(member=member).in_force(today).select_related("tier")
        for term in terms.order_by("pk"):
            yield Line(_("Tier"), term.tier.name)
    held = Tenure.objects.filter(in_force(today), person__organization=organization)
    for tenure in held.select_related("post__body", "person").order_by("post__rank", "pk")[:MOST]:
        yield Line(_("Post"), f"{tenure.post.body.name} · {tenure.post.name} · {tenure.person.name}")


def _dues(organization: Organization) -> Iterator[Line]:
    notices = DuesNotice.objects.filter(member__organization=organization, cancelled_at__isnull=True)
    paid = notices.annotate(
        last_paid=Max("allocations__on", filter=Q(allocations__undone_at__isnull=True))
    ).order_by("-year", "-pk")
    for notice in paid[:YEARS]:
        yield Line(str(notice.year), _dues_said(notice))


def _dues_said(notice: DuesNotice) -> str:
    if notice.still_open:
        return _("not paid yet; due %(day)s") % {"day": _day(notice.due_on)}
    last = notice.last_paid  # type: ignore[attr-defined]  # annotated
    if last is not None and last > notice.due_on:
        return _("paid late")
    return _("paid in time")


def _letters(organization: Organization) -> Iterator[Line]:
    found = Letter.objects.filter(state=Letter.State.SIGNED, parties__person__organization=organization)
    for letter in found.distinct().order_by("-signed_on", "-pk")[:MOST]:
        yield Line(str(letter.get_kind_display()), f"{letter.title} · {_day(letter.signed_on)}")


def _chain(organization: Organization) -> Iterator[Line]:
    places = Placement.objects.filter(organization=organization, state=Placement.State.CONFIRMED)
    for place in places.select_related("segment__chain").order_by("pk")[:MOST]:
        capacity = f" · {place.capacity.normalize():f} {place.unit}" if place.capacity is not None else ""
        segment = place.segment
        yield Line(f"{segment.chain.name} · {segment.name}", f"{place.get_role_display()}{capacity}")


def _turnover(organization: Organization) -> Iterator[Line]:
    kept = FirmRecord.objects.filter(organization=organization, item=DataItem.TURNOVER)
    language = get_language() or "en"
    for one in kept.order_by("-year")[:MOST]:
        said = said_sum(one.amount).in_language(language) if one.amount is not None else None
        yield Line(str(one.year), f"{said} · {one.note}" if said and one.note else said)


def _contacts(organization: Organization) -> Iterator[Line]:
    yield Line(_("Telephone"), organization.phone or None)
    people = Person.objects.filter(organization=organization, user__is_active=True, is_guest=False)
    for person in people.order_by("name_key", "pk")[:20]:
        parts = (person.title, person.phone, person.email)
        yield Line(person.name, " · ".join(part for part in parts if part) or None)


def _day(day: object) -> str:
    return date_format(day, "DATE_FORMAT") if day else _("not stated")  # type: ignore[arg-type]


LINES: dict[DataItem, Callable[[Organization], Iterator[Line]]] = {
    DataItem.IDENTITY: _identity,
    DataItem.MEMBERSHIP: _membership,
    DataItem.DUES: _dues,
    DataItem.LETTERS: _letters,
    DataItem.CHAIN: _chain,
    DataItem.TURNOVER: _turnover,
    DataItem.CONTACTS: _contacts,
}
