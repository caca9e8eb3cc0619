from django.utils.translation import gettext_lazy as _

from guildhall.core.navigation import Entry, register
from guildhall.sharing.permissions import may_see_resources

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
