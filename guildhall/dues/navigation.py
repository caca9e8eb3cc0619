from django.utils.translation import gettext_lazy as _

from guildhall.core.navigation import Entry, register

register(Entry(_("Dues"), "dues:notice_list", icon="building-bank", order=65))
