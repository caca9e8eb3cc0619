from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power, powers_of
from guildhall.core.errors import NotAllowedError, RuleError


def may(
    user: User | AnonymousUser, power: Power, association: Association, body_id: UUID | None = None
) -> bool:
    """Whether a post that the user holds today gives ``power`` over the body (or the whole association)."""
    return powers_of(user, association).has(power, body_id)


def require_may(user: User, power: Power, association: Association, body_id: UUID | None = None) -> None:
    """Refuse (403) without the power; refuse (409) any change to a read-only record."""
    require_changeable(association)
    if not may(user, power, association, body_id):
        raise NotAllowedError(
            _("You hold no post that lets you %(power)s here. Ask the secretariat.") % {"power": power.label},
            code="not_allowed",
        )


def require_changeable(association: Association) -> None:
    if association.is_record:
        raise RuleError(
            _("This is a read-only record of what a source states; it cannot be changed."),
            code="read_only_record",
        )
