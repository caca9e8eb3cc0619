from django.utils.translation import gettext_lazy as _

from guildhall.core.navigation import Entry, register

register(Entry(_("Follow-up"), "commitments:board", icon="checklist", order=30, group="govern"))
register(Entry(_("Plans"), "commitments:plan_list", icon="list-check", order=35, group="govern"))
register(Entry(_("Letters"), "commitments:letter_list", icon="signature", order=38, group="govern"))
