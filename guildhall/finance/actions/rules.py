"""Spending rules, and the finance rules that every branch reads and confirms."""

from collections.abc import Sequence
from datetime import date
from typing import IO, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.documents.actions import store_file
from guildhall.finance.models import FinanceRules, RulesConfirmation, SpendingRules
from guildhall.finance.notices import rules_reminders
from guildhall.finance.permissions import (
    require_may_confirm,
    require_may_decide_all,
    require_may_issue_rules,
)
from guildhall.finance.queries.rules import branches_on, latest_rules, reminders_due
from guildhall.notices.actions import give_notices
from guildhall.registry.models import Body
from guildhall.registry.queries import today_in

STEPS_MOST = 12


class LimitDetails(TypedDict, total=False):
    """``association_up_to`` None: the secretary-general approves any amount."""

    head_up_to: int
    association_up_to: int | None
    over_budget: str
    budget_needs_resolution: bool
    dues_share: int
    budget_days: int
    quarter_days: int
    year_days: int
    note: str


class RulesDetails(TypedDict, total=False):
    title_zh: str
    title_en: str
    changes_zh: str
    changes_en: str


@transaction.atomic
def set_spending_rules(
    association: Association, *, from_on: date, actor: User, **details: Unpack[LimitDetails]
) -> SpendingRules:
    """Limits and due dates from that day on, until the next. Those before stay as they were.

    Refused: limits that do not ascend, a share above 100 %, a day not after the last rules' (the first ones may hold
    from any day; later ones from today at the earliest).
    """
    require_may_decide_all(actor, association)
    rules = SpendingRules(association=association, from_on=from_on, actor=actor, **details)
    if rules.association_up_to is not None and rules.association_up_to < rules.head_up_to:
        raise InvalidError(
            _("The secretary-general approves at least as much as the head of a branch."),
            code="limits_do_not_ascend",
            details={"field": "association_up_to"},
        )
    if not 0 <= rules.dues_share <= 100:
        raise InvalidError(
            _("A share is between 0 and 100 percent."), code="no_such_share", details={"field": "dues_share"}
        )
    last = SpendingRules.objects.filter(association=association).aggregate(day=Max("from_on"))["day"]
    if last and from_on < max(today_in(association), last):
        raise InvalidError(
            _("Rules do not change what is past: let these hold from today or later."),
            code="in_the_past",
            details={"field": "from_on"},
        )
    _store(rules)
    record("spending_rules.set", actor=actor, subject=rules, from_on=from_on.isoformat())
    return rules


def _store(rules: SpendingRules) -> None:
    try:
        with transaction.atomic():
            rules.save(force_insert=True)
    except IntegrityError as taken:
        raise RuleError(
            _("There are rules from this day already."), code="rules_known", details={"field": "from_on"}
        ) from taken


@transaction.atomic
def issue_finance_rules(
    association: Association,
    *,
    name: str,
    content: IO[bytes] | bytes,
    from_on: date,
    remind_days: Sequence[int],
    actor: User,
    **details: Unpack[RulesDetails],
) -> FinanceRules:
    """A new version, which every branch reads and confirms; whoever has not is reminded so many days after today.

    For who issues documents. Refused without a title, and for reminders that are no days.
    """
    require_may_issue_rules(actor, association)
    rules = FinanceRules(association=association, from_on=from_on, **details)
    if not (rules.title_zh.strip() or rules.title_en.strip()):
        raise InvalidError(_("Give the rules a title."), code="title_missing", details={"field": "title_zh"})
    if len(remind_days) > STEPS_MOST or any(not 0 <= day <= 3650 for day in remind_days):
        raise InvalidError(
            _("Reminders are sent some days after the rules were issued: 7, 14, 30."),
            code="no_such_step",
            details={"field": "remind_days"},
        )
    last = latest_rules(association)
    rules.number = last.number + 1 if last else 1
    rules.remind_days = sorted(set(remind_days))
    rules.issued_on, rules.issued_by = today_in(association), actor
    rules.file = store_file(association=association, name=name, content=content, actor=actor)
    rules.save(force_insert=True)
    branches = branches_on(association, rules.issued_on)
    give_notices(association, rules_reminders(rules, branches, step=None))
    record("finance_rules.issued", actor=actor, subject=rules, number=rules.number, title=rules.title)
    return rules


@transaction.atomic
def confirm_finance_rules(rules: FinanceRules, *, body: Body, actor: User) -> RulesConfirmation:
    """The branch has read this version. For somebody who holds a post in it; refused twice, and for an old version."""
    require_may_confirm(actor, body)
    last = latest_rules(rules.association)
    if last and last.number != rules.number:
        raise RuleError(
            _("Version %(number)d has succeeded these rules; read and confirm that one.")
            % {"number": last.number},
            code="rules_succeeded",
        )
    confirmation, is_new = RulesConfirmation.objects.get_or_create(
        rules=rules, body=body, defaults={"association": rules.association, "user": actor}
    )
    if not is_new:
        raise RuleError(
            _("%(user)s confirmed this for the branch already.") % {"user": confirmation.user},
            code="confirmed_already",
        )
    record("finance_rules.confirmed", actor=actor, subject=rules, branch=str(body.pk), number=rules.number)
    return confirmation


def send_rules_reminders(association: Association, *, on: date) -> int:
    """Remind the branches that have not confirmed, once for each version and step; how many notices comes back.

    What was given is not given again, whenever and however often this runs.
    """
    rules, step, bodies = reminders_due(association, on)
    if rules is None or step is None or association.is_record:
        return 0
    return _give(rules, step, bodies)


@transaction.atomic
def _give(rules: FinanceRules, step: int, bodies: Sequence[Body]) -> int:
    given = give_notices(rules.association, rules_reminders(rules, bodies, step=step))
    if given:
        record("finance_rules.reminded", actor=None, subject=rules, step=step, notices=len(given))
    return len(given)
