"""The words for what this room writes into the record."""

from django.utils.translation import gettext_lazy as _

from guildhall.audit.acts import name_acts

name_acts(
    _("Members"),
    {
        "tier.created": _("Tier created"),
        "tier.edited": _("Tier edited"),
        "tier.retired": _("Tier retired"),
        "tier.restored": _("Tier restored"),
    },
)
