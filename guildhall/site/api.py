from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.accounts.models import Association
from guildhall.accounts.queries import associations_of
from guildhall.meetings.models import Meeting, Resolution
from guildhall.meetings.queries import meetings_visible_to
from guildhall.site import actions, queries
from guildhall.site.models import Article
from guildhall.site.open_data import association_data, meeting_data, plan_data, resolution_data
from guildhall.site.permissions import require_may_write_news
from guildhall.site.schemas import (
    ArticleChangeIn,
    ArticleIn,
    ArticleOut,
    AssociationOut,
    FoundOut,
    MeetingLineOut,
    OpenAssociationOut,
    OpenMeetingOut,
    OpenPlanOut,
    OpenResolutionOut,
    ResolutionLineOut,
    TodayOut,
)

LATEST = 50

router = AssociationRouter()
public = Router()


def find_article(request: SignedInRequest, slug: str, pk: UUID) -> Article:
    return get_object_or_404(queries.articles(find_association(request, slug), viewer=request.user), pk=pk)


@router.get("articles", response=list[ArticleOut])
@paginate
def article_list(request: SignedInRequest, slug: str) -> QuerySet[Article]:
    """News of all states, for those who write it; refused to others."""
    association = find_association(request, slug)
    require_may_write_news(request.user, association)
    return queries.articles(association, viewer=request.user)


@router.post("articles", response={201: ArticleOut})
def write_article(request: SignedInRequest, slug: str, data: ArticleIn) -> Status[Article]:
    association = find_association(request, slug)
    return Status(201, actions.write_article(association, actor=request.user, **data.dict()))


@router.get("articles/{pk}", response=ArticleOut)
def article(request: SignedInRequest, slug: str, pk: UUID) -> Article:
    return find_article(request, slug, pk)


@router.put("articles/{pk}", response=ArticleOut)
def change_article(request: SignedInRequest, slug: str, pk: UUID, data: ArticleChangeIn) -> Article:
    details = data.dict()
    version = details.pop("version")
    found = find_article(request, slug, pk)
    return actions.change_article(found, version=version, actor=request.user, **details)


@router.post("articles/{pk}/publish", response=ArticleOut)
def publish_article(request: SignedInRequest, slug: str, pk: UUID) -> Article:
    return actions.publish_article(find_article(request, slug, pk), actor=request.user)


@router.post("articles/{pk}/withdraw", response=ArticleOut)
def withdraw_article(request: SignedInRequest, slug: str, pk: UUID) -> Article:
    return actions.withdraw_article(find_article(request, slug, pk), actor=request.user)


@router.post("meetings/{pk}/draft-release", response=ArticleOut)
def draft_release(request: SignedInRequest, slug: str, pk: UUID) -> Article:
    """A draft of news in both languages from the meeting's record; the existing draft if there is one."""
    meeting = get_object_or_404(meetings_visible_to(request.user, find_association(request, slug)), pk=pk)
    return actions.draft_release(meeting, actor=request.user)


@public.get("me/associations", response=list[AssociationOut])
@paginate
def association_list(request: SignedInRequest) -> QuerySet[Association]:
    """The associations that know me."""
    return associations_of(request.user)


@router.get("today", response=TodayOut)
def today(request: SignedInRequest, slug: str) -> queries.Today:
    """What needs my attention today, the most urgent first."""
    return queries.today(request.user, find_association(request, slug), now=timezone.now())


@router.get("search", response=FoundOut)
def search(request: SignedInRequest, slug: str, q: str = "") -> queries.Found:
    """Firms, people, meetings, commitments, offers and needs whose names hold the words, of what I may see."""
    return queries.search(request.user, find_association(request, slug), q[:80])


def find_public(slug: str) -> Association:
    return get_object_or_404(queries.public_associations(), slug=slug)


@public.get("p", response=list[AssociationOut], auth=None)
@paginate
def home(request: HttpRequest) -> QuerySet[Association]:
    """The associations that have public pages."""
    return queries.public_associations()


@public.get("p/{slug}", response=OpenAssociationOut, auth=None, by_alias=True)
def public_association(request: HttpRequest, slug: str) -> dict[str, Any]:
    """What the association's public page shows: bodies, posts, plans, the latest meetings and resolutions."""
    association = find_public(slug)
    today = timezone.localdate(timezone=association.zone)
    shown = queries.public_association(association, today, latest=LATEST)
    return association_data(association, shown)


@public.get("p/{slug}/meetings", response=list[MeetingLineOut], auth=None)
@paginate
def public_meeting_list(request: HttpRequest, slug: str) -> QuerySet[Meeting]:
    """Published meetings, the latest first, for everybody."""
    return queries.public_meetings(find_public(slug))


@public.get("p/{slug}/meetings/{pk}", response=OpenMeetingOut, auth=None, by_alias=True)
def public_meeting(request: HttpRequest, slug: str, pk: UUID) -> dict[str, Any]:
    """What the meeting's public page shows: agenda, speakers, decisions, who attended, papers, thanks."""
    meeting = get_object_or_404(queries.public_meetings(find_public(slug)), pk=pk)
    return meeting_data(meeting, queries.public_meeting(meeting))


@public.get("p/{slug}/resolutions", response=list[ResolutionLineOut], auth=None)
@paginate
def public_resolution_list(request: HttpRequest, slug: str) -> QuerySet[Resolution]:
    """What is in force today of the resolutions that were made public, the latest first."""
    association = find_public(slug)
    return queries.resolutions_in_force(association, timezone.localdate(timezone=association.zone))


@public.get("p/{slug}/resolutions/{pk}", response=OpenResolutionOut, auth=None, by_alias=True)
def public_resolution(request: HttpRequest, slug: str, pk: UUID) -> dict[str, Any]:
    """A resolution that was made public, in force or not."""
    association = find_public(slug)
    known = queries.public_resolutions(association, timezone.localdate(timezone=association.zone))
    return resolution_data(get_object_or_404(known, pk=pk))


@public.get("p/{slug}/plans/{pk}", response=OpenPlanOut, auth=None, by_alias=True)
def public_plan(request: HttpRequest, slug: str, pk: UUID) -> dict[str, Any]:
    """A public plan with its items and, where it has them, its courses."""
    return plan_data(get_object_or_404(queries.public_plans(find_public(slug)), pk=pk))


@public.get("p/{slug}/news", response=list[ArticleOut], auth=None)
@paginate
def public_news(request: HttpRequest, slug: str) -> QuerySet[Article]:
    """Published news, for everybody."""
    return queries.public_news(find_public(slug))


@public.get("p/{slug}/news/{pk}", response=ArticleOut, auth=None)
def public_article(request: HttpRequest, slug: str, pk: UUID) -> Article:
    """A published article."""
    return get_object_or_404(queries.public_news(find_public(slug)), pk=pk)
