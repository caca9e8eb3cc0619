from typing import Annotated
from uuid import UUID

from django.db.models import QuerySet
from ninja import Query
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.members import queries
from guildhall.members.api.references import the_member
from guildhall.members.models import Member
from guildhall.members.schemas import DirectoryIn, MemberOut, MemberRowOut

router = AssociationRouter()


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
