from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.cooperation import actions, queries
from guildhall.cooperation.forms import (
    AgreementScanForm,
    AttestForm,
    AuthorityForm,
    CheckForm,
    SignAgreementForm,
)
from guildhall.cooperation.models import Agreement, AgreementParty, Witness
from guildhall.cooperation.views.shared import at_agreement, find_text
from guildhall.core.views import act_page
from guildhall.registry.queries import today_in


def _party(request: AssociationRequest, pk: UUID) -> AgreementParty:
    parties = queries.agreement_parties_to_show(request.user, request.association)
    return get_object_or_404(parties, pk=pk)


def _witness(request: AssociationRequest, pk: UUID) -> Witness:
    return get_object_or_404(queries.witnesses_to_show(request.user, request.association), pk=pk)


def _first(request: AssociationRequest, agreement: Agreement) -> dict[str, str]:
    return {"seen": agreement.text_hash}


@require_http_methods(["GET", "POST"])
@at_association
def sign_agreement(request: AssociationRequest, pk: UUID) -> HttpResponse:
    party = _party(request, pk)
    form = SignAgreementForm(request.POST or None, initial=_first(request, party.agreement))

    def do(given: dict[str, Any]) -> str:
        actions.sign_agreement(party, **given, actor=request.user)
        return at_agreement(request, party.agreement_id)

    return _read_and_say(request, party.agreement, form, do, _("Sign"), _("You have signed."), party=party)


@require_http_methods(["GET", "POST"])
@at_association
def attest_agreement(request: AssociationRequest, pk: UUID) -> HttpResponse:
    witness = _witness(request, pk)
    form = AttestForm(request.POST or None, initial=_first(request, witness.agreement))

    def do(given: dict[str, Any]) -> str:
        actions.attest_agreement(witness, **given, actor=request.user)
        return at_agreement(request, witness.agreement_id)

    return _read_and_say(request, witness.agreement, form, do, _("Attest"), _("You have attested it."))


def _read_and_say(
    request: AssociationRequest,
    agreement: Agreement,
    form: forms.Form,
    do: Callable[[dict[str, Any]], str],
    label: str,
    said: str,
    party: AgreementParty | None = None,
) -> HttpResponse:
    """The whole agreement to read, and one box to tick below it."""
    shown = find_text(request, agreement.pk)
    return act_page(
        request,
        form,
        do,
        heading=shown.title,
        label=label,
        back=at_agreement(request, agreement.pk),
        said=said,
        template="cooperation/sign_agreement.html",
        agreement=shown,
        party=party,
        right=queries.right_of(party, today_in(agreement.association)) if party else None,
    )


@require_http_methods(["GET", "POST"])
@at_association
def record_agreement_signature(request: AssociationRequest, pk: UUID) -> HttpResponse:
    party = _party(request, pk)

    def do(given: dict[str, Any]) -> str:
        scan = given["scan"]
        actions.record_agreement_signature(party, scan=(scan.name, scan), actor=request.user)
        return at_agreement(request, party.agreement_id)

    return act_page(
        request,
        AgreementScanForm(request.POST or None, request.FILES or None),
        do,
        heading=_("Record a signature on paper"),
        label=_("Record"),
        back=at_agreement(request, party.agreement_id),
        said=_("The signature on paper is recorded."),
        note=f"{party.organization} · {party.signatory}",
    )


@require_http_methods(["GET", "POST"])
@at_association
def record_attestation(request: AssociationRequest, pk: UUID) -> HttpResponse:
    witness = _witness(request, pk)

    def do(given: dict[str, Any]) -> str:
        scan = given["scan"]
        actions.record_attestation(witness, scan=(scan.name, scan), actor=request.user)
        return at_agreement(request, witness.agreement_id)

    return act_page(
        request,
        AgreementScanForm(request.POST or None, request.FILES or None),
        do,
        heading=_("Record a witness on paper"),
        label=_("Record"),
        back=at_agreement(request, witness.agreement_id),
        said=_("The witness on paper is recorded."),
        note=str(witness.person),
    )


@require_http_methods(["GET", "POST"])
@at_association
def give_authority(request: AssociationRequest, pk: UUID) -> HttpResponse:
    party = _party(request, pk)

    def do(given: dict[str, Any]) -> str:
        paper = (given["paper"].name, given["paper"])
        actions.give_authority(party, paper=paper, until=given["until"], actor=request.user)
        return at_agreement(request, party.agreement_id)

    return act_page(
        request,
        AuthorityForm(request.POST or None, request.FILES or None),
        do,
        heading=_("Keep the written authority"),
        label=_("Save"),
        back=at_agreement(request, party.agreement_id),
        said=_("Saved."),
        note=f"{party.organization} · {party.signatory or ''}",
    )


@require_http_methods(["GET", "POST"])
@at_association
def check_partner(request: AssociationRequest, pk: UUID) -> HttpResponse:
    party = _party(request, pk)

    def do(given: dict[str, Any]) -> str:
        actions.check_partner(party, **given, actor=request.user)
        return at_agreement(request, party.agreement_id)

    first = {"on": today_in(party.association), "note": party.check_note}
    return act_page(
        request,
        CheckForm(request.POST or None, initial=first),
        do,
        heading=_("Check the partner"),
        label=_("Save"),
        back=at_agreement(request, party.agreement_id),
        said=_("Saved."),
        note=party.organization.name,
    )
