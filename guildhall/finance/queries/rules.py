"""What can be asked about finance rules: the versions, who confirmed which, who has not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, QuerySet, Subquery

from guildhall.accounts.models import Association, User
from guildhall.finance.duties import step_due
from guildhall.finance.models import FinanceRules, RulesConfirmation, SpendingRules
from guildhall.finance.permissions import may_decide_all, may_issue_rules, may_see_money
from guildhall.finance.queries.units import units_of, units_visible_to
from guildhall.registry.models import Body, BodyQuerySet, Post, in_force
from guildhall.registry.queries import RuleLine, profile_on, today_in


def latest_rules(association: Association) -> FinanceRules | None:
    return FinanceRules.objects.filter(association=association).select_related("association").first()


def branches_on(association: Association, on: date) -> BodyQuerySet:
    """The branches that exist on the day."""
    return units_of(association).filter(kind=Body.Kind.BRANCH).filter(in_force(on))


def finance_rules_list(user: User, association: Association) -> QuerySet[FinanceRules]:
    """All versions, the newest first, each with ``confirmed``, for those who see any unit's money."""
    versions = FinanceRules.objects.filter(association=association)
    if not may_see_money(user, association):
        return versions.none()
    return (
        versions.select_related("association", "file", "issued_by")
        .annotate(confirmed=Count("confirmations"))
        .order_by("-number")
    )


@dataclass(frozen=True)
class Confirming:
    """Where a branch stands with a version: who confirmed it, or that it waits."""

    body: Body
    confirmation: RulesConfirmation | None
    may_confirm: bool


def confirming(user: User, rules: FinanceRules) -> list[Confirming]:
    """Every branch that the user sees. Three queries."""
    today = today_in(rules.association)
    seen = units_visible_to(user, rules.association).filter(kind=Body.Kind.BRANCH).filter(in_force(today))
    given = {one.body_id: one for one in rules.confirmations.select_related("user")}
    own = set(_own_bodies(user, today)) if not rules.association.is_record else set()
    return [Confirming(body, given.get(body.pk), body.pk in own and body.pk not in given) for body in seen]


def _own_bodies(user: User, today: date) -> QuerySet[Post]:
    held = Post.objects.filter(in_force(today, "tenures__"), tenures__person__user=user)
    return held.order_by().values_list("body", flat=True).distinct()  # type: ignore[return-value]


def reminders_due(
    association: Association, on: date
) -> tuple[FinanceRules | None, int | None, Sequence[Body]]:
    """The latest rules, the step that has come, and the branches that have not confirmed."""
    rules = latest_rules(association)
    if rules is None or rules.issued_on is None:
        return None, None, ()
    step = step_due(rules.remind_days, since=rules.issued_on, today=on)
    if step is None:
        return rules, None, ()
    waiting = branches_on(association, on).exclude(rules_confirmations__rules=rules)
    return rules, step, list(waiting)


def spending_rules_list(user: User, association: Association) -> QuerySet[SpendingRules]:
    """All, the latest first, each with ``to_on``, the day from which the next ones hold."""
    rules = SpendingRules.objects.filter(association=association)
    if not may_see_money(user, association):
        return rules.none()
    later = SpendingRules.objects.filter(association=association, from_on__gt=OuterRef("from_on"))
    following = later.order_by("from_on").values("from_on")[:1]
    return rules.select_related("association", "actor").annotate(until=Subquery(following))


def rules_acts(user: User, association: Association) -> set[str]:
    """What the user may do with rules of both kinds."""
    acts = {"set_spending_rules"} if may_decide_all(user, association) else set()
    return acts | ({"issue_finance_rules"} if may_issue_rules(user, association) else set())


def account_rule(association: Association) -> RuleLine | None:
    """What the charter says about a branch's own bank account."""
    rule = profile_on(association, today_in(association)).rule("branches.own_bank_account")
    return RuleLine(rule) if rule else None
