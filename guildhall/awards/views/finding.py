"""What the pages of this room look up: only what the reader may see, else 404."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from guildhall.accounts.http import AssociationRequest
from guildhall.awards import queries
from guildhall.awards.models import Call, Entry
from guildhall.awards.permissions import may_see_calls


def find_call(request: AssociationRequest, pk: UUID) -> Call:
    return get_object_or_404(queries.calls_to_show(request.user, request.association), pk=pk)


def find_entry(request: AssociationRequest, pk: UUID) -> Entry:
    return get_object_or_404(queries.entries_visible_to(request.user, request.association), pk=pk)


def require_sight(request: AssociationRequest) -> None:
    if not may_see_calls(request.user, request.association):
        raise Http404


def call_at(request: AssociationRequest, pk: UUID, name: str = "call") -> str:
    return reverse(f"awards:{name}", args=[request.association.slug, pk])


def entry_at(request: AssociationRequest, pk: UUID) -> str:
    return reverse("awards:entry", args=[request.association.slug, pk])


def uuid_asked(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
