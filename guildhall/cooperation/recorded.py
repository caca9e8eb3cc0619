"""The words for what this room writes into the record."""

from django.utils.translation import gettext_lazy as _

from guildhall.audit.acts import name_acts

name_acts(
    _("Cooperation"),
    {
        "cooperation.introduced": _("Two parties introduced to each other"),
        "cooperation.begun": _("Cooperation begun"),
        "cooperation.amended": _("What is kept of a cooperation changed"),
        "cooperation.stage_reached": _("Stage of a cooperation reached"),
        "cooperation.step_amended": _("Stage of a cooperation corrected"),
        "cooperation.party_left": _("Party left a cooperation"),
        "cooperation.ended": _("Cooperation ended"),
    },
)
