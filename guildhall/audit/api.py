from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.audit import queries
from guildhall.audit.models import AuditEntry
from guildhall.audit.permissions import may_read_record
from guildhall.audit.schemas import AuditEntryOut, VerificationOut

router = AssociationRouter()


@router.get("record", response=list[AuditEntryOut])
@paginate
def entry_list(request: SignedInRequest, slug: str, thing: str = "", act: str = "") -> QuerySet[AuditEntry]:
    """The association's record, newest first; empty for those who may not read it.

    ``act`` is an action word as the lines hold it, ``action_label`` its words in the reader's language.
    """
    return queries.audit_entries(find_association(request, slug), viewer=request.user, thing=thing, act=act)


@router.get("record/verify", response=VerificationOut)
def verify_record(request: SignedInRequest, slug: str) -> dict[str, Any]:
    """Recomputes the chain of hashes and names every line that was altered, removed or reordered."""
    association = find_association(request, slug)
    if not may_read_record(request.user, association):
        raise Http404
    places = queries.broken_places(association)
    return {"is_whole": not places, "places": places}
