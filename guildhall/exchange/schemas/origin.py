"""Proposals out, and what a person confirmed of them in."""

from decimal import Decimal
from uuid import UUID

from ninja import Field, Schema

from guildhall.exchange.models import Listing
from guildhall.exchange.queries import Found
from guildhall.exchange.schemas.listing import ref
from guildhall.registry.schemas.fields import LongLine, Ref


class FoundOut(Schema):
    """A sentence that sounds like an offer or a need. ``key`` names it when it is confirmed."""

    key: str
    side: Listing.Side
    kind: Listing.Kind
    title: str
    sentence: str
    quantity: Decimal | None
    unit: str
    origin: str
    organization: Ref | None
    segment: Ref | None

    @classmethod
    def of(cls, found: Found) -> "FoundOut":
        same = ("side", "kind", "title", "sentence", "quantity", "unit")
        return cls(
            key=found.key,
            **{name: getattr(found.proposal, name) for name in same},
            origin=str(found.origin),
            organization=ref(found.organization),
            segment=ref(found.segment),
        )


class ConfirmedIn(Schema):
    """What is empty stays as it was proposed. ``is_associations_own``: no firm's, although one is named."""

    key: str = Field(max_length=40)
    side: Listing.Side | None = None
    kind: Listing.Kind | None = None
    title: LongLine = ""
    organization_id: UUID | None = None
    is_associations_own: bool = False


class FromFoundIn(Schema):
    confirmed: list[ConfirmedIn] = Field(max_length=100)


class FromGapIn(Schema):
    step: Listing.Step
