"""Endpoints of matches."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404
from ninja import Query, Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.accounts.models import Association
from guildhall.exchange import actions, permissions, queries
from guildhall.exchange.api.listing import Rows, find_listing
from guildhall.exchange.models import Listing, Match
from guildhall.exchange.schemas import AnswerIn, FitOut, MatchesIn, MatchOut, OverviewOut, TextIn

router = AssociationRouter()


def find_match(request: SignedInRequest, association: Association, pk: UUID) -> Match:
    found = queries.match_to_show(association, pk, viewer=request.user)
    if found is None:
        raise Http404
    return found


def shown(
    request: SignedInRequest, association: Association, match: Match, of: Listing | None = None
) -> MatchOut:
    return MatchOut.of(queries.match_lines([match], request.user, association, of=of)[0])


@router.get("matches", response=list[MatchOut])
@paginate
def match_list(request: SignedInRequest, slug: str, asked: Query[MatchesIn]) -> Rows:
    """Matches of your own organizations' offers and needs; to the secretariat all of them."""
    association = find_association(request, slug)
    found = queries.match_list(association, viewer=request.user, state=asked.state)
    return Rows(found, lambda rows: _lines(request, association, rows))


@router.get("match-overview", response=OverviewOut)
def match_overview(request: SignedInRequest, slug: str) -> OverviewOut:
    """How matching goes, for whoever keeps or oversees the association."""
    association = find_association(request, slug)
    permissions.require_may_see_all_matches(request.user, association)
    return OverviewOut.of(queries.funnel(association), queries.exposure(association))


@router.get("matches/{uuid:pk}", response=MatchOut)
def match(request: SignedInRequest, slug: str, pk: UUID) -> MatchOut:
    association = find_association(request, slug)
    return shown(request, association, find_match(request, association, pk))


@router.post("matches/{uuid:pk}/answer", response=MatchOut)
def answer_match(request: SignedInRequest, slug: str, pk: UUID, data: AnswerIn) -> MatchOut:
    """Say for one side whether it is interested; who is not says why. The last word of each side counts."""
    association = find_association(request, slug)
    found = find_match(request, association, pk)
    actions.answer_match(
        found,
        side=data.side,
        verdict=data.verdict,
        reason=data.reason or "",
        note=data.note,
        actor=request.user,
    )
    return shown(request, association, found)


@router.get("listings/{uuid:pk}/matches", response=list[MatchOut])
@paginate
def listing_matches(request: SignedInRequest, slug: str, pk: UUID) -> Rows:
    """What fits an offer or need of yours, best first, as it was kept when either was published."""
    listing, association = find_listing(request, slug, pk), find_association(request, slug)
    permissions.require_may_see_matches(request.user, listing)
    found = queries.matches_of(listing, viewer=request.user)
    return Rows(found, lambda rows: _lines(request, association, rows, listing))


@router.get("listings/{uuid:pk}/fits", response=list[FitOut])
def listing_fits(request: SignedInRequest, slug: str, pk: UUID) -> list[FitOut]:
    """What fits an offer or need of yours now, also before it is published; nothing is kept."""
    listing = find_listing(request, slug, pk)
    permissions.require_may_see_matches(request.user, listing)
    return [FitOut.of(fit) for fit in queries.matches_for(listing, request.user)]


@router.post("listings/{uuid:pk}/match-again", response={202: None})
def ask_for_match(request: SignedInRequest, slug: str, pk: UUID) -> Status[None]:
    """Match it again, in the background."""
    actions.ask_for_match(find_listing(request, slug, pk), actor=request.user)
    return Status(202, None)


@router.post("try-text", response=list[FitOut])
def try_text(request: SignedInRequest, slug: str, data: TextIn) -> list[FitOut]:
    """What any text would find among what you see. Nothing is stored."""
    association = find_association(request, slug)
    fits = queries.fits_for_text(data.text, side=data.side, association=association, viewer=request.user)
    return [FitOut.of(fit) for fit in fits]


def _lines(
    request: SignedInRequest, association: Association, rows: Sequence[Match], of: Listing | None = None
) -> list[MatchOut]:
    return [MatchOut.of(line) for line in queries.match_lines(rows, request.user, association, of=of)]
