from typing import Any

from django.utils.translation import gettext_lazy as _

from guildhall.audit.keeping import kept
from guildhall.core.navigation import Entry, register
from guildhall.exchange.sight import public_listings

register(
    Entry(_("Offers and needs"), "exchange:listing_list", icon="arrows-exchange", order=51, group="chain")
)


def has_public(_user: Any, association: Any) -> bool:
    return kept(association, ("public", "exchange"), lambda: public_listings(association).exists())


register(
    Entry(
        _("Offers and needs"),
        "public_exchange:listing_list",
        icon="",
        order=41,
        place="public",
        may=has_public,
    )
)
