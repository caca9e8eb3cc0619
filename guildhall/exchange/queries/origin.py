"""What could become a draft: sentences of minutes, gaps of a chain, profiles of members."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from guildhall.accounts.models import Association, User
from guildhall.chain.models import Placement, Segment
from guildhall.core.paging import Page, page_of
from guildhall.exchange.drafting import Proposal, kind_of, products_in, proposals
from guildhall.exchange.models import Listing
from guildhall.exchange.queries.listing import WITH, Asked, listings, shown
from guildhall.exchange.sight import Seen, as_seen, visible_listings
from guildhall.meetings.models import Meeting, MinutesVersion
from guildhall.meetings.permissions import may_read_minutes, may_read_session
from guildhall.registry.models import Organization
from guildhall.registry.queries import today_in

MOST = 60
ON_SEGMENT = 10
SHORTEST_NAME = 2
Text = tuple[Model, str, bool]


@dataclass(frozen=True)
class Found:
    """A proposal, what it was found in, whose it seems to be. ``key`` names it as long as the sentence stands."""

    proposal: Proposal
    origin: Model
    is_chinese: bool
    organization: Organization | None = None
    segment: Segment | None = None

    @property
    def key(self) -> str:
        said = f"{self.origin._meta.label}:{self.origin.pk}:{self.proposal.side}:{self.proposal.sentence}"
        return sha256(said.encode()).hexdigest()[:16]

    @property
    def texts(self) -> dict[str, str]:
        """Title and text in the language in which it was said."""
        code = "zh" if self.is_chinese else "en"
        return {f"title_{code}": self.proposal.title, f"text_{code}": self.proposal.sentence}


def found_in_meeting(meeting: Meeting, *, viewer: User) -> list[Found]:
    """Sentences of the agenda's summaries and results, of the resolutions and of the minutes that sound like a need
    or an offer; what was drafted before is left out. Of each only what the viewer may read."""
    found: dict[str, Found] = {}
    for origin, text, is_chinese in _texts_of(meeting, viewer):
        for proposal in proposals(text):
            found.setdefault(proposal.sentence, Found(proposal, origin, is_chinese))
    drafted = _sentences_drafted(meeting, [one.origin.pk for one in found.values()])
    new = [one for sentence, one in found.items() if sentence not in drafted][:MOST]
    return list(_with_owners(new, meeting))


def _texts_of(meeting: Meeting, viewer: User) -> Iterator[Text]:
    if may_read_session(viewer, meeting):
        for item in meeting.agenda.all():
            yield item, f"{item.summary_zh}\n{item.result_zh}", True
            yield item, f"{item.summary_en}\n{item.result_en}", False
        for resolution in meeting.resolutions.all():
            yield resolution, resolution.text_zh, True
            yield resolution, resolution.text_en, False
    last = (
        MinutesVersion.objects.filter(minutes__meeting=meeting)
        .select_related("minutes__meeting__association")
        .order_by("-number")
        .first()
    )
    if last and may_read_minutes(viewer, last.minutes):
        yield meeting, last.text_zh, True
        yield meeting, last.text_en, False


def _sentences_drafted(meeting: Meeting, origins: Sequence[UUID]) -> set[str]:
    drafted = Listing.objects.filter(association=meeting.association_id, origin_id__in=origins)
    return {text for pair in drafted.values_list("text_zh", "text_en") for text in pair if text}


def _with_owners(found: Iterable[Found], meeting: Meeting) -> Iterator[Found]:
    """Each with the firm that its sentence names: the longest name that stands in it."""
    firms = Organization.objects.filter(association=meeting.association_id, is_active=True)
    names = {
        name: firm
        for firm in firms
        for name in (firm.name_zh, firm.name_en, firm.short_zh, firm.short_en)
        if len(name) > SHORTEST_NAME
    }
    longest_first = sorted(names, key=len, reverse=True)
    for one in found:
        said = next((name for name in longest_first if name in one.proposal.sentence), "")
        yield Found(one.proposal, one.origin, one.is_chinese, names.get(said))


def found_in_profile(organization: Organization) -> list[Found]:
    """What the organization says it makes and needs: the products of its places on chains, and what it says of itself.

    What was drafted from its profile before is left out.
    """
    found: dict[tuple[str, str], Found] = {}
    places = Placement.objects.filter(organization=organization).select_related("segment__chain")
    for place in places.order_by("pk"):
        side = "offer" if place.role == Placement.Role.SERVES else "need"
        for is_chinese, text in ((True, place.products_zh), (False, place.products_en)):
            for product in products_in(text):
                made = Proposal(side, kind_of(product), product, product)  # type: ignore[arg-type]  # one of the two
                key = (side, product)
                found.setdefault(key, Found(made, organization, is_chinese, organization, place.segment))
    for is_chinese, text in ((True, organization.about_zh), (False, organization.about_en)):
        for proposal in proposals(text):
            key = (proposal.side, proposal.title)
            found.setdefault(key, Found(proposal, organization, is_chinese, organization))
    drafted = Listing.objects.filter(organization=organization, origin_id=organization.pk)
    before = {
        text
        for four in drafted.values_list("title_zh", "title_en", "text_zh", "text_en")
        for text in four
        if text
    }
    return [one for one in found.values() if not {one.proposal.title, one.proposal.sentence} & before][:MOST]


def needs_of_segments(segments: Iterable[UUID], states: Sequence[str]) -> QuerySet[Listing]:
    """The association's needs that were drafted from these segments of its chains."""
    origin = Q(origin_type=Segment._meta.label_lower, origin_id__in=list(segments))
    return Listing.objects.filter(origin, side=Listing.Side.NEED, state__in=list(states)).order_by("pk")


def needs_by_segment(association: Association, segments: Iterable[UUID], *, viewer: User) -> dict[UUID, Seen]:
    """The open need of each segment that the viewer sees."""
    open_states = [Listing.State.DRAFT, Listing.State.SUBMITTED, Listing.State.PUBLISHED]
    visible = visible_listings(viewer, association).values("pk")
    needs = needs_of_segments(segments, open_states).filter(pk__in=visible)
    seen = as_seen(needs.select_related(*WITH), viewer, today_in(association))
    return {one.row.origin_id: one for one in seen if one.row.origin_id}


def listings_on_segment(segment: Segment, *, viewer: User, association: Association) -> Page[Seen]:
    """The newest that are open on the segment."""
    found = listings(association, viewer=viewer, asked=Asked(segment=segment.pk))
    return shown(page_of(found, size=ON_SEGMENT), viewer, association)
