"""Offers and needs in and out. What goes out is made from ``Seen``, so names that are hidden never leave."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, TypeAlias
from uuid import UUID

from ninja import Field, Schema
from pydantic import AfterValidator, BeforeValidator, StringConstraints

from guildhall.exchange.models import Listing
from guildhall.exchange.quantities import plain_number
from guildhall.exchange.queries import Asked, ListingPage, Suggested
from guildhall.exchange.sight import Seen
from guildhall.registry.schemas.fields import Ref, SentenceOut, Version, printable

Side: TypeAlias = Listing.Side
# Longer ones are refused by the action, with a sentence; these ends only keep a request small.
Said = Annotated[str, StringConstraints(max_length=100_000), AfterValidator(printable)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300), AfterValidator(printable)]


def _number(value: Any) -> Any:
    return plain_number(value) if isinstance(value, str) else value


Quantity = Annotated[Decimal, BeforeValidator(_number), Field(gt=-(10**13), lt=10**13, decimal_places=3)]


class ListingsIn(Schema):
    """``state``: empty for what is open, ``review``, ``expiring``, ``drafts``, ``ended``, ``any``."""

    side: str = ""
    q: str = Field("", max_length=200)
    kind: str = ""
    segment: UUID | None = None
    industry_class: UUID | None = None
    region: str = Field("", max_length=100)
    state: str = ""
    mine: bool = False

    def asked(self) -> Asked:
        return Asked(**self.dict())


class ListingRowOut(Schema):
    """``organization`` is empty where the name is given only after an introduction, and for the association's own."""

    id: UUID
    association: Ref
    side: Listing.Side
    kind: Listing.Kind
    title: str
    title_zh: str
    title_en: str
    owner: str
    organization: Ref | None
    is_named: bool
    region: str
    quantity: Decimal | None
    unit: str
    from_on: date | None
    until_on: date | None
    segment: Ref | None
    industry_class: Ref | None
    visibility: Listing.Visibility
    state: Listing.State
    is_expired: bool
    published_at: datetime | None
    version: int

    @classmethod
    def of(cls, seen: Seen) -> "ListingRowOut":
        return cls(**row_of(seen))


class ListingOut(ListingRowOut):
    """``parties``, ``shared_with`` and ``returned_reason`` are for the owner's people and the secretariat only."""

    text: str
    text_zh: str
    text_en: str
    certificates: list[str]
    contact: Ref | None
    origin: str
    step: str
    ending: str
    ending_note: str
    is_own: bool
    acts: list[str]
    parties: list[str]
    shared_with: list[str]
    is_shared_with_all: bool
    returned_reason: str

    @classmethod
    def of_page(cls, page: ListingPage) -> "ListingOut":
        seen, row = page.seen, page.row
        own = {name: getattr(page, name) for name in ("is_own", "returned_reason")}
        return cls(
            **row_of(seen) | own,
            text_zh=seen.said("text_zh"),
            text_en=seen.said("text_en"),
            **{name: getattr(row, name) for name in ("step", "ending", "is_shared_with_all")},
            ending_note=row.ending_note if seen.is_named else "",
            text=seen.text,
            certificates=seen.certificates,
            contact=ref(seen.contact),
            origin=seen.origin_label,
            acts=sorted(page.acts),
            parties=list(page.parties),
            shared_with=list(page.shared_with),
        )


class PublicListingOut(Schema):
    """What everybody reads of a public offer or need."""

    id: UUID
    side: Listing.Side
    kind: Listing.Kind
    title_zh: str
    title_en: str
    text_zh: str
    text_en: str
    organization: str
    region: str
    quantity: Decimal | None
    unit: str
    from_on: date | None
    until_on: date | None
    certificates: list[str]
    segment: str
    published_at: datetime | None

    @classmethod
    def of(cls, seen: Seen) -> "PublicListingOut":
        row = seen.row
        same = ("side", "kind", "region", "quantity", "unit", "from_on", "until_on", "published_at")
        return cls(
            id=row.pk,
            **{name: getattr(row, name) for name in same},
            title_zh=seen.said("title_zh"),
            title_en=seen.said("title_en"),
            text_zh=seen.said("text_zh"),
            text_en=seen.said("text_en"),
            organization=seen.owner,
            certificates=seen.certificates,
            segment=seen.segment.name if seen.segment else "",
        )


class AmendListingIn(Schema):
    """Only what is sent is changed. ``version`` is the one you read: the slower of two is refused."""

    kind: Listing.Kind = Listing.Kind.PRODUCT
    contact_id: UUID | None = None
    title_zh: Said = ""
    title_en: Said = ""
    text_zh: Said = ""
    text_en: Said = ""
    quantity: Quantity | None = None
    unit: Said = ""
    region: Said = ""
    from_on: date | None = None
    until_on: date | None = None
    certificates: Said = ""
    visibility: Listing.Visibility = Listing.Visibility.ASSOCIATION
    party_ids: list[UUID] = Field([], max_length=100)
    industry_class_id: UUID | None = None
    segment_id: UUID | None = None
    step: Listing.Step | None = None
    version: Version


class ListingIn(AmendListingIn):
    """A new offer or need; without ``organization_id`` it is the association's own."""

    side: Listing.Side
    organization_id: UUID | None = None
    version: Version = 0


class SheetRowIn(Schema):
    """A row as it stands in a workbook: texts, choices and names as people write them."""

    side: Said
    kind: Said = ""
    organization: Said = ""
    title_zh: Said = ""
    title_en: Said = ""
    text_zh: Said = ""
    text_en: Said = ""
    quantity: Said = ""
    unit: Said = ""
    region: Said = ""
    from_on: Said = ""
    until_on: Said = ""
    certificates: Said = ""
    visibility: Said = ""
    segment: Said = ""


class SheetIn(Schema):
    rows: list[SheetRowIn] = Field(max_length=300)
    only_check: bool = False

    @property
    def texts(self) -> list[dict[str, str]]:
        return [row.dict() | {"number": str(number)} for number, row in enumerate(self.rows, start=1)]


class SheetLineOut(Schema):
    number: int
    title: str
    problems: list[str]
    is_known: bool


class ClassifyListingIn(Schema):
    segment_id: UUID | None = None
    industry_class_id: UUID | None = None


class SuggestionOut(Schema):
    """``thing`` seems to be where it belongs; the sentence says why."""

    thing: Ref
    score: float
    sentence: SentenceOut


class SuggestedOut(Schema):
    segments: list[SuggestionOut]
    classes: list[SuggestionOut]

    @classmethod
    def of(cls, found: Suggested) -> "SuggestedOut":
        def told(one: Any) -> SuggestionOut:
            return SuggestionOut(
                thing=Ref(id=one.thing.pk, name=str(one.thing)),
                score=one.score,
                sentence=one.sentence.as_data(),
            )

        return cls(
            segments=[told(one) for one in found.segments], classes=[told(one) for one in found.classes]
        )


class PublishListingIn(Schema):
    version: Version


class ReturnListingIn(Schema):
    reason: Reason


class CloseListingIn(Schema):
    ending: Listing.Ending
    note: Reason = ""


class ShareListingIn(Schema):
    association_ids: list[UUID] = Field([], max_length=200)
    with_all: bool = False


def ref(thing: Any) -> Ref | None:
    return Ref(id=thing.pk, name=str(thing)) if thing else None


def row_of(seen: Seen) -> dict[str, Any]:
    """What a list says of it."""
    row = seen.row
    same = ("side", "kind", "region", "quantity", "unit", "from_on", "until_on", "visibility", "state")
    return {name: getattr(row, name) for name in (*same, "published_at", "version")} | {
        "id": row.pk,
        "association": Ref(id=row.association_id, name=row.association.name),
        "title": seen.title,
        "title_zh": seen.said("title_zh"),
        "title_en": seen.said("title_en"),
        "owner": seen.owner,
        "organization": ref(seen.organization),
        "is_named": seen.is_named,
        "segment": ref(seen.segment),
        "industry_class": ref(row.industry_class),
        "is_expired": seen.is_expired,
    }
