from django.utils.translation import gettext_lazy as _

from guildhall.core.navigation import Entry, register
from guildhall.members.permissions import may_keep_members
from guildhall.registry.queries import sees_registry

register(
    Entry(
        _("Duplicates"),
        "members:likely_pair_list",
        icon="arrows-exchange",
        order=83,
        place="office",
        may=may_keep_members,
    )
)
register(Entry(_("Members"), "members:member_list", icon="certificate", order=38, may=sees_registry))
