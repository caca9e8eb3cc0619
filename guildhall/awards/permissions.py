"""Who keeps calls for entries, who enters, reviews and decides."""

from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.accounts.permissions import may, require_changeable, require_may
from guildhall.accounts.powers import Power
from guildhall.awards.models import Call, Entry, Reviewer
from guildhall.core.errors import NotAllowedError
from guildhall.registry.models import Person
from guildhall.registry.queries import person_of, sees_registry

READERS = (Power.MANAGE, Power.READ, Power.OVERSEE, Power.DECIDE)


def may_see_calls(user: User, association: Association) -> bool:
    """Everyone of the association but mere guests."""
    return sees_registry(user, association)


def may_keep_calls(user: User, association: Association) -> bool:
    return not association.is_record and may(user, Power.MANAGE, association)


def require_may_keep_calls(user: User, association: Association) -> None:
    """Calls, panels and rankings are kept by whoever manages the whole association."""
    require_may(user, Power.MANAGE, association)


def may_decide_call(user: User, call: Call) -> bool:
    return not call.association.is_record and may(user, Power.DECIDE, call.association, call.body_id)


def require_may_decide_call(user: User, call: Call) -> None:
    """Publishing, calling off, ties and the result are for whoever decides for the body that gives the award."""
    require_may(user, Power.DECIDE, call.association, call.body_id)


def reads_all_entries(user: User, association: Association) -> bool:
    return any(may(user, power, association) for power in READERS)


def require_entrant(user: User, association: Association) -> Person:
    """Whoever the association knows may enter: for their unit, or in their own name."""
    require_changeable(association)
    person = person_of(user, association)
    if person is None or not may_see_calls(user, association):
        raise NotAllowedError(
            _("A unit's entry is made by its own people, a person's by that person."), code="not_allowed"
        )
    return person


def is_own_entry(user: User, entry: Entry) -> bool:
    """Whether the user is the entrant, or of the unit that enters."""
    person = person_of(user, entry.association)
    if person is None:
        return False
    if entry.person_id:
        return entry.person_id == person.pk
    return entry.organization_id is not None and entry.organization_id == person.organization_id


def require_own_entry(user: User, entry: Entry) -> None:
    require_changeable(entry.association)
    if not is_own_entry(user, entry):
        raise NotAllowedError(_("An entry is kept by the people of the entrant."), code="not_allowed")


def is_reviewer(user: User, reviewer: Reviewer) -> bool:
    return reviewer.person.user_id is not None and reviewer.person.user_id == user.pk


def require_reviewer(user: User, reviewer: Reviewer) -> None:
    require_changeable(reviewer.association)
    if not is_reviewer(user, reviewer):
        raise NotAllowedError(_("Only the reviewer themselves scores this entry."), code="not_allowed")


def require_may_declare(user: User, reviewer: Reviewer) -> None:
    """A conflict is declared by the reviewer, or by whoever keeps calls and knows of it."""
    require_changeable(reviewer.association)
    if not is_reviewer(user, reviewer):
        require_may_keep_calls(user, reviewer.association)
