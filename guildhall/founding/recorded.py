"""The words for what this room writes into the record."""

from django.utils.translation import gettext_lazy as _

from guildhall.audit.acts import name_acts

name_acts(
    _("Founding"),
    {
        "first_member.confirmed": _("Unit takes part in the founding"),
        "first_member.declined": _("Unit does not take part in the founding"),
        "first_member.represented": _("Representative of a first member named"),
        "first_member.struck": _("Unit taken off the list of first members"),
        "first_members.asked": _("First members asked"),
        "first_members.listed": _("First members listed"),
        "founding.abandoned": _("Founding given up"),
        "founding.assembly_convened": _("Founding assembly convened"),
        "founding.begun": _("Founding begun"),
        "founding.charter_put": _("Draft charter put"),
        "founding.completed": _("Association came into being"),
        "founding.units_seated": _("Units seated that confirmed late"),
    },
)
