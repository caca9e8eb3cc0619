from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.audit import queries
from guildhall.audit.acts import named_acts
from guildhall.audit.permissions import may_read_record
from guildhall.core.paging import page_of


@require_safe
@at_association
def entry_list(request: AssociationRequest) -> HttpResponse:
    if not may_read_record(request.user, request.association):
        raise Http404
    thing = request.GET.get("thing", "")[:80]
    act = request.GET.get("act", "")[:80]
    entries = queries.audit_entries(request.association, viewer=request.user, thing=thing, act=act)
    page = page_of(entries, request.GET.get("page"))
    context = {"page": page, "thing": thing, "act": act, "rooms": named_acts()}
    return render(request, "audit/entry_list.html", context)


@require_safe
@at_association
def verify_record(request: AssociationRequest) -> HttpResponse:
    if not may_read_record(request.user, request.association):
        raise Http404
    return render(request, "audit/verify_record.html", {"places": queries.broken_places(request.association)})
