"""People whom the association knows."""

from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError
from guildhall.registry.actions.details import changes, require_name, shown, store_version, told, trimmed
from guildhall.registry.models import Organization, Person
from guildhall.registry.permissions import require_may_add, require_may_change_person
from guildhall.registry.queries import today_in

KEYS = ("name_key",)


class PersonDetails(TypedDict, total=False):
    name_zh: str
    name_en: str
    organization: Organization | None
    title_zh: str
    title_en: str
    email: str
    phone: str
    born_on: date | None
    note_zh: str
    note_en: str
    is_guest: bool


@transaction.atomic
def add_person(association: Association, *, actor: User, **details: Unpack[PersonDetails]) -> Person:
    """A person whom the association knows. Two people may bear one name; a date of birth lies in the past."""
    require_may_add(actor, association)
    person = Person(association=association, **trimmed(details)).with_keys()
    _require_sound(person)
    person.save(force_insert=True)
    record("person.added", actor=actor, subject=person)
    return person


@transaction.atomic
def change_person(person: Person, *, version: int, actor: User, **details: Unpack[PersonDetails]) -> Person:
    """Change what is known of a person; ``version`` is the one that was shown to the actor.

    Refused when somebody else changed it since: the refusal says who and when.
    """
    require_may_change_person(actor, person)
    changed = changes(person, trimmed(details))
    before = told(person, changed)
    draft = Person(pk=person.pk, association=person.association)
    for field in PersonDetails.__annotations__:
        setattr(draft, field, changed.get(field, getattr(person, field)))
    _require_sound(draft)
    store_version(person, version, changed, KEYS)
    record("person.changed", actor=actor, subject=person, changed=before)
    return person


def _require_sound(person: Person) -> None:
    require_name(person.name_zh, person.name_en)
    today = today_in(person.association)
    if person.born_on and person.born_on >= today:
        raise InvalidError(
            _("Nobody is born on %(day)s, which is not in the past.") % {"day": shown(person.born_on)},
            code="born_in_future",
            details={"field": "born_on"},
        )
    if person.organization and person.organization.association_id != person.association_id:
        raise InvalidError(
            _("Choose an organization of the same association."),
            code="other_association",
            details={"field": "organization"},
        )
