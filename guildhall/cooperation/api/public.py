from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router
from ninja.pagination import paginate

from guildhall.accounts.models import Association
from guildhall.cooperation import queries
from guildhall.cooperation.models import Agreement, Cooperation
from guildhall.cooperation.schemas import PublicAgreementOut, PublicCooperationOut

public = Router(auth=None)


def _place(slug: str) -> Association:
    return get_object_or_404(Association.objects.public(), slug=slug)


@public.get("p/{slug}/cooperation", response=list[PublicCooperationOut])
@paginate
def public_cooperation_list(request: HttpRequest, slug: str) -> QuerySet[Cooperation]:
    """Cooperations that were made public, the newest first."""
    return queries.published_cooperations(_place(slug))


@public.get("p/{slug}/agreements", response=list[PublicAgreementOut])
@paginate
def public_agreement_list(request: HttpRequest, slug: str) -> QuerySet[Agreement]:
    """Agreements that were made public, the newest first."""
    return queries.published_agreements(_place(slug))


@public.get("p/{slug}/agreements/{uuid:pk}", response=PublicAgreementOut)
def public_agreement(request: HttpRequest, slug: str, pk: UUID) -> Agreement:
    return get_object_or_404(queries.published_agreements(_place(slug)), pk=pk)
