from django.utils.translation import gettext_lazy as _

from guildhall.core.navigation import Entry, register
from guildhall.funding.permissions import may_see_funding

register(
    Entry(
        _("Finance for firms"),
        "funding:product_list",
        icon="building-bank",
        order=54,
        group="chain",
        may=may_see_funding,
    )
)
