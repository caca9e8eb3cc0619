from django.utils.translation import gettext_lazy as _

from guildhall.core.navigation import Entry, register
from guildhall.registry.queries import sees_registry

register(Entry(_("Members"), "members:member_list", icon="certificate", order=38, may=sees_registry))
