from typing import Any

from django.utils.translation import gettext_lazy as _

from guildhall.audit.keeping import kept
from guildhall.core.navigation import Entry, register
from guildhall.experts.permissions import may_see_experts
from guildhall.experts.queries import public_expert_list

register(
    Entry(_("Experts"), "experts:expert_list", icon="star", order=62, group="honours", may=may_see_experts)
)


def has_public(_user: Any, association: Any) -> bool:
    return kept(association, ("public", "experts"), lambda: public_expert_list(association).exists())


register(Entry(_("Experts"), "public_experts:expert_list", icon="", order=51, place="public", may=has_public))
