"""The words for what this room writes into the record."""

from django.utils.translation import gettext_lazy as _

from guildhall.audit.acts import name_acts

name_acts(
    _("Mail and chat"),
    {
        "channel.added": _("Chat group added"),
        "channel.removed": _("Chat group removed"),
        "channel.tried": _("Chat group tried"),
        "delivery.sent_again": _("Mail or message sent again"),
    },
)
