from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router
from ninja.pagination import paginate

from guildhall.accounts.models import Association
from guildhall.cooperation import queries
from guildhall.cooperation.models import Agreement
from guildhall.cooperation.schemas import PublicAgreementOut
from guildhall.documents.queries import verification_url

public = Router(auth=None)


def _place(slug: str) -> Association:
    return get_object_or_404(Association.objects.public(), slug=slug)


def _said(agreement: Agreement) -> dict[str, Any]:
    names = (
        "id",
        "title_zh",
        "title_en",
        "scope_zh",
        "scope_en",
        "from_on",
        "to_on",
        "signed_on",
        "stated_signed",
        "state",
        "ended_on",
    )
    document = agreement.document
    return {name: getattr(agreement, name) for name in names} | {
        "parties": list(agreement.parties.all()),
        "serial": document.serial if document else "",
        "verification": verification_url(document.code) if document else "",
    }


@public.get("p/{slug}/agreements", response=list[PublicAgreementOut])
@paginate
def public_agreement_list(request: HttpRequest, slug: str) -> list[dict[str, Any]]:
    """Agreements that were made public, the newest first."""
    return [_said(one) for one in queries.published_agreements(_place(slug))]


@public.get("p/{slug}/agreements/{uuid:pk}", response=PublicAgreementOut)
def public_agreement(request: HttpRequest, slug: str, pk: UUID) -> dict[str, Any]:
    return _said(get_object_or_404(queries.published_agreements(_place(slug)), pk=pk))
