from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.accounts.models import Association
from guildhall.dues import actions, queries
from guildhall.dues.models import Disclosure
from guildhall.dues.schemas import DisclosureIn, DisclosureOut, PublicDisclosureOut, PublishIn, SignIn

router = AssociationRouter()
public = Router(auth=None)


def find_disclosure(request: SignedInRequest, slug: str, pk: UUID) -> Disclosure:
    return get_object_or_404(queries.disclosures(request.user, find_association(request, slug)), pk=pk)


@router.get("dues/disclosures", response=list[DisclosureOut])
@paginate
def disclosure_list(request: SignedInRequest, slug: str) -> QuerySet[Disclosure]:
    """Editions, the latest first; those that are not published only for who may read the money."""
    found = queries.disclosures(request.user, find_association(request, slug))
    return found.order_by("-year", "-edition")


@router.post("dues/disclosures", response=DisclosureOut)
def prepare_disclosure(request: SignedInRequest, slug: str, data: DisclosureIn) -> Disclosure:
    """The figures as the books have them now, for a supervisor to look at."""
    association = find_association(request, slug)
    made = actions.prepare_disclosure(association, **data.dict(), actor=request.user)
    return find_disclosure(request, slug, made.pk)


@router.get("dues/disclosures/{uuid:pk}", response=DisclosureOut)
def disclosure(request: SignedInRequest, slug: str, pk: UUID) -> Disclosure:
    return find_disclosure(request, slug, pk)


@router.post("dues/disclosures/{uuid:pk}/sign", response=DisclosureOut)
def sign_disclosure(request: SignedInRequest, slug: str, pk: UUID, data: SignIn) -> Disclosure:
    """For a supervisor who looked at the figures of that ``version``."""
    return actions.sign_disclosure(find_disclosure(request, slug, pk), **data.dict(), actor=request.user)


@router.post("dues/disclosures/{uuid:pk}/return", response=DisclosureOut)
def return_disclosure(request: SignedInRequest, slug: str, pk: UUID, data: SignIn) -> Disclosure:
    """For a supervisor who objects to the figures of that ``version``; ``remark`` says why."""
    return actions.return_disclosure(find_disclosure(request, slug, pk), **data.dict(), actor=request.user)


@router.post("dues/disclosures/{uuid:pk}/publish", response=DisclosureOut)
def publish_disclosure(request: SignedInRequest, slug: str, pk: UUID, data: PublishIn) -> Disclosure:
    return actions.publish_disclosure(find_disclosure(request, slug, pk), **data.dict(), actor=request.user)


@public.get("p/{slug}/dues/{int:year}", response=PublicDisclosureOut)
def public_disclosure(request: HttpRequest, slug: str, year: int, edition: int | None = None) -> Disclosure:
    """Dues income and spending of the year as they were published: the latest edition, or that one."""
    association = get_object_or_404(Association.objects.filter(is_public=True), slug=slug)
    found = queries.published_disclosure(association, year, edition)
    if found is None:
        raise Http404
    return found
