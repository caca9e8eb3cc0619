from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from ninja import Query, Status
from ninja.pagination import paginate

from guildhall.accounts.http import SignedInRequest, find_association
from guildhall.commitments import actions, queries
from guildhall.commitments.api.rows import (
    body_of,
    details_of,
    find_plan,
    find_whole_plan,
    one,
    router,
    several,
)
from guildhall.commitments.models import Plan, PlanVersion
from guildhall.commitments.printing import plan_as_pdf
from guildhall.commitments.queries import VersionStep
from guildhall.commitments.schemas import (
    AdoptPlanIn,
    AmendIn,
    ChangedPlanIn,
    CloseIn,
    CommitmentIn,
    ComparisonOut,
    CourseIn,
    ItemsPage,
    NewPlanIn,
    PastedItemOut,
    PasteIn,
    PlanLineOut,
    PublishIn,
    Ref,
    ReviewIn,
    VersionOut,
    WholePlanOut,
)
from guildhall.commitments.versions import Comparison


def _answer(request: SignedInRequest, slug: str, pk: UUID, page: int = 1) -> dict[str, object]:
    """The plan as it is now, with a page of the items that the reader may see and what they may do next."""
    plan = find_plan(request, slug, pk)
    lights = queries.plan_lights(plan, request.user)
    fields = {field: getattr(plan, field) for field in WholePlanOut.model_fields if hasattr(plan, field)}
    return fields | {
        "courses": list(plan.courses.all()),
        "items": list(queries.items_page(plan, request.user, page)),
        "items_count": sum(lights.values()),
        "progress": queries.plan_progress(plan, request.user),
        "acts": sorted(queries.plan_acts(request.user, plan)),
    }


@router.get("plans", response=list[PlanLineOut])
@paginate
def plan_list(request: SignedInRequest, slug: str) -> QuerySet[Plan]:
    """Plans that the reader may see, the latest first."""
    return queries.plan_list(request.user, find_association(request, slug))


@router.post("plans", response={201: WholePlanOut})
def draft_plan(request: SignedInRequest, slug: str, data: NewPlanIn) -> Status[dict[str, object]]:
    association = find_association(request, slug)
    plans = queries.plans_visible_to(request.user, association)
    given = data.dict(exclude={"body", "predecessor", "courses"})
    plan = actions.draft_plan(
        **given,
        body=body_of(data.body, association),
        predecessor=one(plans, data.predecessor, field="predecessor"),
        courses=[(course.name_zh, course.name_en) for course in data.courses],
        actor=request.user,
    )
    return Status(201, _answer(request, slug, plan.pk))


@router.get("plans/{uuid:pk}", response=WholePlanOut)
def plan(request: SignedInRequest, slug: str, pk: UUID, data: Query[ItemsPage]) -> dict[str, object]:
    """A plan with fifty of its items; ``items_count`` says how many there are, ``page`` leads to the next."""
    return _answer(request, slug, pk, data.page)


@router.patch("plans/{uuid:pk}", response=WholePlanOut)
def change_plan(request: SignedInRequest, slug: str, pk: UUID, data: ChangedPlanIn) -> dict[str, object]:
    actions.change_plan(find_plan(request, slug, pk), **data.dict(exclude_unset=True), actor=request.user)
    return _answer(request, slug, pk)


@router.post("plans/{uuid:pk}/items", response={201: WholePlanOut})
def add_item(request: SignedInRequest, slug: str, pk: UUID, data: CommitmentIn) -> Status[dict[str, object]]:
    """One more item of a plan that is not adopted yet."""
    shown = find_plan(request, slug, pk)
    actions.add_item(shown, **details_of(data, shown.association), actor=request.user)
    return Status(201, _answer(request, slug, pk))


@router.post("plans/{uuid:pk}/items/check", response=list[PastedItemOut])
def pasted_items(request: SignedInRequest, slug: str, pk: UUID, data: PasteIn) -> list[queries.Item]:
    """What each row of a pasted table would become, and what is wrong with it. Stores nothing."""
    return queries.pasted_items(find_plan(request, slug, pk), data.text)


@router.post("plans/{uuid:pk}/items/import", response={201: WholePlanOut})
def import_items(request: SignedInRequest, slug: str, pk: UUID, data: PasteIn) -> Status[dict[str, object]]:
    """All rows of a pasted table as items, or none."""
    actions.import_items(find_plan(request, slug, pk), **data.dict(), actor=request.user)
    return Status(201, _answer(request, slug, pk))


@router.post("plans/{uuid:pk}/courses", response={201: Ref})
def add_course(request: SignedInRequest, slug: str, pk: UUID, data: CourseIn) -> Status[object]:
    shown = find_plan(request, slug, pk)
    return Status(201, actions.add_course(shown, **data.dict(), actor=request.user))


@router.post("plans/{uuid:pk}/discuss", response=WholePlanOut)
def put_up_for_discussion(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, object]:
    actions.put_up_for_discussion(find_plan(request, slug, pk), actor=request.user)
    return _answer(request, slug, pk)


@router.post("plans/{uuid:pk}/adopt", response=WholePlanOut)
def adopt_plan(request: SignedInRequest, slug: str, pk: UUID, data: AdoptPlanIn) -> dict[str, object]:
    """Refused while an item lacks content, deadline or responsible person; ``items`` lists each."""
    actions.adopt_plan(find_plan(request, slug, pk), **data.dict(), actor=request.user)
    return _answer(request, slug, pk)


@router.post("plans/{uuid:pk}/amend", response=WholePlanOut)
def amend_plan(request: SignedInRequest, slug: str, pk: UUID, data: AmendIn) -> dict[str, object]:
    """Several changes at once; one new version."""
    shown = find_plan(request, slug, pk)
    association = shown.association
    mine = queries.commitments_to_show(request.user, association).filter(plan=shown)
    details = {item.id: details_of(item, association) for item in data.changed}
    amendment: actions.Amendment = {
        "added": [details_of(item, association) for item in data.added],
        "changed": [(row, details[row.pk]) for row in several(mine, details, field="changed")],
        "removed": several(mine, data.removed, field="removed"),
    }
    actions.amend_plan(shown, version=data.version, note=data.note, amendment=amendment, actor=request.user)
    return _answer(request, slug, pk)


@router.post("plans/{uuid:pk}/review", response=WholePlanOut)
def review_plan(request: SignedInRequest, slug: str, pk: UUID, data: ReviewIn) -> dict[str, object]:
    actions.review_plan(find_plan(request, slug, pk), **data.dict(), actor=request.user)
    return _answer(request, slug, pk)


@router.post("plans/{uuid:pk}/close", response=WholePlanOut)
def close_plan(request: SignedInRequest, slug: str, pk: UUID, data: CloseIn) -> dict[str, object]:
    """Refused while items are open and no successor is named; ``items`` lists each."""
    shown = find_plan(request, slug, pk)
    successor = one(queries.successors_of(shown), data.successor, field="successor")
    actions.close_plan(shown, successor=successor, actor=request.user)
    return _answer(request, slug, pk)


@router.post("plans/{uuid:pk}/publish", response=WholePlanOut)
def publish_plan(request: SignedInRequest, slug: str, pk: UUID, data: PublishIn) -> dict[str, object]:
    actions.publish_plan(find_plan(request, slug, pk), **data.dict(), actor=request.user)
    return _answer(request, slug, pk)


@router.get("plans/{uuid:pk}/versions", response=list[VersionOut])
def plan_versions(request: SignedInRequest, slug: str, pk: UUID) -> list[VersionStep]:
    """Every version, the latest first, with what changed in it."""
    return queries.version_steps(find_whole_plan(request, slug, pk))


@router.get("plans/{uuid:pk}/versions/{int:old}/{int:new}", response=ComparisonOut)
def compare_versions(request: SignedInRequest, slug: str, pk: UUID, old: int, new: int) -> Comparison:
    versions = PlanVersion.objects.filter(plan=find_whole_plan(request, slug, pk))
    return queries.compare_versions(
        get_object_or_404(versions, number=old), get_object_or_404(versions, number=new)
    )


@router.get("plans/{uuid:pk}/pdf")
def print_plan(request: SignedInRequest, slug: str, pk: UUID) -> HttpResponse:
    """The plan as a PDF in the language of the request."""
    shown = find_plan(request, slug, pk)
    items = queries.items_of(shown, request.user)
    printed = plan_as_pdf(shown, items, language=get_language() or "")
    return HttpResponse(printed, content_type="application/pdf")
