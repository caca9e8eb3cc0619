"""What fits a listing: candidates from the index, facts from the database, places from ``ranking``.

Hard limits come first: who sees what on both sides, dates, own firm, what one side declined before, firms that said
they compete. What the index proposes is held against the database before anything is ranked.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from guildhall.accounts.models import Association
from guildhall.chain.models import Flow, Segment
from guildhall.chain.queries import neighbours, segment_suggester
from guildhall.core.sentences import Sentence
from guildhall.exchange.models import Feedback, Listing, Match
from guildhall.exchange.projection import projection, texts_of, titles_of
from guildhall.exchange.ranking import TOP, Candidate, Edge, Place, Reason, Traits, ranked
from guildhall.exchange.sight import is_live_on, limits_of
from guildhall.exchange.words import lexicon
from guildhall.matching.index import Entry, Limits, View
from guildhall.matching.match_command import meaning
from guildhall.matching.matcher import Matcher, Scored
from guildhall.matching.scoring import Collection, wanted_terms
from guildhall.matching.tokens import is_han, normalized, normalized_terms, terms
from guildhall.registry.queries import today_in

BY_TEXT, BY_TITLE = 60, 40  # candidates that are held against the database
BESIDE = 12  # candidates of one flow of the chain
MOST_EDGES = 12
IN_TITLE = (
    0.8  # of an edge: how much of the title is a product of the segment; the rest is that of the whole text
)
LEAST = 0.2  # of an edge: less is no edge
SURE = 0.8  # a segment is meant as well, that fits a text so nearly as the best one
WEARY_FOR = timedelta(days=30)
WORDS = re.compile(r"[、，,;；/\n。.|（）()]+")
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
            " ".join(titles_of(listing)),
            "\n".join(texts_of(listing)),
            _limits(listing),
            traits_of(listing),
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


@dataclass(frozen=True)
class Beside:
    """A flow between the segment of what is asked and one beside it, with the words by which that one is known."""

    segment: Segment
    flow: Flow
    words: tuple[str, ...]


def fits_for(
    asking: Asking, top: int = TOP, *, wait: bool = False, rows: "QuerySet[Listing] | None" = None
) -> list[Fit]:
    """The best for it, with reasons whose weights add up. ``rows`` limits them further; ``wait`` for the dictionary.

    The number of questions to the database does not depend on how many fit.
    """
    matcher = Matcher(projection().current(), lexicon(wait=wait), meaning())
    scored = matcher.scored(asking.text, BY_TEXT, asking.limits, by_head=BY_TITLE)
    edges: dict[str, Edge] = {}
    for beside in _beside(asking):
        _gather(matcher.view, beside, asking.limits, edges)
    ids = scored.parts.keys() | edges.keys()
    found = _rows(asking, ids, Listing.objects.all() if rows is None else rows)
    judge = _Judge(matcher, asking, scored, edges, _shown_lately(asking, found.values()))
    places = ranked(asking.traits, [judge.candidate(one) for one in found.values()], judge.could_reach, top)
    return [Fit(place, found[place.id], *judge.told(place)) for place in places]


class _Judge:
    """What is known of the candidates for one question, put together for each of them."""

    def __init__(
        self,
        matcher: Matcher,
        asking: Asking,
        scored: Scored,
        edges: Mapping[str, Edge],
        shown: Mapping[UUID, int],
    ) -> None:
        self.scored, self.edges, self.shown = scored, edges, shown
        self.view = matcher.view
        self.could_reach = matcher.could_reach(asking.text)
        self.title_could_reach = matcher.could_reach(asking.title)
        self.said = frozenset(piece.term for piece in scored.said)
        self.in_title = frozenset(terms(asking.title))

    def candidate(self, listing: Listing) -> Candidate:
        pk = str(listing.pk)
        titles = titles_of(listing)
        titled = {title: self._titled(title) for title in titles}
        title = max(titles, key=lambda one: titled[one])
        return Candidate(
            traits_of(listing),
            self.scored.scores.get(pk, 0.0),
            self._share(pk),
            self.edges.get(pk),
            self.shown.get(listing.organization_id, 0) if listing.organization_id else 0,
            title,
            titled[title],
        )

    def told(self, place: Place) -> tuple[tuple[Reason, ...], bool]:
        """All reasons, those that the texts give among them, and whether most of these are in another language."""
        shared = self.scored.match(place.id).reasons if place.id in self.scored.parts else ()
        reasons: list[Reason] = [
            {"kind": one.kind, "term": one.term, "found": one.found, "weight": one.weight} for one in shared
        ]
        across = sum(one.weight for one in shared if one.kind == "translated")
        is_across = 2 * across > sum(one.weight for one in shared)
        told = sorted([*reasons, *place.added], key=lambda reason: -float(reason["weight"]))
        return tuple(told), is_across

    def _share(self, pk: str) -> float:
        """How much of the whole text, or of its title, an offer has: the larger of both."""
        parts = self.scored.parts.get(pk, {})
        titled = sum(part for term, part in parts.items() if self._is_of_title(term))
        return max(
            sum(parts.values()) / self.could_reach if self.could_reach else 0.0,
            titled / self.title_could_reach if self.title_could_reach else 0.0,
        )

    def _is_of_title(self, term: str) -> bool:
        sources = {part for source in self.scored.wanted[term].sources for part in terms(source)}
        return term in self.in_title or bool(sources & self.in_title)

    def _titled(self, title: str) -> float:
        """How much of the other's title is said in what is asked: an offer of a motor is meant where one is named."""
        held = frozenset(terms(title))
        return _part(self.said, held, self.view.collection(held))


def traits_of(listing: Listing) -> Traits:
    """What the listing says besides its text."""
    lines = listing.certificates.splitlines()
    return Traits(
        str(listing.pk),
        str(listing.organization_id or ""),
        listing.kind,
        listing.region,
        tuple(line.strip() for line in lines if line.strip()),
        listing.quantity,
        listing.unit,
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
    pairs = said.values_list("match__need__organization", "match__offer__organization")
    return {pk for pair in pairs for pk in pair if pk} - {listing.organization_id}


def _beside(asking: Asking) -> list[Beside]:
    """The segments beside the one that is stated, or beside those that the text seems to belong to."""
    own = [asking.segment] if asking.segment else _meant(asking)
    if not own:
        return []
    known, ids = neighbours(asking.association), {one.pk for one in own}
    found = [one for segment in own for one in known.get(segment.pk, ()) if one.segment.pk not in ids]
    return [Beside(one.segment, one.flow, _words(one.segment, one.flow)) for one in found[:MOST_EDGES]]


def _meant(asking: Asking) -> list[Segment]:
    found = segment_suggester(asking.association).suggest(asking.title or asking.text, 3)
    return [one.thing for one in found if one.score >= SURE * found[0].score]


def _words(segment: Segment, flow: Flow) -> tuple[str, ...]:
    """Names of products by which something of the segment is recognised: of the segment, and what flows if it makes it."""
    said = [segment.name_zh, segment.name_en, segment.about_zh, segment.about_en]
    if flow.source_id == segment.pk:
        said += [flow.goods_zh, flow.goods_en]
    words = (normalized(word).strip() for text in said for word in WORDS.split(text))
    return tuple(dict.fromkeys(word for word in words if len(word) > 1))


def _gather(view: View, beside: Beside, limits: Limits, edges: dict[str, Edge]) -> None:
    """Offers whose titles speak of products of the segment beside; of several flows the largest share counts."""
    said = {word: frozenset(terms(word)) for word in beside.words}
    wanted = wanted_terms({term for found in said.values() for term in found})
    for entry in view.candidates(wanted, BESIDE, limits, "heads"):
        edge = _edge(view, beside, entry, said)
        if edge and (entry.id not in edges or edges[entry.id].share < edge.share):
            edges[entry.id] = edge


def _edge(view: View, beside: Beside, entry: Entry, said: Mapping[str, frozenset[str]]) -> Edge | None:
    """Only where a whole product's name is in the offer, and the more the less else it says."""
    held = frozenset(normalized_terms(entry.text))
    found = [
        word for word, own in said.items() if own and own <= held and (word in entry.text or not is_han(word))
    ]
    if not found:
        return None
    covered = frozenset[str]().union(*(said[word] for word in found))
    title = frozenset(normalized_terms(entry.text.partition("\n")[0]))
    known = view.collection(held)
    share = IN_TITLE * _part(covered, title, known) + (1 - IN_TITLE) * _part(covered, held, known)
    if share < LEAST:
        return None
    longest = sorted(found, key=lambda word: (-len(word), word))
    told = [word for place, word in enumerate(longest) if not any(word in one for one in longest[:place])]
    flow = beside.flow
    goods = Sentence(flow.goods_zh or flow.goods_en, flow.goods_en or flow.goods_zh)
    return Edge(_name(flow.source), _name(flow.target), goods, tuple(told[:3]), share)


def _part(covered: frozenset[str], held: frozenset[str], known: Collection) -> float:
    whole = sum(map(known.idf, held))
    return sum(map(known.idf, covered & held)) / whole if whole else 0.0


def _name(segment: Segment) -> Sentence:
    return Sentence(segment.name_zh or segment.name_en, segment.name_en or segment.name_zh)


def _rows(asking: Asking, ids: Iterable[str], rows: "QuerySet[Listing]") -> dict[str, Listing]:
    """Those of the candidates that the database says are live, of the other side, and of an overlapping period."""
    begins, ends = asking.period
    live = is_live_on(today_in(asking.association))
    if ends is not None:
        live &= Q(from_on__isnull=True) | Q(from_on__lte=ends)
    if begins is not None:
        live &= Q(until_on__gte=begins)
    found = rows.filter(live, pk__in=ids, side=OTHER[Side(asking.side)])
    return {str(one.pk): one for one in found.select_related("organization", "association", "contact")}


def _shown_lately(asking: Asking, found: Iterable[Listing]) -> dict[UUID, int]:
    """How often each firm was shown to others lately, and nobody answered."""
    firms = {one.organization_id for one in found if one.organization_id}
    side = OTHER[Side(asking.side)]
    open_ones = Match.objects.filter(
        shown_at__gte=timezone.now() - WEARY_FOR,
        need_answer=Match.Answer.OPEN,
        offer_answer=Match.Answer.OPEN,
        **{f"{side}__organization__in": firms},
    )
    if asking.listing is not None:
        open_ones = open_ones.exclude(**{asking.side: asking.listing})
    counted = open_ones.values(firm=F(f"{side}__organization")).annotate(times=Count("pk")).order_by()
    return {row["firm"]: row["times"] for row in counted}
