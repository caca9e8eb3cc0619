from django.utils.translation import gettext_lazy as _

from guildhall.core.navigation import Entry, register

register(Entry(_("Votes"), "votes:vote_list", icon="hand-stop", order=25, group="govern"))
register(Entry(_("Elections"), "votes:election_list", icon="users-group", order=26, group="govern"))
