from typing import Annotated
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.accounts.models import Association
from guildhall.members import queries
from guildhall.members.api.references import the_member
from guildhall.members.models import Member
from guildhall.members.schemas import DirectoryIn, MemberOut, MemberRowOut, PublicMemberOut

router = AssociationRouter()
public = Router(auth=None)


@router.get("members", response=list[MemberRowOut])
@paginate
def member_list(
    request: SignedInRequest, slug: str, asked: Annotated[DirectoryIn, Query()]
) -> QuerySet[Member]:
    """The directory by number. ``q`` is looked for in names, pinyin, credit codes and numbers."""
    return queries.directory(find_association(request, slug), viewer=request.user, **asked.dict())


@router.get("members/{uuid:pk}", response=MemberOut)
def member(request: SignedInRequest, slug: str, pk: UUID) -> MemberOut:
    return MemberOut.of(queries.member_page(the_member(request, slug, pk), viewer=request.user))


@router.get("my-membership", response=list[MemberOut])
def my_membership(request: SignedInRequest, slug: str) -> list[MemberOut]:
    """What the caller is a member as: the own unit, or the own person."""
    own = queries.own_memberships(request.user, find_association(request, slug))
    return [MemberOut.of(queries.member_page(member, viewer=request.user)) for member in own[:5]]


@public.get("p/{slug}/members", response=list[PublicMemberOut])
@paginate
def public_member_list(request: HttpRequest, slug: str, q: str = "") -> QuerySet[Member]:
    """Who is a member of an association with public pages: name, tier and region."""
    association = get_object_or_404(Association.objects.filter(is_public=True), slug=slug)
    return queries.public_directory(association, q=q[:200])
