"""The words for what this room writes into the record."""

from django.utils.translation import gettext_lazy as _

from guildhall.audit.acts import name_acts

name_acts(
    _("Key projects"),
    {
        "key_project.added": _("Key project added"),
        "key_project.changed": _("Key project changed"),
        "key_project.ended": _("Key project ended"),
        "key_project.imported": _("Key projects imported"),
        "key_project.milestone_promised": _("Milestone of a key project promised"),
        "key_project.moved": _("State of a key project changed"),
        "key_project.noted": _("Visit or progress of a key project noted"),
        "key_project.published": _("Key project published"),
        "key_project.withdrawn": _("Key project taken off the public pages"),
    },
)
