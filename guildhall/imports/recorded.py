"""The words for what this room writes into the record."""

from django.utils.translation import gettext_lazy as _

from guildhall.audit.acts import name_acts

name_acts(
    _("Lists"),
    {
        "import_batch.uploaded": _("List uploaded"),
        "import_batch.mapped": _("Columns of a list matched"),
        "import_batch.checked_again": _("List checked again"),
        "import_batch.commit_begun": _("Import of a list begun"),
        "import_batch.committed": _("List imported"),
        "import_batch.sent_back": _("List sent back for rows that no longer fit"),
        "import_batch.undo_begun": _("Undoing of an import begun"),
        "import_batch.undone": _("Import undone"),
        "import_batch.discarded": _("List discarded"),
    },
)
