"""From addresses to the things that the reader may see, or 404."""

from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from guildhall.accounts.http import AssociationRequest
from guildhall.accounts.models import Association
from guildhall.chain import queries
from guildhall.chain.models import Chain, Classification, Flow, Placement, Segment, Supply
from guildhall.documents.models import File
from guildhall.registry.models import Organization


def find_chain(request: AssociationRequest, pk: UUID) -> Chain:
    found = Chain.objects.of(request.association).visible_to(request.user)
    return get_object_or_404(found.select_related("association", "office"), pk=pk)


def find_segment(request: AssociationRequest, pk: UUID) -> Segment:
    found = Segment.objects.of(request.association).visible_to(request.user)
    return get_object_or_404(
        found.select_related("association", "chain__association", "chain__office", "industry_class"), pk=pk
    )


def find_flow(request: AssociationRequest, pk: UUID) -> Flow:
    found = Flow.objects.of(request.association).visible_to(request.user)
    return get_object_or_404(
        found.select_related("association", "chain__association", "source", "target"), pk=pk
    )


def find_placement(request: AssociationRequest, pk: UUID) -> Placement:
    """A proposed place is there for the firm and for whoever keeps the chain."""
    found = Placement.objects.of(request.association).visible_to(request.user)
    placement = get_object_or_404(
        found.select_related("association", "organization__association", "segment__chain__association"), pk=pk
    )
    if not queries.is_seen(placement, request.user):
        raise Http404
    return placement


def find_supply(request: AssociationRequest, pk: UUID) -> Supply:
    return get_object_or_404(queries.supplies(request.association, viewer=request.user), pk=pk)


def find_classification(request: AssociationRequest, pk: UUID) -> Classification:
    return get_object_or_404(queries.classifications(request.association, viewer=request.user), pk=pk)


def find_organization(request: AssociationRequest, pk: UUID) -> Organization:
    """A firm, which can have a class of industry: no bureau, nobody retired."""
    found = queries.classed_organizations(request.association, viewer=request.user)
    return get_object_or_404(found.select_related("association"), pk=pk)


def find_checked_file(request: AssociationRequest, pk: UUID) -> File:
    """A file that the reader handed in to be looked through."""
    return get_object_or_404(File, association=request.association, uploaded_by=request.user, pk=pk)


def require_reader(request: AssociationRequest) -> None:
    """404 for guests, who see what is public."""
    if not queries.may_see_chains(request.user, request.association):
        raise Http404


def at_chain(chain: Chain) -> str:
    return reverse("chain:chain", args=[chain.association.slug, chain.pk])


def at_segment(segment: Segment) -> str:
    return reverse("chain:segment", args=[segment.association.slug, segment.pk])


def find_public(request: HttpRequest, slug: str) -> Association:
    """The association if it has public pages, else 404."""
    association = get_object_or_404(Association.objects.public(), slug=slug)
    timezone.activate(association.zone)
    cast(AssociationRequest, request).association = association
    return association
