"""Words of the outbox page: ``{% load outbox %}``."""

from django import template
from django.utils.translation import gettext as _

from guildhall.notices.chat import NOT_TAKEN

register = template.Library()


@register.filter
def why(error: str) -> str:
    """Why something was not sent: our own words in the reader's language, what a server said as it said it."""
    if not error.startswith(NOT_TAKEN):
        return error
    words = _("the chat service did not take the message")
    reason = error.removeprefix(NOT_TAKEN).removeprefix(": ")
    return _("%(what)s: %(why)s") % {"what": words, "why": reason} if reason else words
