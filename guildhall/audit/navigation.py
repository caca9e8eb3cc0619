from django.utils.translation import gettext_lazy as _

from guildhall.audit.permissions import may_read_record
from guildhall.core.navigation import Entry, register

register(
    Entry(_("Record"), "audit:entry_list", icon="history", order=90, place="office", may=may_read_record)
)
