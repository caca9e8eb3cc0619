"""The words for what this room writes into the record."""

from django.utils.translation import gettext_lazy as _

from guildhall.audit.acts import name_acts

name_acts(
    _("Demonstration data"),
    {
        "record.loaded": _("Read-only record loaded"),
        "people.entered": _("People entered together"),
        "seats.given": _("Seats given together"),
    },
)
