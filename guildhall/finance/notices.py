"""What branches are told about the association's finance rules."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse

from guildhall.finance.models import FinanceRules
from guildhall.notices.drafts import Draft, Recipient
from guildhall.registry.models import Body, Person, Tenure, in_force
from guildhall.registry.queries import today_in

KIND = "finance_rules"


def rules_reminders(rules: FinanceRules, bodies: Iterable[Body], *, step: int | None) -> list[Draft]:
    """To everyone who holds a post in one of the branches: the rules were issued (``step`` None), or wait to be
    confirmed so many days after. Each is told once for each version and step."""
    named = {body.pk: body for body in bodies}
    return [
        _draft(rules, named[body], person, step)
        for body, people in _reached(rules, named).items()
        for person in people
    ]


def _reached(rules: FinanceRules, named: dict[UUID, Body]) -> dict[UUID, list[Person]]:
    held = Tenure.objects.filter(in_force(today_in(rules.association)), post__body__in=named)
    reached: dict[UUID, list[Person]] = defaultdict(list)
    for tenure in held.select_related("person__user", "post").order_by("post__rank", "id"):
        person, body = tenure.person, tenure.post.body_id
        if (person.user_id or person.email) and person not in reached[body]:
            reached[body].append(person)
    return reached


def _draft(rules: FinanceRules, body: Body, person: Person, step: int | None) -> Draft:
    title_zh, title_en = rules.title_zh or rules.title_en, rules.title_en or rules.title_zh
    name_zh, name_en = body.name_zh or body.name_en, body.name_en or body.name_zh
    is_first = step is None
    stage = "issued" if is_first else str(step)
    return Draft(
        key=f"finance.rules:{rules.pk}:{body.pk}:{stage}:{person.pk}",
        kind=KIND,
        subject_zh=f"{'请阅读并确认' if is_first else '尚未确认'}：{title_zh}（第{rules.number}版）",
        subject_en=f"{'Please read and confirm' if is_first else 'Not confirmed yet'}: {title_en} "
        f"(version {rules.number})",
        text_zh=f"{name_zh}{'须阅读并确认' if is_first else '尚未确认已阅读'}《{title_zh}》第{rules.number}版。"
        + (f"\n{rules.changes_zh or rules.changes_en}" if rules.changes else ""),
        text_en=f"{name_en} {'is to read and confirm' if is_first else 'has not confirmed yet that it read'} "
        f"“{title_en}”, version {rules.number}."
        + (f"\n{rules.changes_en or rules.changes_zh}" if rules.changes else ""),
        link=reverse("finance:finance_rules", args=[rules.association.slug, rules.pk]),
        to=Recipient(user=person.user, name=person.name_zh or person.name_en, email=person.email),
    )
