from typing import Any

from django.utils.translation import gettext_lazy as _

from guildhall.audit.keeping import kept
from guildhall.chain.permissions import may_see_chains
from guildhall.chain.queries import public_chains
from guildhall.core.navigation import Entry, register

register(Entry(_("Chain"), "chain:chain_list", icon="sitemap", order=50, group="chain", may=may_see_chains))


def has_public(_user: Any, association: Any) -> bool:
    return kept(association, ("public", "chain"), lambda: public_chains(association).exists())


register(Entry(_("Chains"), "public_chain:chain_list", icon="", order=40, place="public", may=has_public))
