from django.utils.translation import gettext_lazy as _

from guildhall.awards.permissions import may_see_calls
from guildhall.core.navigation import Entry, register

register(Entry(_("Awards"), "awards:call_list", icon="award", order=63, group="honours", may=may_see_calls))
