from uuid import UUID

from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.accounts.permissions import may, require_changeable
from guildhall.accounts.powers import Power
from guildhall.commitments.models import Commitment
from guildhall.core.errors import NotAllowedError
from guildhall.registry.models import Body

PREPARING = (Power.DECIDE, Power.FOLLOW_UP, Power.CONVENE)


def _may_any(user: User, powers: tuple[Power, ...], body: Body) -> bool:
    return any(may(user, power, body.association, body.pk) for power in powers)


def may_prepare(user: User, body: Body) -> bool:
    """Who may draft plans and commitments of the body: whoever decides, follows up or convenes there."""
    return _may_any(user, PREPARING, body)


def may_decide(user: User, body: Body) -> bool:
    """Who may adopt, postpone, cancel and reopen for the body."""
    return may(user, Power.DECIDE, body.association, body.pk)


def may_adopt(user: User, commitment: Commitment) -> bool:
    """Whoever decides for the body; for what the body already decided (it has an origin), whoever prepares it."""
    return may_decide(user, commitment.body) or (
        commitment.origin_id is not None and may_prepare(user, commitment.body)
    )


def require_may_prepare(user: User, body: Body) -> None:
    require_changeable(body.association)
    if not may_prepare(user, body):
        raise _refusal(body.pk)


def require_may_decide(user: User, body: Body) -> None:
    require_changeable(body.association)
    if not may_decide(user, body):
        raise NotAllowedError(
            _("This is for whoever decides for the body. Ask its head."),
            code="not_allowed",
            details=_at(body.pk),
        )


def require_may_adopt(user: User, commitment: Commitment) -> None:
    require_changeable(commitment.association)
    if not may_adopt(user, commitment):
        raise NotAllowedError(
            _("Adopting is for whoever decides for the body. Ask its head."),
            code="not_allowed",
            details=_at(commitment.body_id),
        )


def _refusal(body_id: UUID) -> NotAllowedError:
    return NotAllowedError(
        _("Plans and commitments of this body are kept by those who decide, follow up or convene there."),
        code="not_allowed",
        details=_at(body_id),
    )


def _at(body_id: UUID) -> dict[str, str]:
    return {"body": str(body_id)}
