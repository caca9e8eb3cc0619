"""What was listed before much like this: shown before it is published."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.exchange.likeness import Likeness, Said, likeness
from guildhall.exchange.models import Listing
from guildhall.exchange.queries.listing import WITH
from guildhall.exchange.queries.sharing import listed
from guildhall.exchange.sight import Seen, as_seen, visible_listings
from guildhall.registry.queries import today_in

MOST_COMPARED = 2_000
MOST_SHOWN = 5
READ = 600


@dataclass(frozen=True)
class Duplicate:
    """Another one that says much the same, and why it is thought so."""

    seen: Seen
    likeness: Likeness
    is_same_owner: bool

    @property
    def sentence(self) -> str:
        said = {"percent": self.likeness.percent, "words": listed(self.likeness.shared)}
        if self.is_same_owner:
            return _("%(percent)d%% alike, by the same owner; both say: %(words)s") % said
        return _("%(percent)d%% alike, by somebody else; both say: %(words)s") % said


def duplicates(listing: Listing, *, viewer: User) -> list[Duplicate]:
    """Published or waiting ones of the same side that the viewer sees and that say much the same, the likest first.

    The latest two thousand are compared. Four queries.
    """
    rows = visible_listings(viewer, listing.association).filter(
        side=listing.side, state__in=[Listing.State.PUBLISHED, Listing.State.SUBMITTED]
    )
    others = rows.exclude(pk=listing.pk).select_related(*WITH).order_by("-pk")[:MOST_COMPARED]
    own = _said(Seen(listing, is_named=True, today=today_in(listing.association)))
    seen = as_seen(others, viewer, today_in(listing.association))
    found = [(one, likeness(own, _said(one))) for one in seen]
    alike = sorted(
        ((one, like) for one, like in found if like.is_alike),
        key=lambda pair: (-pair[1].share, str(pair[0].pk)),
    )
    return [Duplicate(one, like, _same_owner(one.row, listing)) for one, like in alike[:MOST_SHOWN]]


def _said(seen: Seen) -> Said:
    return Said(
        (seen.said("title_zh"), seen.said("title_en")),
        (seen.said("text_zh")[:READ], seen.said("text_en")[:READ]),
    )


def _same_owner(one: Listing, other: Listing) -> bool:
    return (one.organization_id, one.association_id) == (other.organization_id, other.association_id)
