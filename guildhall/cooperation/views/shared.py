"""What the pages of this room have in common."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from guildhall.accounts.http import AssociationRequest
from guildhall.cooperation import queries
from guildhall.cooperation.models import Agreement, Cooperation
from guildhall.cooperation.sight import reads_text


def find_cooperation(request: AssociationRequest, pk: UUID) -> Cooperation:
    shown: QuerySet[Cooperation] = queries.cooperations_to_show(request.user, request.association)
    return get_object_or_404(shown, pk=pk)


def at_cooperation(request: AssociationRequest, pk: UUID) -> str:
    return reverse("cooperation:cooperation", args=[request.association.slug, pk])


def version_read(request: AssociationRequest, now: int) -> int:
    """The version that the form was filled in from; what is no number matches none."""
    given = request.POST.get("version", str(now))
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def find_agreement(request: AssociationRequest, pk: UUID) -> Agreement:
    return get_object_or_404(queries.agreements_to_show(request.user, request.association), pk=pk)


def at_agreement(request: AssociationRequest, pk: UUID) -> str:
    return reverse("cooperation:agreement", args=[request.association.slug, pk])


def find_text(request: AssociationRequest, pk: UUID) -> Agreement:
    """An agreement whose text the person may read."""
    shown = find_agreement(request, pk)
    if not reads_text(request.user, shown):
        raise Http404
    return shown
