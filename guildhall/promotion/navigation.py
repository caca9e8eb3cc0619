from typing import Any

from django.utils.translation import gettext_lazy as _

from guildhall.audit.keeping import kept
from guildhall.core.navigation import Entry, register
from guildhall.promotion.queries import public_key_projects, sees_key_projects

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


def has_public(_user: Any, association: Any) -> bool:
    return kept(association, ("public", "promotion"), lambda: public_key_projects(association).exists())


register(
    Entry(
        _("Key projects"), "public_promotion:key_projects", icon="", order=43, place="public", may=has_public
    )
)
