from typing import Any

from django.utils.translation import gettext_lazy as _

from guildhall.audit.keeping import kept
from guildhall.awards.permissions import may_see_calls
from guildhall.awards.queries import public_call_list
from guildhall.core.navigation import Entry, register

register(Entry(_("Awards"), "awards:call_list", icon="award", order=63, group="honours", may=may_see_calls))


def has_public(_user: Any, association: Any) -> bool:
    return kept(association, ("public", "awards"), lambda: public_call_list(association).exists())


register(Entry(_("Awards"), "public_awards:call_list", icon="", order=50, place="public", may=has_public))
