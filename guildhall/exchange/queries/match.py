"""Matches as their readers may see them: the own ones, those of a listing, all of them with their figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.exchange.models import Feedback, Listing, Match
from guildhall.exchange.permissions import may_answer, may_see_all_matches
from guildhall.exchange.queries.fitting import Asking, Fit, fits_for
from guildhall.exchange.queries.reasons import Told, told_reasons, weightiest
from guildhall.exchange.ranking import TOP, Traits
from guildhall.exchange.sight import Seen, as_seen, limits_for, own_organizations, visible_listings
from guildhall.matching.index import Limits
from guildhall.registry.queries import today_in

Side = Listing.Side
Answer = Match.Answer
WITH = tuple(
    f"{side}{part}" for side in ("need", "offer") for part in ("__association", "__organization", "__contact")
)
NEW = timedelta(days=14)


@dataclass(frozen=True)
class MatchLine:
    """A match as one reader may see it: both listings, names hidden where they are, and what the reader may do."""

    match: Match
    need: Seen
    offer: Seen
    sides: tuple[str, ...]  # those for which the reader may answer
    own: tuple[str, ...]  # those that are the reader's own
    best: float  # the score that a bar is measured by

    @property
    def pk(self) -> UUID:
        return self.match.pk

    @property
    def other(self) -> Seen:
        """What is shown to the reader: of an own offer the need, else the offer."""
        return self.need if self.own == (Side.OFFER,) else self.offer

    @property
    def mine(self) -> Seen:
        return self.offer if self.own == (Side.OFFER,) else self.need

    @cached_property
    def reasons(self) -> list[Told]:
        return told_reasons(self.match.reasons)

    @property
    def main_reasons(self) -> list[Told]:
        return weightiest(self.reasons)

    @property
    def percent(self) -> int:
        return max(0, min(100, round(100 * self.match.score / self.best))) if self.best > 0 else 0

    @property
    def score_text(self) -> str:
        return _("Fits with %(score)s points") % {"score": number_format(self.match.score, 1)}

    @property
    def is_mutual(self) -> bool:
        return self.match.need_answer == self.match.offer_answer == Answer.ACCEPTED

    @property
    def is_introduced(self) -> bool:
        return self.match.introduced_at is not None

    @property
    def acts(self) -> list[str]:
        """What the reader can do with it now."""
        live = not (self.need.is_expired or self.offer.is_expired)
        listed = self.need.row.state == self.offer.row.state == Listing.State.PUBLISHED
        return ["answer_match"] if self.sides and listed and live and not self.is_introduced else []

    def answer_of(self, side: str) -> str:
        return str(getattr(self.match, f"{side}_answer"))

    @property
    def my_answer(self) -> str:
        """What was said on the reader's own side; empty where it has none, or both."""
        return self.answer_of(self.own[0]) if len(self.own) == 1 else ""


@dataclass(frozen=True)
class FitLine:
    """Something that fits, stored nowhere, as one reader may see it."""

    number: int
    other: Seen
    score: float
    best: float
    is_complementary: bool
    is_across_languages: bool
    reasons: Sequence[Told]

    @property
    def pk(self) -> UUID:
        return self.other.pk

    @property
    def score_text(self) -> str:
        return _("Fits with %(score)s points") % {"score": number_format(self.score, 1)}

    @property
    def main_reasons(self) -> list[Told]:
        return weightiest(self.reasons)

    @property
    def percent(self) -> int:
        return max(0, min(100, round(100 * self.score / self.best))) if self.best > 0 else 0


def visible_matches(user: User, association: Association) -> "QuerySet[Match]":
    """Those of which the user sees both sides and owns one, or keeps or oversees the association.

    What the own side declined is shown to it no more, but on the page of the match itself (``match_to_show``).
    """
    return _of_reader(user, association, declined=False)


def match_to_show(association: Association, pk: UUID, *, viewer: User) -> Match | None:
    return _of_reader(viewer, association, declined=True).filter(pk=pk).first()


def _of_reader(user: User, association: Association, *, declined: bool) -> "QuerySet[Match]":
    seen = visible_listings(user, association).order_by().values("pk")
    here = Q(need__association=association) | Q(offer__association=association)
    if may_see_all_matches(user, association):
        found = here & Q(need__in=seen, offer__in=seen)
    else:
        own = own_organizations(user, association)
        as_need, as_offer = Q(need__organization__in=own), Q(offer__organization__in=own)
        if not declined:
            as_need &= ~Q(need_answer=Answer.DECLINED)
            as_offer &= ~Q(offer_answer=Answer.DECLINED)
        both = Q(need__in=seen, offer__in=seen) | Q(introduced_at__isnull=False)
        found = here & (as_need | as_offer) & both
    return Match.objects.filter(found).select_related(*WITH, "association")


def match_list(association: Association, *, viewer: User, state: str = "") -> "QuerySet[Match]":
    """``state``: open (nobody said no, and not everybody yes), accepted by a side, mutual, introduced, declined."""
    any_declined = Q(need_answer=Answer.DECLINED) | Q(offer_answer=Answer.DECLINED)
    mutual = Q(need_answer=Answer.ACCEPTED, offer_answer=Answer.ACCEPTED)
    fresh = Q(introduced_at__isnull=True, rank__gt=0)
    wanted = {
        "mutual": mutual & Q(introduced_at__isnull=True),
        "introduced": Q(introduced_at__isnull=False),
        "declined": any_declined,
        "all": Q(),
    }
    found = visible_matches(viewer, association).filter(wanted.get(state, fresh & ~any_declined & ~mutual))
    return found.order_by("-shown_at", "-score", "pk")


def matches_of(listing: Listing, *, viewer: User) -> "QuerySet[Match]":
    """Those of one listing that still stand or were answered, best first."""
    stands = Q(rank__gt=0) | Q(introduced_at__isnull=False)
    stands |= ~Q(need_answer=Answer.OPEN) | ~Q(offer_answer=Answer.OPEN)
    own = Q(need=listing) | Q(offer=listing)
    return visible_matches(viewer, listing.association).filter(own, stands).order_by("-score", "pk")


def match_lines(
    matches: Iterable[Match], viewer: User, association: Association, *, of: Listing | None = None
) -> list[MatchLine]:
    """The matches as the viewer may see them; ``of`` is the listing whose page it is. A constant number of queries."""
    rows = list(matches)
    listings = [one for match in rows for one in (match.need, match.offer)]
    seen = {one.pk: one for one in as_seen(listings, viewer, today_in(association))}
    best = max((match.score for match in rows), default=0.0) if of else 0.0
    return [_line(match, viewer, association, seen, best, of) for match in rows]


def _line(
    match: Match,
    viewer: User,
    association: Association,
    seen: dict[UUID, Seen],
    best: float,
    of: Listing | None,
) -> MatchLine:
    sides = {Side.NEED.value: match.need, Side.OFFER.value: match.offer}
    if of is not None:
        own = tuple(side for side, listing in sides.items() if listing.pk == of.pk)
    else:
        firms = own_organizations(viewer, association)
        own = tuple(side for side, listing in sides.items() if listing.organization_id in firms)
    may = tuple(side for side in sides if may_answer(viewer, match, side))
    return MatchLine(
        match, seen[match.need_id], seen[match.offer_id], may, own, best or max(match.score, 1.0)
    )


def matches_for(listing: Listing, user: User, top: int = TOP) -> list[FitLine]:
    """What fits the listing now among what its owner and the user may both see, ranked with reasons; stores nothing."""
    asking = Asking.of(listing)
    return _lines(
        fits_for(asking, top, rows=visible_listings(user, listing.association)), user, listing.association
    )


def fits_for_text(
    text: str, *, side: str, association: Association, viewer: User, top: int = TOP
) -> list[FitLine]:
    """What would fit any text, as an offer or a need of the viewer's; nothing is stored."""
    title = text.strip().splitlines()[0][:80] if text.strip() else ""
    limits = _limits_of(viewer, association)
    other = Side.OFFER if side == Side.NEED else Side.NEED
    limits = Limits((*limits.one_of, (f"side:{other.value}",)), limits.none_of)
    asking = Asking(association, side, title, text, limits, Traits("", kind=""))
    return _lines(fits_for(asking, top, rows=visible_listings(viewer, association)), viewer, association)


def _limits_of(viewer: User, association: Association) -> Limits:
    """What the viewer's organizations may be matched with, but their own; keepers look for the association."""
    limits = limits_for(None, association)
    return Limits(limits.one_of, tuple(f"of:{pk}" for pk in own_organizations(viewer, association)))


def _lines(fits: Sequence[Fit], user: User, association: Association) -> list[FitLine]:
    seen = as_seen([fit.listing for fit in fits], user, today_in(association))
    best = max((fit.place.score for fit in fits), default=0.0)
    return [
        FitLine(
            number,
            one,
            fit.place.score,
            best,
            fit.place.is_complementary,
            fit.is_across_languages,
            told_reasons(fit.reasons),
        )
        for number, (fit, one) in enumerate(zip(fits, seen, strict=True), 1)
    ]


def feedback_on(match: Match, *, viewer: User) -> "QuerySet[Feedback]":
    """What was said, the last first: all of it to the secretariat, to others what their own side said."""
    said = Feedback.objects.filter(match=match).select_related("by", "organization")
    if may_see_all_matches(viewer, match.association):
        return said
    return said.filter(organization__in=own_organizations(viewer, match.association))


def open_matches(association: Association) -> "QuerySet[Match]":
    """Live on both sides, standing, not introduced: what can still be answered."""
    today = today_in(association)
    live = {
        f"{side}__{field}": value
        for side in ("need", "offer")
        for field, value in {"state": Listing.State.PUBLISHED, "until_on__gte": today}.items()
    }
    return Match.objects.filter(
        Q(need__association=association) | Q(offer__association=association),
        introduced_at__isnull=True,
        rank__gt=0,
        **live,
    )
