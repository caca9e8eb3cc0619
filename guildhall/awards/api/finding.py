"""From addresses to what the caller may see, else 404."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404

from guildhall.accounts.http import SignedInRequest, find_association
from guildhall.awards import queries
from guildhall.awards.models import Award, Call, Entry


def find_call(request: SignedInRequest, slug: str, pk: UUID) -> Call:
    return get_object_or_404(queries.calls_to_show(request.user, find_association(request, slug)), pk=pk)


def find_entry(request: SignedInRequest, slug: str, pk: UUID) -> Entry:
    found = queries.entries_visible_to(request.user, find_association(request, slug))
    return get_object_or_404(found, pk=pk)


def award_data(award: Award | None) -> dict[str, Any] | None:
    """A prize given, with the number and the code of its certificate."""
    if award is None:
        return None
    return {
        "id": award.pk,
        "entry_id": award.entry_id,
        "prize": award.prize.name,
        "serial": award.document.serial if award.document else "",
        "code": award.document.spaced_code if award.document else "",
        "revoked_at": award.revoked_at,
        "revoked_reason": award.revoked_reason,
    }
