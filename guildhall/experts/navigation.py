from django.utils.translation import gettext_lazy as _

from guildhall.core.navigation import Entry, register
from guildhall.experts.permissions import may_see_experts

register(
    Entry(_("Experts"), "experts:expert_list", icon="star", order=62, group="honours", may=may_see_experts)
)
