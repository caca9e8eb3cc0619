"""What could become a draft, and the drafts that a person makes of it."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Status

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.accounts.models import Association
from guildhall.chain.models import Segment
from guildhall.commitments.api.rows import one
from guildhall.core.errors import InvalidError
from guildhall.exchange import actions, permissions, queries
from guildhall.exchange.actions import Confirmed
from guildhall.exchange.api.listing import page
from guildhall.exchange.models import Listing
from guildhall.exchange.queries import Found
from guildhall.exchange.schemas.listing import ListingOut
from guildhall.exchange.schemas.origin import ConfirmedIn, FoundOut, FromFoundIn, FromGapIn
from guildhall.meetings.models import Meeting
from guildhall.meetings.queries import meetings_visible_to
from guildhall.registry.models import Organization

router = AssociationRouter()


def _meeting(request: SignedInRequest, slug: str, pk: UUID) -> Meeting:
    association = find_association(request, slug)
    found = meetings_visible_to(request.user, association).select_related("association", "body")
    meeting = get_object_or_404(found, pk=pk)
    permissions.require_may_keep_listings(request.user, association)
    return meeting


def _firm(request: SignedInRequest, slug: str, pk: UUID) -> Organization:
    association = find_association(request, slug)
    found = Organization.objects.filter(association=association).visible_to(request.user)
    firm = get_object_or_404(found.select_related("association"), pk=pk)
    permissions.require_may_list_for(request.user, association, firm)
    return firm


@router.get("listings/from-meeting/{uuid:pk}", response=list[FoundOut])
def found_in_meeting(request: SignedInRequest, slug: str, pk: UUID) -> list[FoundOut]:
    """Sentences of the meeting that sound like a need or an offer."""
    found = queries.found_in_meeting(_meeting(request, slug, pk), viewer=request.user)
    return [FoundOut.of(one) for one in found]


@router.post("listings/from-meeting/{uuid:pk}", response={201: list[ListingOut]})
def draft_from_meeting(
    request: SignedInRequest, slug: str, pk: UUID, data: FromFoundIn
) -> Status[list[ListingOut]]:
    """Drafts of the proposals that a person confirmed, each by its key."""
    meeting = _meeting(request, slug, pk)
    found = {one.key: one for one in queries.found_in_meeting(meeting, viewer=request.user)}
    confirmed = [_confirmed(given, found, meeting.association) for given in data.confirmed]
    drafts = actions.draft_from_meeting(meeting, confirmed=confirmed, actor=request.user)
    return Status(201, [page(request, slug, draft) for draft in drafts])


@router.get("listings/from-profile/{uuid:pk}", response=list[FoundOut])
def found_in_profile(request: SignedInRequest, slug: str, pk: UUID) -> list[FoundOut]:
    """What a firm's profile and its places on the chains say that it makes and needs."""
    return [FoundOut.of(one) for one in queries.found_in_profile(_firm(request, slug, pk))]


@router.post("listings/from-profile/{uuid:pk}", response={201: list[ListingOut]})
def draft_from_profile(
    request: SignedInRequest, slug: str, pk: UUID, data: FromFoundIn
) -> Status[list[ListingOut]]:
    """Drafts of the proposals that a person confirmed; only the firm's own people hand them in."""
    firm = _firm(request, slug, pk)
    found = {one.key: one for one in queries.found_in_profile(firm)}
    confirmed = [_confirmed(given, found, firm.association) for given in data.confirmed]
    drafts = actions.draft_from_profile(firm, confirmed=confirmed, actor=request.user)
    return Status(201, [page(request, slug, draft) for draft in drafts])


@router.post("listings/from-gap/{uuid:pk}", response={201: ListingOut})
def draft_from_gap(request: SignedInRequest, slug: str, pk: UUID, data: FromGapIn) -> Status[ListingOut]:
    """A draft of the association's need for what a chain lacks at this segment."""
    association = find_association(request, slug)
    found = Segment.objects.visible_to(request.user).filter(association=association)
    segment = get_object_or_404(found.select_related("association", "chain", "industry_class"), pk=pk)
    need = actions.draft_from_gap(segment, step=data.step, actor=request.user)
    return Status(201, page(request, slug, need))


def _confirmed(given: ConfirmedIn, found: dict[str, Found], association: Association) -> Confirmed:
    proposed = found.get(given.key)
    if proposed is None:
        raise InvalidError(
            _("There is no proposal “%(key)s” any more. Read them again.") % {"key": given.key},
            code="unknown_key",
        )
    firms = Organization.objects.filter(association=association)
    texts: dict[str, Any] = dict(proposed.texts)
    if given.title:
        texts["title_zh" if proposed.is_chinese else "title_en"] = given.title
    owner = one(firms, given.organization_id, field="organization_id") if given.organization_id else None
    return Confirmed(
        side=given.side or Listing.Side(proposed.proposal.side),
        kind=given.kind or proposed.proposal.kind,
        quantity=proposed.proposal.quantity,
        unit=proposed.proposal.unit[:20],
        organization=owner or (None if given.is_associations_own else proposed.organization),
        origin=proposed.origin,
        segment=proposed.segment,
        **texts,
    )
