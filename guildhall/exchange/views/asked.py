"""What a list is narrowed to, read from the address of its page."""

from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import Association, User
from guildhall.exchange.models import Listing
from guildhall.exchange.queries import Asked, classes_to_choose, segments_listed

STATES = [
    ("", pgettext_lazy("listing", "open")),
    ("expiring", _("about to expire")),
    ("review", pgettext_lazy("listing", "awaiting review")),
    ("drafts", _("drafts")),
    ("ended", _("expired or closed")),
    ("any", _("in any state")),
]
TEXTS = ("q", "region", "state")


def asked_for(given: QueryDict) -> Asked:
    """The filters; what makes no sense narrows nothing."""
    side = given.get("side", "")
    kind = given.get("kind", "")
    return Asked(
        side=side if side in Listing.Side.values else "",
        kind=kind if kind in Listing.Kind.values else "",
        segment=_key(given.get("segment")),
        industry_class=_key(given.get("industry_class")),
        mine=given.get("mine") == "1",
        **{name: given.get(name, "").replace("\0", "")[:200] for name in TEXTS},
    )


def filters_of(association: Association, viewer: User | AnonymousUser) -> dict[str, Any]:
    """What the filters offer to choose from."""
    return {
        "kinds": Listing.Kind.choices,
        "segments": segments_listed(association, viewer=viewer),
        "classes": classes_to_choose(association).filter(pk__in=_classes_used(association)),
    }


def _classes_used(association: Association) -> Any:
    used = Listing.objects.filter(association=association, industry_class__isnull=False)
    return used.values("industry_class")


def _key(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
