"""Offers and needs as lists and as one page, each row as its reader may see it."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Q, QuerySet

from guildhall.accounts.models import Association, User
from guildhall.chain.models import IndustryClass, Segment
from guildhall.core.paging import Page
from guildhall.exchange import permissions
from guildhall.exchange.models import Listing
from guildhall.exchange.queries.sharing import who_sees
from guildhall.exchange.sight import (
    ANONYMOUS,
    PARTIES,
    SOON,
    Seen,
    as_seen,
    is_live_on,
    open_texts,
    own_organizations,
    public_listings,
    reader_of,
    visible_listings,
    words_that_name,
)
from guildhall.registry.models import Organization
from guildhall.registry.queries import today_in
from guildhall.registry.queries.words import plain, unit_is_meant

RENEWABLE = timedelta(days=30)
MOST_HIDDEN = 200
WITH = ("association", "organization", "contact", "segment__chain", "industry_class")


@dataclass(frozen=True)
class Asked:
    """What a list is narrowed to. ``state``: ``open`` (the default), ``review``, ``expiring``, ``drafts``, ``ended``."""

    side: str = ""
    q: str = ""
    kind: str = ""
    segment: UUID | None = None
    industry_class: UUID | None = None
    region: str = ""
    state: str = ""
    mine: bool = False

    @property
    def is_filtered(self) -> bool:
        return replace(self, side="") != Asked()

    @property
    def is_everything(self) -> bool:
        return not self.side and self.state != "review"

    @property
    def is_offers(self) -> bool:
        return self.side == Listing.Side.OFFER

    @property
    def is_needs(self) -> bool:
        return self.side == Listing.Side.NEED

    @property
    def is_review(self) -> bool:
        return self.state == "review" and not self.side


def listings(association: Association, *, viewer: User, asked: Asked) -> QuerySet[Listing]:
    """What the reader sees of the association's offers and needs and of those shared with it, the newest first."""
    found = _in_state(visible_listings(viewer, association), association, asked.state)
    if asked.mine:
        found = found.filter(_own(association, viewer))
    return _narrowed(found, asked, viewer, association).order_by(
        F("published_at").desc(nulls_first=True), "-pk"
    )


def own_listings(association: Association, *, viewer: User) -> QuerySet[Listing]:
    """Every offer and need of the reader's own organizations, in every state, drafts first."""
    found = visible_listings(viewer, association).filter(_own(association, viewer))
    return found.select_related(*WITH).order_by("state", "until_on", "-pk")


def waiting_for_review(association: Association, *, viewer: User) -> int:
    """How many await review, for whoever reviews."""
    if not permissions.may_keep_listings(viewer, association):
        return 0
    return Listing.objects.filter(association=association, state=Listing.State.SUBMITTED).count()


def own_firms(viewer: User, association: Association) -> QuerySet[Organization]:
    """The reader's own organizations, by name."""
    own = Organization.objects.filter(pk__in=own_organizations(viewer, association))
    return own.order_by("name_key", "pk")


def public_list(association: Association, *, asked: Asked) -> QuerySet[Listing]:
    """What everybody sees on the public pages."""
    found = _narrowed(public_listings(association), asked, AnonymousUser(), association)
    return found.order_by("-published_at", "-pk")


def _own(association: Association, viewer: User) -> Q:
    return Q(association=association) & (
        Q(organization__in=own_organizations(viewer, association))
        | Q(organization__isnull=True, created_by=viewer)
    )


def _in_state(found: QuerySet[Listing], association: Association, state: str) -> QuerySet[Listing]:
    today = today_in(association)
    live = is_live_on(today)
    wanted = {
        "review": Q(state=Listing.State.SUBMITTED),
        "drafts": Q(state=Listing.State.DRAFT),
        "expiring": live & Q(until_on__lte=today + timedelta(days=SOON)),
        "ended": Q(state=Listing.State.CLOSED) | Q(state=Listing.State.PUBLISHED, until_on__lt=today),
        "any": Q(),
    }
    return found.filter(wanted.get(state, live))


def _narrowed(
    found: QuerySet[Listing], asked: Asked, viewer: User | AnonymousUser, association: Association
) -> QuerySet[Listing]:
    if asked.segment:
        found = found.filter(segment__in=segments_listed(association, viewer=viewer).filter(pk=asked.segment))
    for field in ("side", "kind", "industry_class"):
        if value := getattr(asked, field):
            found = found.filter(**{field: value})
    if region := plain(asked.region):
        found = found.filter(region__icontains=region)
    if q := plain(asked.q):
        found = _saying(found, q, viewer, association)
    return found.select_related(*WITH)


def _saying(
    found: QuerySet[Listing], q: str, viewer: User | AnonymousUser, association: Association
) -> QuerySet[Listing]:
    """Those whose titles, texts or firm's names hold the words.

    Of anonymous ones of others only what the reader may read is looked through: to be found by a name would tell it.
    """
    reader = reader_of(viewer, association)
    words = (
        Q(title_zh__icontains=q)
        | Q(title_en__icontains=q)
        | Q(text_zh__icontains=q)
        | Q(text_en__icontains=q)
    )
    known = ~Q(visibility=ANONYMOUS)
    if reader.keeps or reader.oversees:
        known |= Q(association=association)
    else:
        known |= Q(organization__in=reader.organizations)
    hidden = (
        found.filter(~known, words).select_related("organization", "contact").order_by("-pk")[:MOST_HIDDEN]
    )
    sought = q.casefold()
    open_ones = [one.pk for one in hidden if any(sought in text.casefold() for text in open_texts(one))]
    return found.filter((known & (words | unit_is_meant(q, "organization__"))) | Q(pk__in=open_ones))


def shown(page: Page[Listing], viewer: User | AnonymousUser, association: Association) -> Page[Seen]:
    """A page of rows as the reader may see them."""
    rows = as_seen(page.rows, viewer, today_in(association))
    return Page(rows, page.number, page.size, page.has_next, page.total)


@dataclass(frozen=True)
class ListingPage:
    """One offer or need as its reader may see it, and what this reader may do with it."""

    seen: Seen
    acts: frozenset[str]
    is_own: bool
    parties: tuple[str, ...]
    shared_with: tuple[str, ...]
    returned_reason: str
    explained: tuple[str, ...] = ()
    naming: tuple[str, ...] = ()
    as_others: Seen | None = None

    @property
    def row(self) -> Listing:
        return self.seen.row


def listing_to_show(association: Association, pk: UUID, *, viewer: User) -> Listing | None:
    """The one with this identifier, or nothing where the reader may not see it."""
    found = visible_listings(viewer, association).select_related(
        *WITH, "segment__association", "created_by", "submitted_by", "reviewed_by", "contact__user"
    )
    return found.filter(pk=pk).first()


def listing_page(listing: Listing, *, viewer: User, association: Association) -> ListingPage:
    """Parties, shares and what a reviewer wrote are for the owner's people and the secretariat only."""
    [seen] = as_seen([listing], viewer, today_in(association))
    reader = reader_of(viewer, listing.association)
    whole = reader.keeps or reader.oversees or permissions.may_amend(viewer, listing)
    is_own = listing.organization_id in reader.organizations
    if not whole and not is_own:
        return ListingPage(seen, frozenset(), is_own, (), (), "")
    parties = tuple(party.name for party in listing.parties.order_by("name_key", "pk"))
    shares = tuple(one.name for one in listing.shared_with.order_by("name_zh", "pk"))
    is_hidden = listing.visibility == ANONYMOUS
    return ListingPage(
        seen=seen,
        acts=frozenset(acts_on(listing, viewer)),
        is_own=is_own,
        parties=parties,
        shared_with=shares,
        returned_reason=listing.returned_reason,
        explained=tuple(who_sees(listing, parties, shares)),
        naming=tuple(words_that_name(listing)) if is_hidden else (),
        as_others=replace(seen, is_named=False) if is_hidden else None,
    )


def acts_on(listing: Listing, viewer: User) -> list[str]:
    """The names of what the viewer can do with it now."""
    state, today = listing.state, today_in(listing.association)
    found = []
    if permissions.may_amend(viewer, listing):
        found += {
            Listing.State.DRAFT: ["amend_listing", "submit_listing", "share_listing"],
            Listing.State.SUBMITTED: ["amend_listing", "close_listing", "share_listing"],
            Listing.State.PUBLISHED: ["amend_listing", "close_listing", "share_listing"],
        }.get(Listing.State(state), [])
        if state == Listing.State.DRAFT and listing.published_at is None:
            found.append("discard_listing")
        if state == Listing.State.PUBLISHED and listing.until_on and listing.until_on < today + RENEWABLE:
            found.append("renew_listing")
        if "submit_listing" in found and not permissions.may_submit(viewer, listing):
            found.remove("submit_listing")
        if listing.visibility == PARTIES and "share_listing" in found:
            found.remove("share_listing")
    if state == Listing.State.SUBMITTED and permissions.may_review(viewer, listing):
        found.append("return_listing")
        if permissions.may_publish(viewer, listing):
            found.append("publish_listing")
    return found


def segments_listed(association: Association, *, viewer: User | AnonymousUser) -> QuerySet[Segment]:
    """The segments of the association's chains that the viewer may know of, to choose from."""
    found = Segment.objects.filter(association=association, chain__is_active=True)
    if not reader_of(viewer, association).belongs:
        found = found.filter(chain__is_public=True)
    return found.select_related("chain").order_by("chain__pk", "position", "pk")


def classes_to_choose(association: Association) -> QuerySet[IndustryClass]:
    return IndustryClass.objects.filter(association=association).order_by("code", "pk")
