from typing import Any

from django.utils.translation import gettext_lazy as _

from guildhall.core.navigation import Entry, register
from guildhall.members.permissions import may_keep_members, may_see_applications
from guildhall.registry.queries import person_of, sees_registry


def may_be_member(user: Any, association: Any) -> bool:
    """Whether there may be something on the own page; asked on every page, so of what is known already."""
    person = person_of(user, association)
    if person is None or person.is_guest:
        return False
    return person.organization_id is not None or not may_keep_members(user, association)


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
register(Entry(_("Members"), "members:member_list", icon="certificate", order=38, may=sees_registry))
register(Entry(_("My membership"), "members:my_membership", icon="id", order=39, may=may_be_member))
register(
    Entry(_("Applications"), "members:application_list", icon="inbox", order=39, may=may_see_applications)
)
