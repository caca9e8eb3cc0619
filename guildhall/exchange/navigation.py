from django.utils.translation import gettext_lazy as _

from guildhall.core.navigation import Entry, register

register(
    Entry(_("Offers and needs"), "exchange:listing_list", icon="arrows-exchange", order=51, group="chain")
)
