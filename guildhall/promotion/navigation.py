from django.utils.translation import gettext_lazy as _

from guildhall.core.navigation import Entry, register
from guildhall.promotion.queries import sees_key_projects

register(
    Entry(
        _("Key projects"),
        "promotion:key_project_board",
        icon="trending-up",
        order=54,
        group="chain",
        may=sees_key_projects,
    )
)
