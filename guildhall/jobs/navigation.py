from django.utils.translation import gettext_lazy as _

from guildhall.core.navigation import Entry, register
from guildhall.jobs.permissions import may_see_clock

register(
    Entry(
        _("Background work"), "jobs:schedule_list", icon="clock", order=88, place="office", may=may_see_clock
    )
)
