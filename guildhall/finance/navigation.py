from django.utils.translation import gettext_lazy as _

from guildhall.core.navigation import Entry, register
from guildhall.finance.permissions import may_see_money

register(
    Entry(_("Finance"), "finance:unit_list", icon="report", order=66, group="members", may=may_see_money)
)
