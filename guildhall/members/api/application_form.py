from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.members import actions, queries
from guildhall.members.models import ApplicationForm, Tier
from guildhall.members.schemas import ApplicationFormOut, ChangeApplicationFormIn, SetUpApplicationFormIn

router = AssociationRouter()


def the_form(request: SignedInRequest, slug: str, pk: UUID) -> ApplicationForm:
    association = find_association(request, slug)
    return get_object_or_404(queries.application_forms(association, viewer=request.user), pk=pk)


@router.get("application-forms", response=list[ApplicationFormOut])
@paginate
def application_form_list(request: SignedInRequest, slug: str) -> QuerySet[ApplicationForm]:
    """The forms with their questions; ``waiting`` counts the applications that are not decided."""
    association = find_association(request, slug)
    return queries.application_forms(association, viewer=request.user).prefetch_related("tiers")


@router.post("application-forms", response={201: ApplicationFormOut})
def set_up_application_form(
    request: SignedInRequest, slug: str, data: SetUpApplicationFormIn
) -> Status[ApplicationForm]:
    """The form for one kind of member, from its preset; closed."""
    association = find_association(request, slug)
    form = actions.set_up_application_form(association, kind=data.kind, actor=request.user)
    return Status(201, the_form(request, slug, form.pk))


@router.get("application-forms/{uuid:pk}", response=ApplicationFormOut)
def application_form(request: SignedInRequest, slug: str, pk: UUID) -> ApplicationForm:
    return the_form(request, slug, pk)


@router.patch("application-forms/{uuid:pk}", response=ApplicationFormOut)
def change_application_form(
    request: SignedInRequest, slug: str, pk: UUID, data: ChangeApplicationFormIn
) -> ApplicationForm:
    given = data.dict(exclude_unset=True)
    form = the_form(request, slug, pk)
    if "tier_ids" in given:
        wanted = set(given.pop("tier_ids"))
        given["tiers"] = Tier.objects.of(form.association).filter(pk__in=wanted)
    actions.change_application_form(form, **given, actor=request.user)
    return the_form(request, slug, pk)


@router.post("application-forms/{uuid:pk}/open", response=ApplicationFormOut)
def open_application_form(request: SignedInRequest, slug: str, pk: UUID) -> ApplicationForm:
    actions.open_application_form(the_form(request, slug, pk), actor=request.user)
    return the_form(request, slug, pk)


@router.post("application-forms/{uuid:pk}/close", response=ApplicationFormOut)
def close_application_form(request: SignedInRequest, slug: str, pk: UUID) -> ApplicationForm:
    actions.close_application_form(the_form(request, slug, pk), actor=request.user)
    return the_form(request, slug, pk)
