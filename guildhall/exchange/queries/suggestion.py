"""Where an offer or need seems to belong, for its owner to confirm."""

from dataclasses import dataclass

from guildhall.accounts.models import User
from guildhall.chain.models import IndustryClass, Segment
from guildhall.chain.queries import Suggestion, suggest_classes, suggest_segments
from guildhall.exchange.kinds import details_without
from guildhall.exchange.models import Listing
from guildhall.exchange.permissions import may_amend

READ = 2_000


@dataclass(frozen=True)
class Suggested:
    """Segments and classes with their reasons, the best first; empty where one is set or the kind has none."""

    segments: tuple[Suggestion[Segment], ...] = ()
    classes: tuple[Suggestion[IndustryClass], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.segments or self.classes)


def suggested(listing: Listing, *, viewer: User) -> Suggested:
    """For those who may change it, as long as it is open."""
    if listing.state == Listing.State.CLOSED or not may_amend(viewer, listing):
        return Suggested()
    text = " ".join((listing.title_zh, listing.text_zh, listing.title_en, listing.text_en))[:READ]
    none, association = details_without(listing.kind), listing.association
    wants_segment = listing.segment_id is None and "segment" not in none
    wants_class = listing.industry_class_id is None and "industry_class" not in none
    return Suggested(
        tuple(suggest_segments(association, text)) if wants_segment else (),
        tuple(suggest_classes(association, text)) if wants_class else (),
    )
