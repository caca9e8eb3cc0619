from django.utils.translation import gettext_lazy as _

from guildhall.core.navigation import Entry, register
from guildhall.founding.queries import is_being_founded

register(Entry(_("Founding"), "founding:founding", icon="flag", order=5, may=is_being_founded))
