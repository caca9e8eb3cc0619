from django.utils.translation import gettext_lazy as _

from guildhall.core.navigation import Entry, register
from guildhall.members.navigation import may_be_member
from guildhall.registry.queries import sees_registry

register(Entry(_("My dues"), "dues:my_dues", icon="file-text", order=39, group="members", may=may_be_member))
register(
    Entry(_("Dues"), "dues:notice_list", icon="building-bank", order=65, group="members", may=sees_registry)
)
