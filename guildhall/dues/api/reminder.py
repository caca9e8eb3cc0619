from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.dues import actions, queries
from guildhall.dues.models import BankAccount, ReminderStep
from guildhall.dues.schemas import BankAccountIn, BankAccountOut, ChangeStepIn, StepIn, StepOut
from guildhall.members.models import Tier
from guildhall.registry.api.references import meant

router = AssociationRouter()


def _details(request: SignedInRequest, slug: str, data: StepIn) -> dict[str, Any]:
    """What was sent, with the tier in place of its id."""
    given = data.dict(exclude_unset=True)
    if "tier_id" in given:
        given["tier"] = meant(request, slug, given.pop("tier_id"), Tier.objects.all(), "tier_id")
    return given


@router.get("dues/reminders", response=list[StepOut])
@paginate
def reminder_step_list(request: SignedInRequest, slug: str) -> QuerySet[ReminderStep]:
    association = find_association(request, slug)
    if not queries.may_read_money(request.user, association):
        raise Http404
    return queries.step_list(request.user, association)


@router.post("dues/reminders", response={201: StepOut})
def add_reminder_step(request: SignedInRequest, slug: str, data: StepIn) -> Status[ReminderStep]:
    given = _details(request, slug, data)
    step = actions.add_reminder_step(find_association(request, slug), **given, actor=request.user)
    return Status(201, step)


@router.patch("dues/reminders/{uuid:pk}", response=StepOut)
def change_reminder_step(request: SignedInRequest, slug: str, pk: UUID, data: ChangeStepIn) -> ReminderStep:
    steps = queries.step_list(request.user, find_association(request, slug))
    step = get_object_or_404(steps, pk=pk)
    return actions.change_reminder_step(step, **_details(request, slug, data), actor=request.user)


@router.put("dues/account", response=BankAccountOut)
def set_bank_account(request: SignedInRequest, slug: str, data: BankAccountIn) -> BankAccount:
    """The account that every notice names from now on."""
    association = find_association(request, slug)
    return actions.set_bank_account(association, **data.dict(), actor=request.user)
