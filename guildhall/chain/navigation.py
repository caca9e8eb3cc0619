from django.utils.translation import gettext_lazy as _

from guildhall.chain.permissions import may_see_chains
from guildhall.core.navigation import Entry, register

register(Entry(_("Chain"), "chain:chain_list", icon="sitemap", order=50, group="chain", may=may_see_chains))
