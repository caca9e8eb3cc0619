from typing import Any

from django.utils.translation import gettext_lazy as _

from guildhall.core.navigation import Entry, register
from guildhall.members.permissions import may_keep_members, may_see_applications
from guildhall.registry.queries import sees_registry


def may_be_member(user: Any, association: Any) -> bool:
    """Whether the own page belongs into the menu: not for who keeps members. Asked on every page, so it asks nothing."""
    return sees_registry(user, association) and not may_keep_members(user, association)


register(
    Entry(
        _("Duplicates"),
        "members:likely_pair_list",
        icon="arrows-exchange",
        order=83,
        place="office",
        may=may_keep_members,
    )
)
register(
    Entry(
        _("Representatives' letters"),
        "members:representative_letter_list",
        icon="signature",
        order=82,
        place="office",
        may=may_see_applications,
    )
)
register(
    Entry(
        _("Members"), "members:member_list", icon="certificate", order=38, group="members", may=sees_registry
    )
)
register(
    Entry(
        _("My membership"), "members:my_membership", icon="id", order=39, group="members", may=may_be_member
    )
)
register(
    Entry(
        _("Applications"),
        "members:application_list",
        icon="inbox",
        order=38,
        group="members",
        may=may_see_applications,
    )
)

register(Entry(_("Members"), "public_members:member_list", icon="", order=30, place="public"))
