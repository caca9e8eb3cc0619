from typing import Any

from django.utils.translation import gettext_lazy as _

from guildhall.accounts.permissions import may
from guildhall.accounts.powers import Power
from guildhall.core.navigation import Entry, register
from guildhall.registry.queries import sees_registry


def may_manage_all(user: Any, association: Any) -> bool:
    return not association.is_record and may(user, Power.MANAGE, association)


register(Entry(_("Bodies"), "registry:body_list", icon="sitemap", order=40, group="who", may=sees_registry))
register(
    Entry(
        _("Organizations"),
        "registry:organization_list",
        icon="building",
        order=45,
        group="who",
        may=sees_registry,
    )
)
register(Entry(_("People"), "registry:person_list", icon="users", order=50, group="who", may=sees_registry))
register(
    Entry(_("Charter rules"), "registry:charter", icon="scale", order=80, place="office", may=sees_registry)
)
register(
    Entry(
        _("Powers"),
        "registry:permission_table",
        icon="shield-check",
        order=85,
        place="office",
        may=sees_registry,
    )
)
register(
    Entry(
        _("Association"),
        "registry:change_association",
        icon="settings",
        order=90,
        place="office",
        may=may_manage_all,
    )
)
