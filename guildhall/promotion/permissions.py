"""Who keeps key projects, who notes how they go, who sees what money is planned. See accounts.powers."""

from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.accounts.permissions import may, require_changeable, require_may
from guildhall.accounts.powers import Power
from guildhall.core.errors import NotAllowedError
from guildhall.promotion.models import KeyProject
from guildhall.registry.queries import person_of

SEEING_AMOUNTS = (Power.READ, Power.MANAGE, Power.DECIDE, Power.KEEP_MONEY)
READING = (*SEEING_AMOUNTS, Power.CONVENE, Power.FOLLOW_UP)


def may_read_all(user: User, association: Association) -> bool:
    """Who sees every key project: whoever holds a post at the top that reads, keeps, follows up or decides."""
    return any(may(user, power, association) for power in READING)


def may_see_amounts(user: User, association: Association) -> bool:
    """Who sees what is planned to be spent on all of them; of their own others see it too (``queries``)."""
    return any(may(user, power, association) for power in SEEING_AMOUNTS)


def may_keep(user: User, association: Association) -> bool:
    return not association.is_record and may(user, Power.MANAGE, association)


def require_may_keep(user: User, association: Association) -> None:
    require_may(user, Power.MANAGE, association)


def may_note(user: User, project: KeyProject) -> bool:
    """Whoever keeps key projects, and the one who is responsible for this one."""
    if project.association.is_record:
        return False
    person = person_of(user, project.association)
    is_responsible = person is not None and person.pk == project.responsible_id
    return is_responsible or may_keep(user, project.association)


def require_may_note(user: User, project: KeyProject) -> None:
    require_changeable(project.association)
    if not may_note(user, project):
        raise NotAllowedError(
            _("Visits and progress are noted by the secretariat and by the responsible person."),
            code="not_allowed",
        )


def may_publish(user: User, association: Association) -> bool:
    return not association.is_record and may(user, Power.PUBLISH, association)


def require_may_publish(user: User, association: Association) -> None:
    require_may(user, Power.PUBLISH, association)
