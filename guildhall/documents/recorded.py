"""The words for what this room writes into the record."""

from django.utils.translation import gettext_lazy as _

from guildhall.audit.acts import name_acts

name_acts(
    _("Documents"),
    {
        "document.issued": _("Document issued"),
        "document.noted": _("Noted on a document what happened since"),
        "document.revoked": _("Document revoked"),
        "file.stored": _("File stored"),
        "serial_format.set": _("Form of document numbers set"),
    },
)
