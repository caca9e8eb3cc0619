"""The words for what this room writes into the record."""

from django.utils.translation import gettext_lazy as _

from guildhall.audit.acts import name_acts

name_acts(
    _("Live meetings"),
    {
        "floor.asked": _("Floor asked for"),
        "floor.withdrawn": _("Request to speak taken back"),
        "floor.given": _("Floor given"),
        "floor.ended": _("Turn to speak ended"),
        "floor.moved": _("Speakers' list reordered"),
        "speaking_time.set": _("Speaking time set"),
        "screen_link.made": _("Address for the screen made"),
        "screen_link.ended": _("Address for the screen ended"),
    },
)
