from django.utils.translation import gettext_lazy as _

from guildhall.core.navigation import Entry, register, unread_is_counted_by
from guildhall.notices.permissions import may_keep_channels
from guildhall.notices.queries import unread_count

unread_is_counted_by(unread_count, inbox="inbox:notice_list")
register(
    Entry(
        _("Mail and chat"),
        "notices:channel_list",
        icon="send",
        order=85,
        place="office",
        may=may_keep_channels,
    )
)
