"""Who sees which offers and needs, and whose names: decided here and nowhere else.

Once as a query (``visible_listings``), once as marks by which the index is limited (``marks_of``, ``limits_for``); a
test holds the two together. The rules, in words:

- Whoever manages the association sees all of its listings and all names; whoever oversees it sees what was published.
- The own people of the organization see its listings in every state; nobody else sees drafts, what awaits review,
  what has expired or was closed.
- A published listing is seen according to its visibility: by everyone; by the association's people (guests are
  none); by the people of the parties that were invited. Anonymous ones by the association's people, without the name.
- People of another association see what was shared with it, unless it is for invited parties only.
- The name behind an anonymous listing, its contact and its origin are shown to the other side of a match once the
  two were introduced.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power, powers_of
from guildhall.chain.models import Segment
from guildhall.core.models import in_language
from guildhall.core.requests import remembered
from guildhall.exchange.masking import masked, named_in, names_to_hide
from guildhall.exchange.models import Listing, Match
from guildhall.matching.index import Limits
from guildhall.registry import queries as registry
from guildhall.registry.models import Organization, Person, Representation, in_force

TEXTS = ("title_zh", "title_en", "text_zh", "text_en", "certificates")
SOON = 14
PARTIES, ANONYMOUS = Listing.Visibility.PARTIES, Listing.Visibility.ANONYMOUS
LISTED = (Listing.State.PUBLISHED, Listing.State.CLOSED)


@dataclass(frozen=True)
class Reader:
    """What decides on somebody's sight in one association."""

    keeps: bool
    oversees: bool
    belongs: bool
    organizations: frozenset[UUID]


NOBODY = Reader(keeps=False, oversees=False, belongs=False, organizations=frozenset())


def own_organizations(user: User | AnonymousUser, association: Association) -> frozenset[UUID]:
    """The organizations whose own people the user is of today: where he or she works, and those represented."""
    return reader_of(user, association).organizations


def reader_of(user: User | AnonymousUser, association: Association) -> Reader:
    """At most four queries, once in a request."""
    if isinstance(user, AnonymousUser):
        return NOBODY
    return remembered(("exchange.reader", user.pk, association.pk), lambda: _reader(user, association))


def _reader(user: User, association: Association) -> Reader:
    powers = powers_of(user, association)
    return Reader(
        keeps=powers.has(Power.MANAGE),
        oversees=powers.has(Power.OVERSEE),
        belongs=registry.sees_registry(user, association),
        organizations=registry.own_organizations(user, association),
    )


def is_live_on(today: date) -> Q:
    """Published, and its last day has not passed."""
    return Q(state=Listing.State.PUBLISHED, until_on__gte=today)


def visible_listings(user: User, association: Association) -> QuerySet[Listing]:
    """Every offer and need that the user sees from this association: its own, and those shared with it."""
    reader = reader_of(user, association)
    here, live = Q(association=association), is_live_on(registry.today_in(association))
    if reader.keeps:
        own = here
    else:
        own = here & (_of_own(reader, user) | (live & _open_here(reader)))
        if reader.oversees:
            own |= here & Q(state__in=LISTED)
    return Listing.objects.filter(own | (live & ~here & _shared_with(association, reader)))


def _of_own(reader: Reader, user: User) -> Q:
    """The listings of one's own organizations, and what one wrote for the association itself."""
    return Q(organization__in=reader.organizations) | Q(organization__isnull=True, created_by=user)


def _open_here(reader: Reader) -> Q:
    invited = Listing.parties.through.objects.filter(organization__in=reader.organizations)
    seen = Q(visibility=Listing.Visibility.PUBLIC) | Q(visibility=PARTIES, pk__in=invited.values("listing"))
    if reader.belongs:
        seen |= Q(visibility__in=[Listing.Visibility.ASSOCIATION, ANONYMOUS])
    return seen


def _shared_with(association: Association, reader: Reader) -> Q:
    named = Listing.shared_with.through.objects.filter(association=association)
    shared = Q(is_shared_with_all=True) | Q(pk__in=named.values("listing"))
    wide = ~Q(visibility=PARTIES) if reader.belongs else Q(visibility=Listing.Visibility.PUBLIC)
    return shared & wide


def public_listings(association: Association) -> QuerySet[Listing]:
    """What everybody sees on the association's public pages."""
    if not association.is_public:
        return Listing.objects.none()
    shown = Listing.objects.filter(association=association, visibility=Listing.Visibility.PUBLIC)
    return shown.filter(is_live_on(registry.today_in(association)))


def names_shown(listing: Listing, user: User | AnonymousUser) -> bool:
    """Whether the user may know whose it is: its organization, contact and origin."""
    return listing.pk in names_shown_among([listing], user)


def names_shown_among(listings: Sequence[Listing], user: User | AnonymousUser) -> frozenset[UUID]:
    """Those of the listings whose names the user may know. A constant number of queries for one association."""
    hidden = [one for one in listings if one.visibility == ANONYMOUS]
    shown = {one.pk for one in listings if one.visibility != ANONYMOUS}
    if not hidden or isinstance(user, AnonymousUser):
        return frozenset(shown)
    readers = _readers_of(user, {one.association_id: one.association for one in hidden})
    for one in hidden:
        reader = readers.get(one.association_id, NOBODY)
        is_own = one.organization_id in reader.organizations
        is_written = one.organization_id is None and one.created_by_id == user.pk
        if reader.keeps or reader.oversees or is_own or is_written:
            shown.add(one.pk)
    return frozenset(shown | _introduced([one.pk for one in hidden if one.pk not in shown], user))


def _readers_of(user: User, associations: dict[UUID, Association]) -> dict[UUID, Reader]:
    known = associations
    if len(associations) > 1:
        belongs = user.people.filter(association__in=associations).values_list("association", flat=True)
        known = {pk: associations[pk] for pk in belongs}
    return {pk: reader_of(user, association) for pk, association in known.items()}


def _introduced(listings: Sequence[UUID], user: User) -> set[UUID]:
    """Those to whose owners the user's organizations, wherever they are, were introduced. One query."""
    if not listings:
        return set()
    own = organizations_anywhere(user)
    met = Match.objects.filter(introduced_at__isnull=False)
    pairs = met.filter(
        Q(need__in=listings, offer__organization__in=own) | Q(offer__in=listings, need__organization__in=own)
    )
    return {pk for pair in pairs.values_list("need", "offer") for pk in pair if pk in set(listings)}


def organizations_anywhere(user: User) -> QuerySet[Organization]:
    """The organizations of which the user is in any association: by work, or as their representative today."""
    sits = Representation.objects.filter(in_force(timezone.localdate()), person__user=user)
    works = Q(pk__in=user.people.filter(organization__isnull=False).values("organization"))
    return Organization.objects.filter(
        works | Q(pk__in=sits.filter(seat__organization__isnull=False).values("seat__organization"))
    )


def hidden_words(listing: Listing) -> list[str]:
    """What names the firm behind an anonymous listing, or its contact."""
    firm, contact = listing.organization, listing.contact
    names = [firm.name_zh, firm.name_en, firm.short_zh, firm.short_en, firm.uscc] if firm else []
    phones = [firm.phone] if firm else []
    if contact:
        names += [contact.name_zh, contact.name_en, contact.email]
        phones.append(contact.phone)
    return names_to_hide(names, phones)


def words_that_name(listing: Listing) -> list[str]:
    """What in the listing's own texts names the firm: said before it is published anonymously."""
    whole = "\n".join(getattr(listing, field) for field in TEXTS)
    return named_in(whole, hidden_words(listing))


@dataclass(frozen=True)
class Seen:
    """A listing as one reader may see it. Pages, endpoints and files show this, never the row behind it."""

    row: Listing
    is_named: bool
    today: date
    is_inside: bool = False  # the reader is one of the listing's association: no guest, nobody from elsewhere

    def said(self, field: str) -> str:
        """One of its texts; what names the firm is covered where the reader may not know it."""
        text: str = getattr(self.row, field)
        return text if self.is_named or not text else masked(text, hidden_words(self.row))

    @property
    def pk(self) -> UUID:
        return self.row.pk

    @property
    def title(self) -> str:
        return in_language(self.said("title_zh"), self.said("title_en"))

    @property
    def text(self) -> str:
        return in_language(self.said("text_zh"), self.said("text_en"))

    @property
    def certificates(self) -> list[str]:
        return [line.strip() for line in self.said("certificates").splitlines() if line.strip()]

    @property
    def organization(self) -> Organization | None:
        return self.row.organization if self.is_named else None

    @property
    def contact(self) -> Person | None:
        return self.row.contact if self.is_named else None

    @property
    def origin_label(self) -> str:
        return self.row.origin_label if self.is_named else ""

    @property
    def owner(self) -> str:
        """Whose it is: the organization, the association itself, or that it is not told."""
        if not self.is_named:
            return _("Name given after an introduction")
        return (self.row.organization or self.row.association).name

    @property
    def other_title(self) -> str:
        """The title in the language that ``title`` is not in."""
        zh, en = self.said("title_zh"), self.said("title_en")
        return (en if self.title == zh else zh) if zh and en else ""

    @property
    def other_text(self) -> str:
        zh, en = self.said("text_zh"), self.said("text_en")
        return (en if self.text == zh else zh) if zh and en else ""

    @property
    def other_language(self) -> str:
        return "en" if self.title == self.said("title_zh") else "zh-hans"

    @property
    def segment(self) -> Segment | None:
        """Its place on a chain. Chains that are not public are for the association's own people."""
        segment = self.row.segment
        return segment if segment and (self.is_inside or segment.chain.is_public) else None

    @property
    def segment_name(self) -> str:
        segment = self.segment
        return f"{segment.chain.name} · {segment.name}" if segment else ""

    @property
    def is_expiring(self) -> bool:
        left = self.days_left
        return self.row.state == Listing.State.PUBLISHED and left is not None and 0 <= left <= SOON

    @property
    def is_expired(self) -> bool:
        return self.row.is_expired_on(self.today)

    @property
    def days_left(self) -> int | None:
        return (self.row.until_on - self.today).days if self.row.until_on else None


def as_seen(listings: Iterable[Listing], user: User | AnonymousUser, today: date) -> list[Seen]:
    """The listings as the user may see them, in their order."""
    rows = list(listings)
    named, inside = names_shown_among(rows, user), _inside(rows, user)
    return [Seen(row, row.pk in named, today, row.association_id in inside) for row in rows]


def _inside(listings: Sequence[Listing], user: User | AnonymousUser) -> set[UUID]:
    """The associations of the listings whose people the user is one of."""
    if isinstance(user, AnonymousUser) or not listings:
        return set()
    readers = _readers_of(user, {one.association_id: one.association for one in listings})
    return {pk for pk, reader in readers.items() if reader.belongs}


def open_texts(listing: Listing) -> tuple[str, ...]:
    """Its texts as anybody who sees it may read them: what an index may hold and a reason may quote."""
    seen = Seen(listing, listing.visibility != ANONYMOUS, date.min)
    return tuple(said for field in TEXTS if (said := seen.said(field)))


def marks_of(listing: Listing) -> tuple[str, ...]:
    """The marks of a published listing in the index. Dates are no marks: an expired one leaves the index.

    ``parties`` and ``shared_with`` are read; prefetch them for many.
    """
    marks = [f"side:{listing.side}", f"kind:{listing.kind}", f"in:{listing.association_id}"]
    if listing.organization_id:
        marks.append(f"of:{listing.organization_id}")
    if listing.visibility == PARTIES:
        return (*marks, *(f"party:{party.pk}" for party in listing.parties.all()))
    marks += [f"sight:{listing.association_id}", *(f"sight:{one.pk}" for one in listing.shared_with.all())]
    return (*marks, "sight:all") if listing.is_shared_with_all else tuple(marks)


def limits_for(organization: Organization | None, association: Association) -> Limits:
    """What the people of the organization may be matched with: what they see, but for their own.

    Without an organization: for what the association itself needs, which its keepers look at.
    """
    shared = (f"sight:{association.pk}", "sight:all")
    if organization is None:
        return Limits(one_of=((f"in:{association.pk}", *shared),))
    return Limits(one_of=((*shared, f"party:{organization.pk}"),), none_of=(f"of:{organization.pk}",))


def limits_of(listing: Listing) -> Limits:
    """What a listing may be matched with: the other side, what its owner sees, owned by whom may see the listing."""
    other = Listing.Side.OFFER if listing.side == Listing.Side.NEED else Listing.Side.NEED
    limits = limits_for(listing.organization, listing.association)
    groups = [*limits.one_of, (f"side:{other}",)]
    if listing.visibility == PARTIES:
        groups.append(tuple(f"of:{party.pk}" for party in listing.parties.all()) or ("of:nobody",))
    elif not listing.is_shared_with_all:
        groups.append(tuple(f"in:{pk}" for pk in _seen_in(listing)))
    return Limits(one_of=tuple(groups), none_of=limits.none_of, not_these=(str(listing.pk),))


def _seen_in(listing: Listing) -> Iterable[UUID]:
    return [listing.association_id, *(one.pk for one in listing.shared_with.all())]
