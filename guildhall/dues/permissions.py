"""Who keeps dues and books, who decides on them, and who may look. Powers come from posts; see accounts.powers."""

from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.accounts.permissions import may, require_changeable, require_may
from guildhall.accounts.powers import Power
from guildhall.core.errors import NotAllowedError
from guildhall.dues.models import Waiver


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
