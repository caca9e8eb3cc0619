"""Letters by which units name their representatives, and what stands in their way."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.core.templatetags.writing import listed
from guildhall.members.models import Member, NamedPerson, RepresentativeLetter
from guildhall.members.models.letter import RepresentativeLetterQuerySet
from guildhall.members.permissions import may_see_applications
from guildhall.members.queries.member import seats_of_member
from guildhall.registry.models import Organization, Person, Representation, Seat
from guildhall.registry.queries import today_in


def letters(association: Association, *, viewer: User, state: str = "") -> RepresentativeLetterQuerySet:
    """All letters for the secretariat and those who read everything, else those of one's own unit; newest first."""
    found = RepresentativeLetter.objects.of(association)
    if not may_see_applications(viewer, association):
        found = found.filter(member__in=Member.objects.of(association).own(viewer).values("pk"))
    if state in RepresentativeLetter.State.values:
        found = found.filter(state=state)
    named = NamedPerson.objects.select_related("person").order_by("role", "id")
    related = ("association", "member__organization", "seat__body", "file", "submitter", "decider")
    return (
        found.select_related(*related)
        .prefetch_related(Prefetch("named", named))
        .order_by("-submitted_at", "-pk")
    )


def representative_in(letter: RepresentativeLetter) -> NamedPerson:
    return next(one for one in letter.named.all() if one.role == NamedPerson.Role.REPRESENTATIVE)


def stand_ins_in(letter: RepresentativeLetter) -> list[NamedPerson]:
    return [one for one in letter.named.all() if one.role == NamedPerson.Role.STAND_IN]


def seats_of_letter(member: Member, seat: Seat | None, on: date) -> Sequence[Seat]:
    """The unit's seats that a letter is about, held on that day, each with who sits there then (``sitting``)."""
    seats = seats_of_member(member, on).select_related("association", "body__association", "organization")
    return list(seats.filter(pk=seat.pk) if seat else seats)


def acceptance_preview(letter: RepresentativeLetter) -> list[str]:
    """What accepting it would do, seat by seat, in sentences."""
    day = max(letter.from_on, today_in(letter.association))
    named = representative_in(letter)
    lines = [_changed(seat, named, day) for seat in seats_of_letter(letter.member, letter.seat, day)]
    names = listed(one.name for one in stand_ins_in(letter))
    return [*lines, _("Stand-ins: %(names)s.") % {"names": names} if names else _("No stand-ins any more.")]


def _changed(seat: Seat, named: NamedPerson, day: date) -> str:
    sitting = seat.sitting[0].person if seat.sitting else None  # type: ignore[attr-defined] # seats_of_letter
    said = {"body": seat.body.name, "name": named.name, "day": date_format(day, "DATE_FORMAT")}
    if sitting is None:
        return _("%(body)s: from %(day)s %(name)s.") % said
    if sitting.pk == named.person_id:
        return _("%(body)s: %(name)s stays.") % said
    return _("%(body)s: from %(day)s %(name)s instead of %(former)s.") % (said | {"former": sitting.name})


def represents_another(
    unit: Organization, on: date, *, person: Person | None, email: str = ""
) -> Organization | None:
    """The other unit that this person (or whoever has this mail address) represents on the day or later."""
    is_same = Q(person=person) if person else Q(person__email__iexact=email)
    if person is None and not email:
        return None
    later = Representation.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=on), is_same)
    foreign = later.filter(association=unit.association_id, seat__organization__isnull=False)
    found = foreign.exclude(seat__organization=unit).select_related("seat__organization").first()
    return found.seat.organization if found else None


def named_stand_ins(unit: UUID, on: date) -> list[UUID]:
    """The people whom the unit's last letter in force on the day names as stand-ins."""
    accepted = RepresentativeLetter.objects.filter(member__organization=unit, effective_on__lte=on)
    last = accepted.order_by("-effective_on", "-decided_at", "-pk").values("pk")[:1]
    named = NamedPerson.objects.filter(letter__in=list(last.values_list("pk", flat=True)))
    return list(
        named.filter(role=NamedPerson.Role.STAND_IN, person__isnull=False)
        .order_by()
        .values_list("person", flat=True)
    )
