"""Who prepares a founding: whoever manages the association that is to be. The units answer for themselves."""

from hmac import compare_digest

from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.accounts.permissions import may, require_changeable, require_may
from guildhall.accounts.powers import Power
from guildhall.core.errors import NotAllowedError
from guildhall.founding.models import FirstMember, Founding


def may_prepare(user: User, founding: Founding) -> bool:
    return not founding.association.is_record and may(user, Power.MANAGE, founding.association)


def require_may_prepare(user: User, founding: Founding) -> None:
    """MANAGE over the association; refused in a read-only record."""
    require_may(user, Power.MANAGE, founding.association)


def require_may_answer(first: FirstMember, *, code: str, expected: str, user: User | None) -> None:
    """The unit by its link, or whoever prepares the founding, who was told by telephone."""
    require_changeable(first.association)
    if code and compare_digest(code.encode(), expected.encode()):
        return
    if user is None or not may_prepare(user, first.founding):
        raise NotAllowedError(
            _("A unit answers by the link that it was sent, or through whoever prepares the founding."),
            code="not_allowed",
        )
