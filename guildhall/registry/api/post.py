from uuid import UUID

from django.db.models import QuerySet
from ninja import Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest
from guildhall.registry import actions, queries
from guildhall.registry.api.references import (
    meant_bodies,
    meant_person,
    needed,
    the_body,
    the_post,
    the_tenure,
)
from guildhall.registry.models import Post, Tenure
from guildhall.registry.schemas import (
    AppointIn,
    ChangePostIn,
    ChangeTenureIn,
    CreatePostIn,
    EndTenureIn,
    PostOut,
    TenureOut,
)

router = AssociationRouter()


@router.get("bodies/{uuid:pk}/posts", response=list[PostOut])
@paginate
def posts_of_body(request: SignedInRequest, slug: str, pk: UUID) -> QuerySet[Post]:
    found = the_body(request, slug, pk)
    return queries.posts_with_holders(found.posts.all(), queries.today_in(found.association))


@router.post("bodies/{uuid:pk}/posts", response={201: PostOut})
def create_post(request: SignedInRequest, slug: str, pk: UUID, data: CreatePostIn) -> Status[Post]:
    given = data.dict()
    sits_in = meant_bodies(request, slug, given.pop("sits_in_ids"), "sits_in_ids")
    post = actions.create_post(the_body(request, slug, pk), sits_in=sits_in, **given, actor=request.user)
    return Status(201, post)


@router.get("posts/{uuid:pk}", response=PostOut)
def post(request: SignedInRequest, slug: str, pk: UUID) -> Post:
    return the_post(request, slug, pk)


@router.patch("posts/{uuid:pk}", response=PostOut)
def change_post(request: SignedInRequest, slug: str, pk: UUID, data: ChangePostIn) -> Post:
    given = data.dict(exclude_unset=True)
    ids = given.pop("sits_in_ids", None)
    sits_in = None if ids is None else meant_bodies(request, slug, ids, "sits_in_ids")
    return actions.change_post(the_post(request, slug, pk), sits_in=sits_in, **given, actor=request.user)


@router.get("posts/{uuid:pk}/tenures", response=list[TenureOut])
@paginate
def post_history(request: SignedInRequest, slug: str, pk: UUID) -> QuerySet[Tenure]:
    """Who holds and held the post, the newest first."""
    return queries.post_history(the_post(request, slug, pk))


@router.post("posts/{uuid:pk}/tenures", response={201: TenureOut})
def appoint(request: SignedInRequest, slug: str, pk: UUID, data: AppointIn) -> Status[Tenure]:
    """Refused with the verdicts of the charter's rules where they forbid it."""
    given = data.dict()
    person = needed(meant_person(request, slug, given.pop("person_id"), "person_id"), "person_id")
    return Status(201, actions.appoint(the_post(request, slug, pk), person, **given, actor=request.user))


@router.patch("tenures/{uuid:pk}", response=TenureOut)
def change_tenure(request: SignedInRequest, slug: str, pk: UUID, data: ChangeTenureIn) -> Tenure:
    """For corrections; somebody leaves the post through ``end``."""
    found = the_tenure(request, slug, pk)
    return actions.change_tenure(found, **data.dict(exclude_unset=True), actor=request.user)


@router.post("tenures/{uuid:pk}/end", response=TenureOut)
def end_tenure(request: SignedInRequest, slug: str, pk: UUID, data: EndTenureIn) -> Tenure:
    return actions.end_tenure(the_tenure(request, slug, pk), **data.dict(), actor=request.user)
