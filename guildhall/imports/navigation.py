from django.utils.translation import gettext_lazy as _

from guildhall.core.navigation import Entry, register
from guildhall.imports.permissions import may_export

register(
    Entry(_("Lists"), "imports:batch_list", icon="file-spreadsheet", order=82, place="office", may=may_export)
)
