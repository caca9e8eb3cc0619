from datetime import date
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import File, Form
from ninja.files import UploadedFile

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.cooperation import actions, queries
from guildhall.cooperation.actions import Upload
from guildhall.cooperation.api.agreement import agreement_answer
from guildhall.cooperation.models import AgreementParty, Witness
from guildhall.cooperation.schemas import AgreementOut, CheckIn, SignAgreementIn

router = AssociationRouter()


def _party(request: SignedInRequest, slug: str, pk: UUID) -> AgreementParty:
    parties = queries.agreement_parties_to_show(request.user, find_association(request, slug))
    return get_object_or_404(parties, pk=pk)


def _witness(request: SignedInRequest, slug: str, pk: UUID) -> Witness:
    witnesses = queries.witnesses_to_show(request.user, find_association(request, slug))
    return get_object_or_404(witnesses, pk=pk)


def _upload(file: UploadedFile) -> Upload:
    return (file.name or "", cast(BinaryIO, file))


@router.post("agreements/parties/{uuid:pk}/sign", response=AgreementOut)
def sign_agreement(request: SignedInRequest, slug: str, pk: UUID, data: SignAgreementIn) -> dict[str, Any]:
    """Sign for the party with one's own account; refused with the reason."""
    party = actions.sign_agreement(_party(request, slug, pk), **data.dict(), actor=request.user)
    return agreement_answer(request, slug, party.agreement_id)


@router.post("agreements/parties/{uuid:pk}/paper", response=AgreementOut)
def record_agreement_signature(
    request: SignedInRequest, slug: str, pk: UUID, scan: File[UploadedFile]
) -> dict[str, Any]:
    """Record that the signatory signed on paper; the scan is kept."""
    party = actions.record_agreement_signature(
        _party(request, slug, pk), scan=_upload(scan), actor=request.user
    )
    return agreement_answer(request, slug, party.agreement_id)


@router.post("agreements/witnesses/{uuid:pk}/attest", response=AgreementOut)
def attest_agreement(request: SignedInRequest, slug: str, pk: UUID, data: SignAgreementIn) -> dict[str, Any]:
    """A witness attests, once all parties have signed; with the last one the document is issued."""
    witness = actions.attest_agreement(_witness(request, slug, pk), **data.dict(), actor=request.user)
    return agreement_answer(request, slug, witness.agreement_id)


@router.post("agreements/witnesses/{uuid:pk}/paper", response=AgreementOut)
def record_attestation(
    request: SignedInRequest, slug: str, pk: UUID, scan: File[UploadedFile]
) -> dict[str, Any]:
    witness = actions.record_attestation(_witness(request, slug, pk), scan=_upload(scan), actor=request.user)
    return agreement_answer(request, slug, witness.agreement_id)


@router.post("agreements/parties/{uuid:pk}/authority", response=AgreementOut)
def give_authority(
    request: SignedInRequest, slug: str, pk: UUID, paper: File[UploadedFile], until: Form[date | None] = None
) -> dict[str, Any]:
    """The written authority by which the named person signs, perhaps until a day."""
    party = actions.give_authority(
        _party(request, slug, pk), paper=_upload(paper), until=until, actor=request.user
    )
    return agreement_answer(request, slug, party.agreement_id)


@router.post("agreements/parties/{uuid:pk}/check", response=AgreementOut)
def check_partner(request: SignedInRequest, slug: str, pk: UUID, data: CheckIn) -> dict[str, Any]:
    """Who checked the partner, when, and what was looked at."""
    party = actions.check_partner(_party(request, slug, pk), **data.dict(), actor=request.user)
    return agreement_answer(request, slug, party.agreement_id)
