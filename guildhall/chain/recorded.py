"""The words for what this room writes into the record."""

from django.utils.translation import gettext_lazy as _

from guildhall.audit.acts import name_acts

name_acts(
    _("Chain"),
    {
        "chain.changed": _("Chain changed"),
        "chain.drawn_up": _("Chain drawn up"),
        "chain.placements_imported": _("Places on a chain imported"),
        "chain.published": _("Chain made public"),
        "chain.removed": _("Chain removed"),
        "chain.withdrawn": _("Chain taken off the public pages"),
        "classification.adopted": _("Shipped classification taken up"),
        "classification.imported": _("Classification imported"),
        "classification.removed": _("Classification removed"),
        "flow.added": _("Flow added"),
        "flow.changed": _("Flow changed"),
        "flow.removed": _("Flow removed"),
        "organization_class.confirmed": _("Industry class of a firm confirmed"),
        "organization_class.dropped": _("Industry class of a firm taken away"),
        "placement.changed": _("Place on a chain changed"),
        "placement.confirmed": _("Place on a chain confirmed"),
        "placement.proposed": _("Place on a chain proposed"),
        "placement.removed": _("Place on a chain removed"),
        "segment.added": _("Segment added"),
        "segment.changed": _("Segment changed"),
        "segment.removed": _("Segment removed"),
        "supply.confirmed": _("Supply confirmed"),
        "supply.ended": _("Supply ended"),
        "supply.stated": _("Supply stated"),
    },
)
