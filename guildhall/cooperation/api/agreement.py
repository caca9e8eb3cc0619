from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.accounts.models import Association
from guildhall.cooperation import actions, queries
from guildhall.cooperation.actions import Signing, Witnessing
from guildhall.cooperation.models import Agreement, Cooperation
from guildhall.cooperation.printing import agreement_preview
from guildhall.cooperation.schemas import (
    AgreementIn,
    AgreementListOut,
    AgreementOut,
    AmendAgreementIn,
    LeaveIn,
    NewAgreementIn,
    PublishAgreementIn,
    RecallIn,
)
from guildhall.cooperation.sight import reads_text
from guildhall.core.errors import InvalidError
from guildhall.documents.queries import content_path
from guildhall.registry.api.references import meant, meant_body, meant_person
from guildhall.registry.models import Organization, Person, Post

router = AssociationRouter()
PLAIN = {
    "title_zh",
    "title_en",
    "scope_zh",
    "scope_en",
    "text_zh",
    "text_en",
    "from_on",
    "to_on",
    "sign_by",
    "lends_no_name",
}


def find_agreement(request: SignedInRequest, slug: str, pk: UUID) -> Agreement:
    shown = queries.agreements_to_show(request.user, find_association(request, slug))
    return get_object_or_404(shown, pk=pk)


def agreement_answer(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    """The agreement as it is now, and what the reader may do next."""
    shown = find_agreement(request, slug, pk)
    fields = {name: getattr(shown, name) for name in AgreementOut.model_fields if hasattr(shown, name)}
    roles, document = queries.agreement_roles(request.user, shown), shown.document
    parties = list(shown.parties.all())
    if not roles.reads_text:
        fields |= {"text_zh": "", "text_en": ""}
    return fields | {
        "parties": parties,
        "inside": parties if roles.sees_inside else [],
        "witnesses": list(shown.witnesses.all()),
        "serial": document.serial if document else "",
        "code": document.spaced_code if document else "",
        "acts": sorted(roles.acts),
        "own_party": roles.own_party.pk if roles.own_party else None,
        "own_witness": roles.own_witness.pk if roles.own_witness else None,
    }


def _given(
    request: SignedInRequest, slug: str, data: AgreementIn, cooperation: Cooperation | None
) -> dict[str, Any]:
    association = find_association(request, slug)
    values = data.dict(include=PLAIN)
    values["body"] = meant_body(request, slug, data.body, "body")
    values["supervisor"] = meant_person(request, slug, data.supervisor, "supervisor")
    values["resolution"] = _one(queries.resolutions_for(association), data.resolution, "resolution")
    here = Q(association=association)
    guests = cooperation.parties.order_by().values("organization") if cooperation else []
    organizations = Organization.objects.filter(here | Q(pk__in=guests))
    people = Person.objects.filter(here | Q(organization__in=guests))
    values["parties"] = [
        Signing(
            _one(organizations, one.organization, "parties"),
            _one(people, one.signatory, "signatory"),
            meant(request, slug, one.post, Post.objects.select_related("body"), "post"),
            one.power_zh,
            one.power_en,
        )
        for one in data.parties
    ]
    values["witnesses"] = [
        Witnessing(_one(Person.objects.filter(here), one.person, "witnesses"), one.role_zh, one.role_en)
        for one in data.witnesses
    ]
    return values


def _one(rows: QuerySet[Any], pk: UUID | None, field: str) -> Any:
    """The row with that id; None for none; refused (422) when it is not among ``rows``."""
    found = rows.filter(pk=pk).first() if pk else None
    if pk and found is None:
        raise InvalidError(
            _("There is no %(field)s with this id: %(id)s.") % {"field": field, "id": pk},
            code="unknown_id",
            details={"field": field, "ids": [str(pk)]},
        )
    return found


def _cooperation(request: SignedInRequest, association: Association, pk: UUID | None) -> Cooperation | None:
    found: Cooperation | None = _one(
        queries.cooperations_to_show(request.user, association), pk, "cooperation"
    )
    return found


@router.get("agreements", response=list[AgreementListOut])
@paginate
def agreement_list(
    request: SignedInRequest, slug: str, q: str = "", state: str = "", party: UUID | None = None
) -> QuerySet[Agreement]:
    """Those that the reader sees, the newest first. ``state``: draft, offered, signed, ended, or over."""
    association = find_association(request, slug)
    return queries.agreement_list(request.user, association, q=q[:80], state=state, party=party)


@router.post("agreements", response={201: AgreementOut})
def draft_agreement(request: SignedInRequest, slug: str, data: NewAgreementIn) -> Status[dict[str, Any]]:
    association = find_association(request, slug)
    cooperation = _cooperation(request, association, data.cooperation)
    given = _given(request, slug, data, cooperation)
    drafted = actions.draft_agreement(association, cooperation=cooperation, **given, actor=request.user)
    return Status(201, agreement_answer(request, slug, drafted.pk))


@router.get("agreements/{uuid:pk}", response=AgreementOut)
def agreement(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    return agreement_answer(request, slug, pk)


@router.put("agreements/{uuid:pk}", response=AgreementOut)
def amend_agreement(request: SignedInRequest, slug: str, pk: UUID, data: AmendAgreementIn) -> dict[str, Any]:
    """Change a draft as a whole."""
    shown = find_agreement(request, slug, pk)
    given = _given(request, slug, data, shown.cooperation)
    actions.amend_agreement(shown, version=data.version, **given, actor=request.user)
    return agreement_answer(request, slug, pk)


@router.delete("agreements/{uuid:pk}", response={204: None})
def discard_agreement(request: SignedInRequest, slug: str, pk: UUID) -> Status[None]:
    """Take away a draft that was never offered."""
    actions.discard_agreement(find_agreement(request, slug, pk), actor=request.user)
    return Status(204, None)


@router.post("agreements/{uuid:pk}/offer", response=AgreementOut)
def offer_agreement(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    """Refused with the sentence that says what is missing."""
    actions.offer_agreement(find_agreement(request, slug, pk), actor=request.user)
    return agreement_answer(request, slug, pk)


@router.post("agreements/{uuid:pk}/recall", response=AgreementOut)
def recall_agreement(request: SignedInRequest, slug: str, pk: UUID, data: RecallIn) -> dict[str, Any]:
    """Back to a draft; signatures given so far no longer count."""
    actions.recall_agreement(find_agreement(request, slug, pk), **data.dict(), actor=request.user)
    return agreement_answer(request, slug, pk)


@router.post("agreements/{uuid:pk}/publish", response=AgreementOut)
def publish_agreement(
    request: SignedInRequest, slug: str, pk: UUID, data: PublishAgreementIn
) -> dict[str, Any]:
    actions.publish_agreement(find_agreement(request, slug, pk), **data.dict(), actor=request.user)
    return agreement_answer(request, slug, pk)


@router.post("agreements/{uuid:pk}/end", response=AgreementOut)
def end_agreement(request: SignedInRequest, slug: str, pk: UUID, data: LeaveIn) -> dict[str, Any]:
    """From now on verification answers that it has ended."""
    actions.end_agreement(find_agreement(request, slug, pk), **data.dict(), actor=request.user)
    return agreement_answer(request, slug, pk)


@router.post("agreements/parties/{uuid:pk}/leave", response=AgreementOut)
def leave_agreement(request: SignedInRequest, slug: str, pk: UUID, data: LeaveIn) -> dict[str, Any]:
    """The party goes; the agreement goes on among the others, at least two."""
    parties = queries.agreement_parties_to_show(request.user, find_association(request, slug))
    party = actions.leave_agreement(get_object_or_404(parties, pk=pk), **data.dict(), actor=request.user)
    return agreement_answer(request, slug, party.agreement_id)


@router.get("agreements/{uuid:pk}/pdf")
def print_agreement(request: SignedInRequest, slug: str, pk: UUID) -> HttpResponse:
    """The issued document, or how it will look."""
    shown = find_agreement(request, slug, pk)
    if not reads_text(request.user, shown):
        raise Http404
    if shown.document is not None:
        content = content_path(shown.document.file).read_bytes()
    else:
        content = agreement_preview(shown)
    return HttpResponse(content, content_type="application/pdf")
