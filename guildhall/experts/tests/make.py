"""Plain builders for tests: valid by default, every detail can be named."""

from datetime import date, timedelta
from typing import Any

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power
from guildhall.core.requests import forget
from guildhall.experts import actions
from guildhall.experts.models import Appointment, Expert, ExpertClass
from guildhall.registry.models import Person, Post
from guildhall.registry.queries import today_in
from guildhall.registry.tests.make import (
    make_association,
    make_organization,
    make_person,
    make_post,
    make_tenure,
    make_top_body,
    make_user_with_powers,
)

__all__ = [
    "LIST",
    "make_appointment",
    "make_association",
    "make_expert",
    "make_expert_class",
    "make_keeper",
    "make_organization",
    "make_person",
    "make_signatory",
    "make_term",
    "make_user_with_powers",
]
LIST = "姓名,单位,职称,专业领域,邮箱\n周明,云岭轴承有限公司,教授级高级工程师,轴承；润滑,zhou@example.org\n".encode()


def make_keeper(association: Association) -> User:
    """Keeps the pool and issues letters."""
    make_top_body(association)
    user = make_user_with_powers(association, Power.MANAGE, Power.ISSUE, Power.READ)
    forget()
    return user


def make_signatory(association: Association) -> Person:
    """Somebody whose post decides for the association."""
    post = make_post(make_top_body(association), kind=Post.Kind.PRESIDENT, powers=[Power.DECIDE])
    person = make_person(association, name_zh="陈会长", name_en="President Chen")
    make_tenure(post, person)
    forget()
    return person


def make_expert(association: Association | None = None, **details: Any) -> Expert:
    person = details.pop("person", None) or make_person(association)
    given = {"fields_zh": "轴承\n润滑", "fields_en": "Bearings"}
    return Expert.objects.create(association=person.association, person=person, **given | details)


def make_expert_class(association: Association, **details: Any) -> ExpertClass:
    given = {"name_zh": "首席专家", "name_en": "Chief expert"}
    if not details:
        known = ExpertClass.objects.filter(association=association).first()
        if known is not None:
            return known
    return ExpertClass.objects.create(association=association, **given | details)


def make_term(association: Association, **details: Any) -> actions.Term:
    """A year from today, unless other days are named."""
    today = today_in(association)
    begins: date = details.pop("from_on", today)
    given: dict[str, Any] = {"from_on": begins, "to_on": begins + timedelta(days=364)}
    if "expert_class" not in details:
        given["expert_class"] = make_expert_class(association)
    if "signatory" not in details:
        given["signatory"] = make_signatory(association)
    return actions.Term(**given | details)


def make_appointment(expert: Expert | None = None, **details: Any) -> Appointment:
    """A term of a year that has begun, as a record without a letter has it."""
    expert = expert or make_expert(make_association())
    today = today_in(expert.association)
    given: dict[str, Any] = {"from_on": today - timedelta(days=10), "to_on": today + timedelta(days=355)}
    if "expert_class" not in details:
        given["expert_class"] = make_expert_class(expert.association)
    return Appointment.objects.create(association=expert.association, expert=expert, **given | details)
