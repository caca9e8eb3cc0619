from guildhall.sharing.actions.booking import (
    book_resource,
    cancel_booking,
    confirm_booking,
    decline_booking,
    note_use,
    send_booking_reminders,
)
from guildhall.sharing.actions.closure import block_time, unblock_time
from guildhall.sharing.actions.feed import end_resource_feed, make_resource_feed
from guildhall.sharing.actions.resource import (
    ResourceDetails,
    attach_photo,
    change_resource,
    offer_resource,
    restore_resource,
    retire_resource,
)

__all__ = [
    "ResourceDetails",
    "attach_photo",
    "block_time",
    "book_resource",
    "cancel_booking",
    "change_resource",
    "confirm_booking",
    "decline_booking",
    "end_resource_feed",
    "make_resource_feed",
    "note_use",
    "offer_resource",
    "restore_resource",
    "retire_resource",
    "send_booking_reminders",
    "unblock_time",
]
