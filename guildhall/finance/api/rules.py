from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from ninja import File, Form, Status, UploadedFile
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.finance import actions, queries
from guildhall.finance.api.finding import find_finance_rules, find_unit
from guildhall.finance.models import FinanceRules, SpendingRules
from guildhall.finance.schemas import (
    FinanceRulesIn,
    FinanceRulesLineOut,
    FinanceRulesOut,
    SpendingRulesIn,
    SpendingRulesOut,
    WholeFinanceRulesOut,
)

router = AssociationRouter()


def _answer(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    found = find_finance_rules(request, slug, pk)
    fields = {name: getattr(found, name) for name in FinanceRulesOut.model_fields}
    branches = [
        {
            "branch": line.body,
            "confirmed_by": str(line.confirmation.user) if line.confirmation else "",
            "confirmed_at": line.confirmation.at if line.confirmation else None,
            "may_confirm": line.may_confirm,
        }
        for line in queries.confirming(request.user, found)
    ]
    return fields | {"branches": branches}


@router.get("finance/limits", response=list[SpendingRulesOut])
@paginate
def spending_rules_list(request: SignedInRequest, slug: str) -> QuerySet[SpendingRules]:
    """Limits of approval and due dates, the latest first; each holds until the next."""
    return queries.spending_rules_list(request.user, find_association(request, slug))


@router.post("finance/limits", response={201: SpendingRulesOut})
def set_spending_rules(request: SignedInRequest, slug: str, data: SpendingRulesIn) -> Status[SpendingRules]:
    association = find_association(request, slug)
    return Status(201, actions.set_spending_rules(association, **data.dict(), actor=request.user))


@router.get("finance/rules", response=list[FinanceRulesLineOut])
@paginate
def finance_rules_list(request: SignedInRequest, slug: str) -> QuerySet[FinanceRules]:
    """All versions, the newest first, with how many branches confirmed each."""
    return queries.finance_rules_list(request.user, find_association(request, slug))


@router.get("finance/rules/{uuid:pk}", response=WholeFinanceRulesOut)
def finance_rules(request: SignedInRequest, slug: str, pk: UUID) -> dict[str, Any]:
    """A version with every branch that the caller sees: who confirmed it, and who has not."""
    return _answer(request, slug, pk)


@router.post("finance/rules", response={201: WholeFinanceRulesOut})
def issue_finance_rules(
    request: SignedInRequest, slug: str, data: Form[FinanceRulesIn], file: File[UploadedFile]
) -> Status[dict[str, Any]]:
    """Send the document as ``multipart/form-data``; every branch is told."""
    issued = actions.issue_finance_rules(
        find_association(request, slug),
        name=file.name or "",
        content=file.open(),
        **data.dict(),
        actor=request.user,
    )
    return Status(201, _answer(request, slug, issued.pk))


@router.post("finance/rules/{uuid:pk}/confirm/{uuid:body_pk}", response=WholeFinanceRulesOut)
def confirm_finance_rules(request: SignedInRequest, slug: str, pk: UUID, body_pk: UUID) -> dict[str, Any]:
    """The branch has read this version. For somebody who holds a post in it."""
    body = find_unit(request, slug, body_pk)
    actions.confirm_finance_rules(find_finance_rules(request, slug, pk), body=body, actor=request.user)
    return _answer(request, slug, pk)
