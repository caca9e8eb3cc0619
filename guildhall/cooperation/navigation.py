from typing import Any

from django.utils.translation import pgettext_lazy

from guildhall.audit.keeping import kept
from guildhall.cooperation.sight import public_agreements, public_cooperations
from guildhall.core.navigation import Entry, register

register(
    Entry(
        pgettext_lazy("navigation", "Cooperation"),
        "cooperation:cooperation_list",
        icon="link",
        order=52,
        group="chain",
    )
)


def has_public(_user: Any, association: Any) -> bool:
    """Whether the public may read of an agreement or a cooperation."""
    return kept(
        association,
        ("public", "cooperation"),
        lambda: public_agreements(association).exists() or public_cooperations(association).exists(),
    )


register(
    Entry(
        pgettext_lazy("navigation", "Cooperation"),
        "public_cooperation:cooperation_list",
        icon="",
        order=42,
        place="public",
        may=has_public,
    )
)
