"""What the API accepts and returns about shared resources and their bookings. Times without a zone are the
association's."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema
from pydantic import AfterValidator, StringConstraints

from guildhall.registry.schemas.fields import LongLine, Ref, Text, Version, printable
from guildhall.sharing.models import Booking, Resource

Hours = Annotated[
    list[Annotated[str, Field(max_length=60)]],
    Field(
        min_length=7,
        max_length=7,
        description='Monday to Sunday: "08:00-12:00, 13:00-17:00"; empty is closed.',
    ),
]
Reason = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=300),
    AfterValidator(printable),
]
Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300), AfterValidator(printable)]


class ResourceIn(Schema):
    kind: Resource.Kind
    title_zh: LongLine = ""
    title_en: LongLine = ""
    about_zh: Text = Field(default="", max_length=10_000)
    about_en: Text = Field(default="", max_length=10_000)
    terms_zh: Text = Field(default="", max_length=5_000)
    terms_en: Text = Field(default="", max_length=5_000)
    place: LongLine = ""
    capacity: LongLine = ""
    contact_id: UUID | None = None
    hours: Hours
    slot: Resource.Slot = Resource.Slot.HOUR
    notice_hours: int = Field(default=0, ge=0, le=1440)
    most_slots: int = Field(default=8, ge=1, le=200)
    needs_approval: bool = True
    visibility: Resource.Visibility = Resource.Visibility.ASSOCIATION
    invited_ids: list[UUID] = Field(default_factory=list, max_length=200)
    listing_id: UUID | None = None


class OfferIn(ResourceIn):
    """``organization_id``: whose it is; empty is the association's own (the secretariat only)."""

    organization_id: UUID | None = None


class ChangeIn(Schema):
    version: Version
    kind: Resource.Kind | None = None
    title_zh: LongLine | None = None
    title_en: LongLine | None = None
    about_zh: Text | None = Field(default=None, max_length=10_000)
    about_en: Text | None = Field(default=None, max_length=10_000)
    terms_zh: Text | None = Field(default=None, max_length=5_000)
    terms_en: Text | None = Field(default=None, max_length=5_000)
    place: LongLine | None = None
    capacity: LongLine | None = None
    hours: Hours | None = None
    slot: Resource.Slot | None = None
    notice_hours: int | None = Field(default=None, ge=0, le=1440)
    most_slots: int | None = Field(default=None, ge=1, le=200)
    needs_approval: bool | None = None
    visibility: Resource.Visibility | None = None
    invited_ids: list[UUID] | None = Field(default=None, max_length=200)


class ResourceOut(Schema):
    id: UUID
    kind: Resource.Kind
    title: str
    title_zh: str
    title_en: str
    owner: str
    organization: Ref | None
    place: str
    capacity: str
    slot: Resource.Slot
    hours: list[str]
    notice_hours: int
    most_slots: int
    needs_approval: bool
    visibility: Resource.Visibility
    is_active: bool
    version: int


class WholeResourceOut(ResourceOut):
    about_zh: str
    about_en: str
    terms_zh: str
    terms_en: str
    contact: Ref | None
    photo: str | None
    may_keep: bool
    may_book: bool


class SlotOut(Schema):
    """``state``: free, mine, taken, blocked, past, or short (nearer than the notice needed)."""

    starts_at: datetime
    ends_at: datetime
    state: str


class DayOut(Schema):
    on: date
    slots: list[SlotOut]
    free: int


class TimesIn(Schema):
    starts_at: datetime
    ends_at: datetime


class BookIn(TimesIn):
    """``repeats``: the same time of so many weeks, all or none."""

    purpose: Reason
    repeats: int = Field(default=1, ge=1, le=26)


class PreviewIn(TimesIn):
    repeats: int = Field(default=1, ge=1, le=26)


class OccurrenceOut(Schema):
    """``problem`` is empty where it can be booked."""

    starts_at: datetime
    ends_at: datetime
    problem: str


class BookingOut(Schema):
    id: UUID
    resource: Ref
    organization: Ref | None
    person: Ref
    starts_at: datetime
    ends_at: datetime
    minutes: int
    purpose: str
    state: Booking.State
    reason: str
    series: UUID | None


class WholeBookingOut(BookingOut):
    acts: list[str]


class ReasonIn(Schema):
    reason: Reason


class CancelIn(Schema):
    reason: Note = ""
    whole_series: bool = False


class NoteUseIn(Schema):
    came: bool


class BlockIn(TimesIn):
    reason: Reason


class ClosureOut(Schema):
    id: UUID
    starts_at: datetime
    ends_at: datetime
    reason: str


class UseOut(Schema):
    """Hours booked (confirmed, used, missed) of the hours that it is open by today's opening hours."""

    first: date
    last: date
    booked_minutes: int
    open_minutes: int
    bookings: int
    used: int
    no_show: int


class KeptOut(Schema):
    closures: list[ClosureOut]
    use: UseOut


class FeedOut(Schema):
    """The address is told this once."""

    address: str
