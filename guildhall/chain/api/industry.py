from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from ninja import File, Status, UploadedFile
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.chain import actions, queries
from guildhall.chain.api.finding import here, meant_class, readers, the_firm
from guildhall.chain.http import find_checked_file, find_classification, find_organization
from guildhall.chain.models import Classification, IndustryClass
from guildhall.chain.schemas import (
    CheckedOut,
    ChosenClassesIn,
    ClassificationOut,
    ClassIn,
    ImportClassificationIn,
    IndustryClassOut,
    OrganizationClassOut,
    PlacedOut,
    ProblemOut,
    SuggestionOut,
)
from guildhall.core.errors import InvalidError
from guildhall.registry.models import Organization
from guildhall.registry.schemas.fields import SentenceOut

router = AssociationRouter()


@router.get("chains/classifications", response=list[ClassificationOut])
@paginate
def classification_list(request: SignedInRequest, slug: str) -> QuerySet[Classification]:
    return queries.classifications(readers(request, slug).association, viewer=request.user)


@router.get("chains/classifications/{uuid:pk}", response=list[IndustryClassOut])
@paginate
def classification(request: SignedInRequest, slug: str, pk: UUID, q: str = "") -> QuerySet[IndustryClass]:
    """The classes of one classification, by code."""
    shown = find_classification(here(request, slug), pk)
    return queries.industry_classes(shown.association, viewer=request.user, q=q, classification=shown)


@router.get("chains/industry-classes", response=list[IndustryClassOut])
@paginate
def industry_class_list(request: SignedInRequest, slug: str, q: str = "") -> QuerySet[IndustryClass]:
    """Classes of all classifications; ``q`` is looked for in codes and names."""
    return queries.industry_classes(readers(request, slug).association, viewer=request.user, q=q)


@router.get("chains/industry-classes/suggest", response=list[SuggestionOut])
def suggest_classes(request: SignedInRequest, slug: str, text: str) -> list[SuggestionOut]:
    """The classes that a description seems to belong to, with the words they share."""
    association = readers(request, slug).association
    return [SuggestionOut.of(one) for one in queries.suggest_classes(association, text)]


@router.post("chains/classifications/adopt", response={201: ClassificationOut})
def adopt_classification(request: SignedInRequest, slug: str) -> Status[Classification]:
    """The small classification that is shipped."""
    taken = actions.adopt_classification(find_association(request, slug), actor=request.user)
    return Status(201, find_classification(here(request, slug), taken.pk))


@router.post("chains/classifications/check", response={201: CheckedOut})
def check_classification(request: SignedInRequest, slug: str, file: File[UploadedFile]) -> Status[CheckedOut]:
    """Look through a file: what it holds, and what is wrong with which row. Nothing is imported yet."""
    kept = actions.check_classification(
        find_association(request, slug), name=file.name or "", content=file.open(), actor=request.user
    )
    read, wrong = actions.classes_in(kept)
    problems = [
        ProblemOut(row=one.row, code=one.code, text=SentenceOut(**one.sentence.as_data())) for one in wrong
    ]
    return Status(201, CheckedOut(file_id=kept.pk, classes=len(read), problems=problems))


@router.post("chains/classifications", response={201: ClassificationOut})
def import_classification(
    request: SignedInRequest, slug: str, data: ImportClassificationIn
) -> Status[Classification]:
    """Import a file that was looked through: as a classification of its own, or as a new edition of one."""
    inside, given = here(request, slug), data.dict()
    file, replaces = find_checked_file(inside, given.pop("file_id")), given.pop("replaces_id")
    made = actions.import_classification(
        inside.association,
        file=file,
        replaces=find_classification(inside, replaces) if replaces else None,
        **given,
        actor=request.user,
    )
    return Status(201, find_classification(inside, made.pk))


@router.delete("chains/classifications/{uuid:pk}", response={204: None})
def remove_classification(request: SignedInRequest, slug: str, pk: UUID) -> Status[None]:
    actions.remove_classification(find_classification(here(request, slug), pk), actor=request.user)
    return Status(204, None)


@router.get("chains/classes", response=list[OrganizationClassOut])
@paginate
def organization_class_list(
    request: SignedInRequest,
    slug: str,
    q: str = "",
    without: bool = False,  # noqa: FBT001,FBT002 -- a query parameter
) -> QuerySet[Organization]:
    """Firms with their main class; ``without``: only those that have none."""
    association = readers(request, slug).association
    return queries.classed_organizations(association, viewer=request.user, q=q, without=without)


@router.put("chains/classes/{uuid:pk}", response=OrganizationClassOut)
def confirm_class(request: SignedInRequest, slug: str, pk: UUID, data: ClassIn) -> Organization:
    """The firm's main class."""
    inside = here(request, slug)
    actions.confirm_class(
        find_organization(inside, pk),
        industry_class=_class(request, slug, data.industry_class_id),
        actor=request.user,
    )
    return queries.classed_organizations(inside.association, viewer=request.user).get(pk=pk)


@router.post("chains/classes", response=PlacedOut)
def confirm_classes(request: SignedInRequest, slug: str, data: ChosenClassesIn) -> PlacedOut:
    """The main classes of many firms at once."""
    chosen = [
        (the_firm(request, slug, one.organization_id), _class(request, slug, one.industry_class_id))
        for one in data.chosen
    ]
    confirmed = actions.confirm_classes(find_association(request, slug), chosen=chosen, actor=request.user)
    return PlacedOut(confirmed=len(confirmed))


@router.delete("chains/classes/{uuid:pk}", response={204: None})
def drop_class(request: SignedInRequest, slug: str, pk: UUID) -> Status[None]:
    actions.drop_class(find_organization(here(request, slug), pk), actor=request.user)
    return Status(204, None)


def _class(request: SignedInRequest, slug: str, pk: UUID) -> IndustryClass:
    found = meant_class(request, slug, pk)
    if found is None:
        raise InvalidError(_("There is no such class."), code="no_such_class")
    return found
