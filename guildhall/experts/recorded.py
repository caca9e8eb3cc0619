"""The words for what this room writes into the record."""

from django.utils.translation import gettext_lazy as _

from guildhall.audit.acts import name_acts

name_acts(
    _("Experts"),
    {
        "appointment.ended": _("Appointment of an expert ended"),
        "appointment.made": _("Expert appointed"),
        "appointment.warned": _("Warned that an expert's term ends"),
        "expert.added": _("Expert taken into the pool"),
        "expert.changed": _("Expert changed"),
        "expert.retired": _("Expert left the pool"),
        "expert_class.added": _("Class of experts added"),
        "expert_class.changed": _("Class of experts changed"),
        "expert_file.checked": _("List of experts checked"),
        "expert_file.imported": _("List of experts imported"),
    },
)
