"""From addresses to what the caller may see, else 404."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from guildhall.accounts.http import SignedInRequest, find_association
from guildhall.awards import queries
from guildhall.awards.models import Call, Entry


def find_call(request: SignedInRequest, slug: str, pk: UUID) -> Call:
    return get_object_or_404(queries.calls_to_show(request.user, find_association(request, slug)), pk=pk)


def find_entry(request: SignedInRequest, slug: str, pk: UUID) -> Entry:
    found = queries.entries_visible_to(request.user, find_association(request, slug))
    return get_object_or_404(found, pk=pk)
