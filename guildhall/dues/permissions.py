"""Who keeps dues and books, who decides on them, and who may look. Powers come from posts; see accounts.powers."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.accounts.permissions import may, require_changeable, require_may
from guildhall.accounts.powers import Power
from guildhall.core.errors import NotAllowedError
from guildhall.dues.models import Disclosure, Waiver
from guildhall.registry.models import Body, Tenure
from guildhall.registry.queries import today_in


def may_keep_money(user: User, association: Association) -> bool:
    """Whoever keeps dues and books for the whole association, where anything can be changed at all."""
    return not association.is_record and may(user, Power.KEEP_MONEY, association)


def require_may_keep_money(user: User, association: Association) -> None:
    require_may(user, Power.KEEP_MONEY, association)


def may_decide_on_money(user: User, association: Association) -> bool:
    """Whoever decides for the whole association: adopts standards as the assembly voted, approves waivers."""
    return not association.is_record and may(user, Power.DECIDE, association)


def require_may_decide_on_money(user: User, association: Association) -> None:
    require_may(user, Power.DECIDE, association)


def may_read_money(user: User, association: Association) -> bool:
    """Whoever may see what every member owes and paid; members see their own (``DuesNotice.objects.own``)."""
    return any(may(user, power, association) for power in (Power.KEEP_MONEY, Power.READ, Power.DECIDE))


def require_may_read_money(user: User, association: Association) -> None:
    if not may_read_money(user, association):
        raise NotAllowedError(
            _("What all members owe and paid is shown to those who keep the money."), code="not_allowed"
        )


def may_approve(user: User, waiver: Waiver) -> bool:
    """A second person who decides: not whoever asked for it."""
    return may_decide_on_money(user, waiver.association) and waiver.requester_id != user.pk


def require_may_approve(user: User, waiver: Waiver) -> None:
    require_changeable(waiver.association)
    require_may_decide_on_money(user, waiver.association)
    if waiver.requester_id == user.pk:
        raise NotAllowedError(
            _("Whoever asked for a waiver cannot approve it. A second person has to."),
            code="second_person_needed",
        )


def may_sign(user: User, disclosure: Disclosure) -> bool:
    """A supervisor: who oversees, and neither keeps the money nor the association's rows, nor prepared it."""
    association = disclosure.association
    if association.is_record or disclosure.preparer_id == user.pk:
        return False
    keeps = any(may(user, power, association) for power in (Power.KEEP_MONEY, Power.MANAGE))
    return may(user, Power.OVERSEE, association) and not keeps


def require_may_sign(user: User, disclosure: Disclosure) -> None:
    require_changeable(disclosure.association)
    if not may_sign(user, disclosure):
        raise NotAllowedError(
            _("Only a supervisor looks at the figures and signs them, not whoever keeps the books."),
            code="supervisor_needed",
        )


def may_publish(user: User, association: Association) -> bool:
    return not association.is_record and may(user, Power.PUBLISH, association)


def require_may_publish(user: User, association: Association) -> None:
    require_may(user, Power.PUBLISH, association)


def overseers_of(top: Body) -> QuerySet[Tenure, Any]:
    """Tenures of today's supervisors who can sign in."""
    posts = top.posts.order_by().values_list("pk", "powers")
    overseeing = [pk for pk, powers in posts if Power.OVERSEE in powers]
    today = today_in(top.association)
    return Tenure.objects.in_force(today).filter(post__in=overseeing, person__user__is_active=True)
