"""The words for what this room writes into the record."""

from django.utils.translation import gettext_lazy as _

from guildhall.audit.acts import name_acts

name_acts(
    _("News"),
    {
        "article.drafted": _("News drafted from a meeting"),
        "article.written": _("News written"),
        "article.changed": _("News changed"),
        "article.published": _("News published"),
        "article.withdrawn": _("News withdrawn"),
    },
)
