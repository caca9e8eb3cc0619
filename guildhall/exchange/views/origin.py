"""Pages on which proposals from minutes and profiles are confirmed, and the button on a gap of a chain."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.chain.models import Segment
from guildhall.core.errors import RuleError
from guildhall.exchange import actions, permissions, queries
from guildhall.exchange.forms import FoundForms
from guildhall.exchange.models import Listing
from guildhall.meetings.models import Meeting
from guildhall.meetings.queries import meetings_visible_to
from guildhall.registry.models import Organization


def find_meeting(request: AssociationRequest, pk: UUID) -> Meeting:
    found = meetings_visible_to(request.user, request.association)
    return get_object_or_404(found.select_related("association", "body"), pk=pk)


@require_http_methods(["GET", "POST"])
@at_association
def draft_from_meeting(request: AssociationRequest, pk: UUID) -> HttpResponse:
    meeting = find_meeting(request, pk)
    permissions.require_may_keep_listings(request.user, request.association)
    owners = Organization.objects.filter(association=request.association, is_active=True).order_by(
        "name_key", "pk"
    )
    found = queries.found_in_meeting(meeting, viewer=request.user)
    forms = FoundForms(request.POST or None, found, owners)
    if request.method == "POST" and forms.is_valid():
        try:
            drafts = actions.draft_from_meeting(meeting, confirmed=forms.confirmed, actor=request.user)
        except RuleError as refusal:
            messages.error(request, str(refusal.message))
        else:
            return _drafted(request, drafts)
    context = {
        "forms": forms.forms,
        "heading": _("Needs and offers from “%(meeting)s”") % {"meeting": meeting.name},
        "back": reverse("meetings:meeting", args=[request.association.slug, meeting.pk]),
    }
    return render(request, "exchange/draft_from_found.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def draft_from_profile(request: AssociationRequest, pk: UUID) -> HttpResponse:
    firms = Organization.objects.filter(association=request.association).visible_to(request.user)
    firm = get_object_or_404(firms.select_related("association"), pk=pk)
    permissions.require_may_list_for(request.user, request.association, firm)
    forms = FoundForms(request.POST or None, queries.found_in_profile(firm), None)
    if request.method == "POST" and forms.is_valid():
        try:
            drafts = actions.draft_from_profile(firm, confirmed=forms.confirmed, actor=request.user)
        except RuleError as refusal:
            messages.error(request, str(refusal.message))
        else:
            return _drafted(request, drafts)
    context = {
        "forms": forms.forms,
        "heading": _("Offers and needs from the profile of %(firm)s") % {"firm": firm.name},
        "back": reverse("exchange:my_listings", args=[request.association.slug]),
        "is_profile": True,
    }
    return render(request, "exchange/draft_from_found.html", context)


@require_POST
@at_association
def draft_from_gap(request: AssociationRequest, pk: UUID) -> HttpResponse:
    segment = find_segment(request, pk)
    need = actions.draft_from_gap(segment, step=request.POST.get("step", ""), actor=request.user)
    messages.success(request, _("The need is drafted. Look at it, then hand it in for review."))
    return redirect("exchange:listing", request.association.slug, need.pk)


def find_segment(request: AssociationRequest, pk: UUID) -> Segment:
    found = Segment.objects.visible_to(request.user).filter(association=request.association)
    return get_object_or_404(found.select_related("association", "chain", "industry_class"), pk=pk)


def _drafted(request: AssociationRequest, drafts: list[Listing]) -> HttpResponse:
    count = len(drafts)
    said = ngettext("%(count)d draft was made.", "%(count)d drafts were made.", count) % {"count": count}
    messages.success(request, said)
    at = reverse("exchange:listing_list", args=[request.association.slug])
    return redirect(f"{at}?state=drafts")
