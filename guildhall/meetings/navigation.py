from django.utils.translation import gettext_lazy as _

from guildhall.core.navigation import Entry, register

register(Entry(_("Meetings"), "meetings:meeting_list", icon="calendar", order=20, group="govern"))
register(Entry(_("Resolutions"), "meetings:resolution_list", icon="gavel", order=22, group="govern"))
