import io
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.cooperation import actions, queries
from guildhall.cooperation.forms import (
    MOST_PARTIES,
    MOST_WITNESSES,
    AgreementFilterForm,
    AgreementForm,
    LeaveForm,
    PublishForm,
    ReasonForm,
)
from guildhall.cooperation.models import Agreement, Cooperation
from guildhall.cooperation.permissions import may_keep
from guildhall.cooperation.printing import agreement_preview
from guildhall.cooperation.views.shared import at_agreement, find_agreement, find_text, version_read
from guildhall.core.paging import page_of
from guildhall.core.views import act_page
from guildhall.documents.queries import file_link, verification_url
from guildhall.registry.queries import today_in

SAID = (
    "title_zh",
    "title_en",
    "scope_zh",
    "scope_en",
    "text_zh",
    "text_en",
    "body",
    "resolution",
    "supervisor",
    "lends_no_name",
    "from_on",
    "to_on",
    "sign_by",
)


@require_safe
@at_association
def agreement_list(request: AssociationRequest) -> HttpResponse:
    form = AgreementFilterForm(request.GET)
    rows = queries.agreement_list(request.user, request.association, **form.asked())
    context = {
        "page": page_of(rows, request.GET.get("page")),
        "form": form,
        "may_keep": may_keep(request.user, request.association),
        "today": today_in(request.association),
    }
    return render(request, "cooperation/agreement_list.html", context)


@require_safe
@at_association
def agreement(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_agreement(request, pk)
    context = {
        "agreement": shown,
        "lines": queries.party_lines(shown),
        "roles": queries.agreement_roles(request.user, shown),
        "verify_at": verification_url(shown.document.code) if shown.document else "",
        "is_too_late": queries.is_too_late(shown),
        "is_decided": queries.is_decided(shown),
        "today": today_in(shown.association),
    }
    return render(request, "cooperation/agreement.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def draft_agreement(request: AssociationRequest) -> HttpResponse:
    cooperation, here = _asked_cooperation(request), request.association
    form = AgreementForm(
        request.POST or None, association=here, cooperation=cooperation, initial=_first(cooperation)
    )

    def do(_given: dict[str, Any]) -> str:
        given = form.cleaned() | {"cooperation": cooperation}
        return at_agreement(request, actions.draft_agreement(here, **given, actor=request.user).pk)

    return act_page(
        request,
        form,
        do,
        heading=_("New agreement"),
        label=_("Save the draft"),
        back=reverse("cooperation:agreement_list", args=[here.slug]),
        said=_("Drafted. Offer it when it is complete."),
        template="cooperation/agreement_form.html",
    )


def _asked_cooperation(request: AssociationRequest) -> Cooperation | None:
    """The cooperation from which the agreement is drawn up, where one is named."""
    asked = request.GET.get("cooperation", "")
    found = queries.cooperations_to_show(request.user, request.association)
    return get_object_or_404(found, pk=asked) if _is_id(asked) else None


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _first(cooperation: Cooperation | None) -> dict[str, object]:
    """What a draft takes over from the cooperation."""
    if cooperation is None:
        return {}
    values: dict[str, object] = {"title_zh": cooperation.subject_zh, "title_en": cooperation.subject_en}
    staying = [one for one in cooperation.parties.all() if one.left_on is None]
    for place, party in enumerate(staying[:MOST_PARTIES], start=1):
        values |= {f"party_{place}": party.organization, f"party_{place}_signatory": party.contact}
    return values


@require_http_methods(["GET", "POST"])
@at_association
def amend_agreement(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_agreement(request, pk)
    form = AgreementForm(
        request.POST or None,
        association=shown.association,
        cooperation=shown.cooperation,
        initial=_said(shown),
    )
    version = version_read(request, shown.version)

    def do(_given: dict[str, Any]) -> str:
        actions.amend_agreement(shown, version=version, **form.cleaned(), actor=request.user)
        return at_agreement(request, pk)

    return act_page(
        request,
        form,
        do,
        heading=_("Change the agreement"),
        label=_("Save"),
        back=at_agreement(request, pk),
        said=_("Saved."),
        version=version,
        template="cooperation/agreement_form.html",
    )


def _said(shown: Agreement) -> dict[str, object]:
    values: dict[str, object] = {name: getattr(shown, name) for name in SAID}
    for place, party in enumerate(list(shown.parties.all())[:MOST_PARTIES], start=1):
        values |= {f"party_{place}": party.organization, f"party_{place}_signatory": party.signatory}
        values |= {f"party_{place}_{name}": getattr(party, name) for name in ("post", "power_zh", "power_en")}
    for place, witness in enumerate(list(shown.witnesses.all())[:MOST_WITNESSES], start=1):
        values |= {f"witness_{place}": witness.person}
        values |= {f"witness_{place}_{name}": getattr(witness, name) for name in ("role_zh", "role_en")}
    return values


@require_POST
@at_association
def offer_agreement(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.offer_agreement(find_agreement(request, pk), actor=request.user)
    messages.success(request, _("The signatories are asked to sign."))
    return redirect(at_agreement(request, pk))


@require_POST
@at_association
def discard_agreement(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.discard_agreement(find_agreement(request, pk), actor=request.user)
    messages.success(request, _("The draft was discarded."))
    return redirect("cooperation:agreement_list", request.association.slug)


@require_http_methods(["GET", "POST"])
@at_association
def recall_agreement(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_agreement(request, pk)

    def do(given: dict[str, Any]) -> str:
        actions.recall_agreement(shown, **given, actor=request.user)
        return at_agreement(request, pk)

    return act_page(
        request,
        ReasonForm(request.POST or None),
        do,
        heading=_("Recall it to change it"),
        label=_("Recall"),
        back=at_agreement(request, pk),
        said=_("Recalled. It is a draft again, and its signatories are told."),
        note=_("Signatures given so far no longer count."),
    )


@require_http_methods(["GET", "POST"])
@at_association
def publish_agreement(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_agreement(request, pk)

    def do(given: dict[str, Any]) -> str:
        actions.publish_agreement(shown, **given, actor=request.user)
        return at_agreement(request, pk)

    return act_page(
        request,
        PublishForm(request.POST or None, initial={"is_public": shown.is_public}),
        do,
        heading=_("Publication"),
        label=_("Save"),
        back=at_agreement(request, pk),
        said=_("Saved."),
        note=_("Its text and its documents are never shown on the public pages."),
    )


@require_http_methods(["GET", "POST"])
@at_association
def leave_agreement(request: AssociationRequest, pk: UUID) -> HttpResponse:
    parties = queries.agreement_parties_to_show(request.user, request.association)
    party = get_object_or_404(parties, pk=pk)

    def do(given: dict[str, Any]) -> str:
        actions.leave_agreement(party, **given, actor=request.user)
        return at_agreement(request, party.agreement_id)

    return act_page(
        request,
        LeaveForm(request.POST or None, initial={"on": today_in(party.association)}),
        do,
        heading=_("Leave the agreement"),
        label=_("Leave the agreement"),
        back=at_agreement(request, party.agreement_id),
        said=_("The party has left."),
        note=_("%(party)s leaves; it goes on among the others, at least two.")
        % {"party": party.organization},
    )


@require_http_methods(["GET", "POST"])
@at_association
def end_agreement(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_agreement(request, pk)

    def do(given: dict[str, Any]) -> str:
        actions.end_agreement(shown, **given, actor=request.user)
        return at_agreement(request, pk)

    return act_page(
        request,
        LeaveForm(request.POST or None, initial={"on": today_in(shown.association)}),
        do,
        heading=_("End the agreement"),
        label=_("End the agreement"),
        back=at_agreement(request, pk),
        said=_("The agreement has ended."),
        note=_("Verification of its document says so from now on."),
    )


@require_safe
@at_association
def print_agreement(request: AssociationRequest, pk: UUID) -> HttpResponseBase:
    """The issued document, or how it will look."""
    shown = find_text(request, pk)
    if shown.document is not None:
        return redirect(file_link(shown.document.file, request.user))
    return FileResponse(
        io.BytesIO(agreement_preview(shown)), as_attachment=True, filename=f"{shown.title}.pdf"
    )
