from typing import Any

from django.utils.translation import gettext_lazy as _

from guildhall.audit.keeping import kept
from guildhall.core.navigation import Entry, register
from guildhall.sharing.permissions import may_see_resources
from guildhall.sharing.queries import public_resources

register(
    Entry(
        _("Shared resources"),
        "sharing:resource_list",
        icon="calendar-time",
        order=53,
        group="chain",
        may=may_see_resources,
    )
)


def has_public(_user: Any, association: Any) -> bool:
    return kept(association, ("public", "sharing"), lambda: public_resources(association).exists())


register(
    Entry(
        _("Shared resources"),
        "public_sharing:resource_list",
        icon="",
        order=44,
        place="public",
        may=has_public,
    )
)
