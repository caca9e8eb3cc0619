"""What fits a listing: candidates from the index, facts from the database, places from ``ranking``.

Hard limits come first: who sees what on both sides, dates, own firm, what one side declined before, firms that said
they compete. What the index proposes is held against the database before anything is ranked.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from guildhall.accounts.models import Association
from guildhall.chain.models import Segment
from guildhall.exchange.models import Feedback, Listing, Match
from guildhall.exchange.projection import BETWEEN_TITLES, head_of, projection, texts_of, titles_of
from guildhall.exchange.queries.beside import gather, part_of, segments_beside
from guildhall.exchange.ranking import TOP, Candidate, Edge, Place, Reason, Traits, ranked
from guildhall.exchange.sight import ANONYMOUS, is_live_on, limits_of
from guildhall.exchange.words import lexicon
from guildhall.matching.index import Entry, Limits
from guildhall.matching.match_command import meaning
from guildhall.matching.matcher import Matcher, Scored
from guildhall.matching.tokens import normalized, normalized_terms, terms
from guildhall.registry.queries import today_in

BY_TEXT, BY_TITLE = 40, 30  # candidates that are held against the database
WEARY_FOR = timedelta(days=30)
NAMELESS = "listing "
TRAITS = ("pk", "organization_id", "visibility", "kind", "region", "certificates", "quantity", "unit")
OTHER = {Listing.Side.OFFER: Listing.Side.NEED, Listing.Side.NEED: Listing.Side.OFFER}
Side = Listing.Side


@dataclass(frozen=True)
class Asking:
    """What something is sought for: a listing, or any text that nobody stored."""

    association: Association
    side: str
    title: str
    text: str
    limits: Limits
    traits: Traits
    segment: Segment | None = None
    period: tuple[date | None, date | None] = (None, None)
    listing: Listing | None = None

    @classmethod
    def of(cls, listing: Listing) -> "Asking":
        """A listing, within what its owner may see; texts as anybody who sees it may read them."""
        return cls(
            listing.association,
            listing.side,
            BETWEEN_TITLES.join(titles_of(listing)),
            "\n".join(texts_of(listing)),
            _limits(listing),
            traits_of({name: getattr(listing, name) for name in TRAITS}),
            listing.segment,
            (listing.from_on, listing.until_on),
            listing,
        )


@dataclass(frozen=True)
class Fit:
    """A listing in its place; the weights of the reasons add up to the score of the place."""

    place: Place
    listing: Listing
    reasons: tuple[Reason, ...]
    is_across_languages: bool


def fits_for(
    asking: Asking, top: int = TOP, *, wait: bool = False, rows: "QuerySet[Listing] | None" = None
) -> list[Fit]:
    """The best for it, with reasons whose weights add up. ``rows`` limits them further; ``wait`` for the dictionary.

    The number of questions to the database does not depend on how many fit.
    """
    matcher = Matcher(projection().current(), lexicon(wait=wait), meaning())
    scored = matcher.scored(asking.text, BY_TEXT, asking.limits, by_head=BY_TITLE)
    edges: dict[str, tuple[Edge, Entry]] = {}
    for beside in segments_beside(asking.association, asking.segment, asking.title or asking.text):
        gather(matcher.view, beside, asking.limits, edges)
    ids = scored.parts.keys() | edges.keys()
    known = _known(asking, ids, Listing.objects.all() if rows is None else rows)
    judge = _Judge(matcher, asking, scored, edges, _shown_lately(asking, known))
    places = ranked(asking.traits, [judge.candidate(one) for one in known], judge.could_reach, top)
    found = Listing.objects.select_related("organization", "association", "contact")
    listings = {str(pk): one for pk, one in found.in_bulk([place.id for place in places]).items()}
    return [
        Fit(place, listings[place.id], *judge.told(place, listings[place.id]))
        for place in places
        if place.id in listings
    ]


class _Judge:
    """What is known of the candidates for one question, put together for each of them."""

    def __init__(
        self,
        matcher: Matcher,
        asking: Asking,
        scored: Scored,
        edges: Mapping[str, tuple[Edge, Entry]],
        shown: Mapping[str, int],
    ) -> None:
        self.scored, self.edges, self.shown = scored, edges, shown
        self.view = matcher.view
        self.could_reach = matcher.could_reach(asking.text)
        self.title_could_reach = matcher.could_reach(asking.title)
        self.said = frozenset(piece.term for piece in scored.said)
        in_title = frozenset(terms(asking.title))
        self.of_title = {term for term, one in scored.wanted.items() if _is_of(in_title, term, one.sources)}

    def candidate(self, traits: Traits) -> Candidate:
        edge, entry = self.edges.get(traits.id, (None, None))
        text = entry.text if entry else self.scored.texts[traits.id]
        titled = {title: self._titled(title) for title in head_of(text).split(BETWEEN_TITLES)}
        title = max(titled, key=lambda one: titled[one])
        shown = self.shown.get(traits.firm, 0)
        score = self.scored.scores.get(traits.id, 0.0)
        return Candidate(traits, score, self._share(traits.id), edge, shown, title, titled[title])

    def told(self, place: Place, listing: Listing) -> tuple[tuple[Reason, ...], bool]:
        """All reasons, those that the texts give among them, and whether most of these are in another language."""
        shared = self.scored.match(place.id).reasons if place.id in self.scored.parts else ()
        reasons: list[Reason] = [
            {"kind": one.kind, "term": one.term, "found": one.found, "weight": one.weight} for one in shared
        ]
        across = sum(one.weight for one in shared if one.kind == "translated")
        is_across = 2 * across > sum(one.weight for one in shared) and 4 * across > place.score
        written = {normalized(title): title for title in titles_of(listing)}
        added = [
            {**reason, "term": written.get(reason["term"], reason["term"])}
            if reason["kind"] == "title"
            else reason
            for reason in place.added
        ]
        return tuple(sorted([*reasons, *added], key=lambda reason: -float(reason["weight"]))), is_across

    def _share(self, pk: str) -> float:
        """How much of the whole text, or of its title, an offer has: the larger of both."""
        parts = self.scored.parts.get(pk, {})
        titled = sum(part for term, part in parts.items() if term in self.of_title)
        return max(
            sum(parts.values()) / self.could_reach if self.could_reach else 0.0,
            titled / self.title_could_reach if self.title_could_reach else 0.0,
        )

    def _titled(self, title: str) -> float:
        """How much of the other's title is said in what is asked: an offer of a motor is meant where one is named."""
        held = frozenset(normalized_terms(title))
        return part_of(self.said, held, self.view.collection(held))


def _is_of(title: frozenset[str], term: str, sources: tuple[str, ...]) -> bool:
    """Whether a term stands for something in the title, itself or as its translation."""
    return term in title or any(part in title for source in sources for part in terms(source))


def traits_of(listing: Mapping[str, Any]) -> Traits:
    """What a listing says besides its text, from the columns ``TRAITS``."""
    lines = listing["certificates"].splitlines()
    firm = str(listing["organization_id"] or "")
    return Traits(
        str(listing["pk"]),
        # Counted with its firm, how often it was shown would tell whose it is.
        f"{NAMELESS}{listing['pk']}" if listing["visibility"] == ANONYMOUS else firm,
        listing["kind"],
        listing["region"],
        tuple(line.strip() for line in lines if line.strip()),
        listing["quantity"],
        listing["unit"],
    )


def _limits(listing: Listing) -> Limits:
    limits = limits_of(listing)
    return replace(
        limits,
        none_of=(*limits.none_of, *(f"of:{pk}" for pk in _rivals(listing))),
        not_these=(*limits.not_these, *map(str, _declined(listing))),
    )


def _declined(listing: Listing) -> set[UUID]:
    """What either side declined before."""
    answers = Q(need_answer=Match.Answer.DECLINED) | Q(offer_answer=Match.Answer.DECLINED)
    pairs = Match.objects.filter(answers, Q(need=listing) | Q(offer=listing)).values_list("need", "offer")
    return {pk for pair in pairs for pk in pair} - {listing.pk}


def _rivals(listing: Listing) -> set[UUID]:
    """Firms that compete with the listing's own, as either said when it declined something of the other."""
    if listing.organization_id is None:
        return set()
    said = Feedback.objects.filter(
        Q(match__need__organization=listing.organization_id)
        | Q(match__offer__organization=listing.organization_id),
        verdict=Feedback.Verdict.DECLINED,
        reason=Feedback.Reason.RIVAL,
    )
    said = said.filter(match__need__organization__isnull=False, match__offer__organization__isnull=False)
    pairs = said.values_list("match__need__organization", "match__offer__organization")
    return {pk for pair in pairs for pk in pair} - {listing.organization_id}


def _known(asking: Asking, ids: Iterable[str], rows: "QuerySet[Listing]") -> list[Traits]:
    """Those of the candidates that the database says are live, of the other side, and of an overlapping period."""
    begins, ends = asking.period
    live = is_live_on(today_in(asking.association))
    if ends is not None:
        live &= Q(from_on__isnull=True) | Q(from_on__lte=ends)
    if begins is not None:
        live &= Q(until_on__gte=begins)
    found = rows.order_by().filter(live, pk__in=ids, side=OTHER[Side(asking.side)])
    return [traits_of(one) for one in found.values(*TRAITS)]


def _shown_lately(asking: Asking, known: Iterable[Traits]) -> dict[str, int]:
    """How often each firm was shown to others lately, and nobody answered; what is anonymous is counted by itself."""
    firms = {one.firm for one in known if one.firm and not one.firm.startswith(NAMELESS)}
    nameless = {one.id for one in known if one.firm.startswith(NAMELESS)}
    side = OTHER[Side(asking.side)]
    named = Q(**{f"{side}__organization__in": firms}) & ~Q(**{f"{side}__visibility": ANONYMOUS})
    open_ones = Match.objects.filter(
        named | Q(**{f"{side}__in": nameless}),
        shown_at__gte=timezone.now() - WEARY_FOR,
        need_answer=Match.Answer.OPEN,
        offer_answer=Match.Answer.OPEN,
    )
    if asking.listing is not None:
        open_ones = open_ones.exclude(**{asking.side: asking.listing})
    shown: Counter[str] = Counter()
    columns = (f"{side}__pk", f"{side}__organization", f"{side}__visibility")
    for pk, firm, visibility in open_ones.values_list(*columns):
        shown[f"{NAMELESS}{pk}" if visibility == ANONYMOUS else str(firm)] += 1
    return shown
