from django.utils.translation import gettext_lazy as _

from guildhall.core.navigation import Entry, register

register(Entry(_("My account"), "accounts:profile", icon="user", order=10, place="person"))
