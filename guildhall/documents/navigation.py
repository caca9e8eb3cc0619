from django.utils.translation import gettext_lazy as _

from guildhall.core.navigation import Entry, documents_are_verified_at, register
from guildhall.documents.permissions import may_see_documents

documents_are_verified_at("documents:verify")
register(
    Entry(
        _("Documents"),
        "documents:document_list",
        icon="file-check",
        order=70,
        group="public",
        may=may_see_documents,
    )
)
