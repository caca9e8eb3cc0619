"""What an accepted letter does: new people are entered, seats change hands."""

from datetime import date

from guildhall.accounts.models import User
from guildhall.members.models import NamedPerson, RepresentativeLetter
from guildhall.members.queries import seats_of_letter
from guildhall.registry.actions import add_person, name_representative
from guildhall.registry.models import Organization, Person

LETTER = "单位来函 · letter of the unit {day}"


def entered_person(one: NamedPerson, unit: Organization, *, actor: User) -> Person:
    """The person whom the letter means: as chosen, else who bears the name in the unit, else entered now."""
    if one.person is not None:
        return one.person
    same = Person.objects.filter(organization=unit, is_guest=False)
    known = list((same.filter(name_zh=one.name) | same.filter(name_en=one.name)).order_by("pk")[:2])
    person = known[0] if len(known) == 1 else _added(one, unit, actor)
    NamedPerson.objects.filter(pk=one.pk).update(person=person)
    return person


def _added(one: NamedPerson, unit: Organization, actor: User) -> Person:
    is_chinese = any("\u3400" <= sign <= "\u9fff" for sign in one.name)
    names = {"name_zh": one.name} if is_chinese else {"name_en": one.name}
    return add_person(
        unit.association,
        organization=unit,
        phone=one.phone,
        email=one.email,
        actor=actor,
        **names,  # type: ignore[arg-type] # one of the two names
    )


def represent(letter: RepresentativeLetter, person: Person, day: date, *, actor: User) -> list[Person]:
    """The person sits on the letter's seats from that day; who sat there before comes back, each once.

    Where the person sits already nothing changes: then the letter was about stand-ins.
    """
    former: dict[object, Person] = {}
    said = LETTER.format(day=letter.submitted_at.date().isoformat())
    for seat in seats_of_letter(letter.member, letter.seat, day):
        sitting = [one.person for one in seat.sitting]  # type: ignore[attr-defined] # seats_of_letter
        if person in sitting:
            continue
        name_representative(seat, person, from_on=day, letter=said, actor=actor)
        former |= {one.pk: one for one in sitting}
    return list(former.values())
