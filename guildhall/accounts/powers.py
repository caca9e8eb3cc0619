"""What a person may do follows from posts held today. This module names the powers; the registry,
one floor up, says which posts give them and tells this module how to look them up."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from guildhall.core.requests import remembered

if TYPE_CHECKING:
    from guildhall.accounts.models import Association, User


class Power(models.TextChoices):
    READ = "read", _("read everything of the body")
    MANAGE = "manage", _("keep organizations, people, posts and the charter profile")
    CONVENE = "convene", _("convene meetings, keep attendance and minutes")
    DECIDE = "decide", _("approve minutes, adopt plans, sign for the body")
    FOLLOW_UP = "follow_up", _("follow up commitments")
    ISSUE = "issue", _("issue and revoke documents and letters")
    PUBLISH = "publish", _("publish to the public pages")
    KEEP_MONEY = "keep_money", _("keep dues and books")
    OVERSEE = "oversee", _("read everything including the audit record, change nothing")


@dataclass(frozen=True)
class Powers:
    """What one person may do in one association today.

    ``everywhere`` are the powers held at the association's top body. ``over`` tells, for each body, the
    powers that posts in it or in a body above it give; it is asked only where the top does not settle it.
    """

    belongs: bool = False
    everywhere: frozenset[str] = frozenset()
    over: Callable[[], dict[UUID, frozenset[str]]] = dict

    @cached_property
    def by_body(self) -> dict[UUID, frozenset[str]]:
        return self.over()

    def has(self, power: Power, body_id: UUID | None = None) -> bool:
        """Whether ``power`` is held over the body, or over the whole association when none is named."""
        return power in self.everywhere or (body_id is not None and power in self.by_body.get(body_id, ()))

    def bodies_with(self, power: Power) -> frozenset[UUID]:
        """The bodies over which ``power`` is held; every body when it is held at the top."""
        return frozenset(body for body, powers in self.by_body.items() if power in powers)


NO_POWERS = Powers()
_resolver: list[Callable[["User", "Association"], Powers]] = []


def resolve_powers_with(resolver: Callable[["User", "Association"], Powers]) -> None:
    """Called once by the registry when the project starts."""
    _resolver[:] = [resolver]


def powers_of(user: "User | AnonymousUser", association: "Association") -> Powers:
    """The user's powers in the association today; looked up once in a request."""
    if isinstance(user, AnonymousUser) or not _resolver:
        return NO_POWERS
    known = user
    return remembered(("powers", user.pk, association.pk), lambda: _resolver[0](known, association))
