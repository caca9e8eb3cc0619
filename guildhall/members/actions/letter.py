"""A unit names its representative and stand-ins by letter; the secretariat accepts the letter or refuses it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.accounts.permissions import require_changeable
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.documents.actions import store_file
from guildhall.members import notices
from guildhall.members.actions.representation import entered_person, represent
from guildhall.members.models import Member, NamedPerson, RepresentativeLetter
from guildhall.members.permissions import require_may_keep_members, require_own
from guildhall.members.queries import represents_another, seats_of_letter
from guildhall.notices.actions import give_notices
from guildhall.registry.models import Organization, Person, Seat
from guildhall.registry.queries import today_in

State, Role = RepresentativeLetter.State, NamedPerson.Role
STAND_INS_MOST = 5


@dataclass(frozen=True)
class Named:
    """Whom the letter names: one of the unit's people, or a new one by name and, if known, telephone and mail."""

    person: Person | None = None
    name: str = ""
    phone: str = ""
    email: str = ""

    @classmethod
    def in_lines(cls, text: str) -> "list[Named]":
        """One of each line: name, telephone, mail address, between commas of either width."""
        rows = [[part.strip() for part in re.split("[,，、;；]", line)] for line in text.splitlines()]
        return [cls(None, *_parts(row)) for row in rows if any(row)]

    @property
    def key(self) -> str:
        return str(self.person.pk) if self.person else self.name.casefold()


def _parts(row: Sequence[str]) -> tuple[str, str, str]:
    """Name, telephone and mail address of a line; what has an @ is the address wherever it stands."""
    mails = [part for part in row[1:] if "@" in part]
    rest = [part for part in row[1:] if "@" not in part]
    return row[0], " ".join(rest).strip(), mails[0] if mails else ""


@transaction.atomic
def submit_representative_letter(
    member: Member,
    *,
    representative: Named,
    stand_ins: Sequence[Named] = (),
    from_on: date,
    seat: Seat | None = None,
    file_name: str,
    content: IO[bytes] | bytes,
    actor: User,
) -> RepresentativeLetter:
    """The unit's own people hand in its letter; nothing changes until the secretariat accepts it, which it is told.

    Refused: by anyone else, without the letter, for a day that has passed, without a seat on that day, with somebody
    who represents another unit or belongs to another, with nothing changed, while another letter waits.
    """
    require_own(actor, member)
    unit = _require_unit(member)
    _require_day(member, from_on)
    named = _sound(unit, representative, stand_ins, from_on)
    _require_change(member, seat, named[0], from_on, stand_ins)
    if not file_name:
        raise InvalidError(
            _("Choose the letter: a scan or photograph with the unit's seal."),
            code="letter_missing",
            details={"field": "file"},
        )
    file = store_file(association=member.association, name=file_name, content=content, actor=actor)
    letter = _stored(
        RepresentativeLetter(
            association=member.association,
            member=member,
            seat=seat,
            from_on=from_on,
            file=file,
            submitter=actor,
        )
    )
    _keep_names(letter, named)
    give_notices(member.association, notices.letter_arrived(letter))
    record(
        "representative_letter.submitted",
        actor=actor,
        subject=letter,
        representative=named[0].name,
        stand_ins=[one.name for one in named[1:]],
        from_on=from_on.isoformat(),
    )
    return letter


@transaction.atomic
def accept_representative_letter(letter: RepresentativeLetter, *, actor: User) -> RepresentativeLetter:
    """The secretariat found the letter in order: from its day, or from today where that has passed, the seats have the
    new representative, and the former one's time ends the day before. Who is new is entered as one of the unit's people.

    Refused once decided, and where somebody named has come to represent another unit since.
    """
    require_may_keep_members(actor, letter.association)
    today = today_in(letter.association)
    day = max(letter.from_on, today)
    _decide(letter, State.ACCEPTED, actor, effective_on=day)
    unit = _require_unit(letter.member)
    people = {one.pk: _entered(one, unit, day, actor) for one in letter.named.select_related("person")}
    sitting = people[letter.named.get(role=Role.REPRESENTATIVE).pk]
    former = represent(letter, sitting, day, actor=actor)
    give_notices(letter.association, notices.letter_accepted(letter, sitting, former))
    record(
        "representative_letter.accepted",
        actor=actor,
        subject=letter,
        representative=sitting.name,
        stand_ins=[person.name for person in people.values() if person != sitting],
        effective_on=day.isoformat(),
    )
    return letter


@transaction.atomic
def refuse_representative_letter(
    letter: RepresentativeLetter, *, reason: str, actor: User
) -> RepresentativeLetter:
    """Nothing changes, and the unit is told why. Refused without a reason, and once decided."""
    require_may_keep_members(actor, letter.association)
    if not reason.strip():
        raise InvalidError(_("Say why."), code="reason_missing", details={"field": "reason"})
    _decide(letter, State.REFUSED, actor, reason=reason.strip()[:500])
    give_notices(letter.association, notices.letter_refused(letter))
    record("representative_letter.refused", actor=actor, subject=letter, reason=letter.reason)
    return letter


def _require_unit(member: Member) -> Organization:
    require_changeable(member.association)
    if member.organization is None or member.state == Member.State.ENDED:
        raise RuleError(
            _("Only a unit that is a member is represented by somebody."), code="no_representative"
        )
    return member.organization


def _require_day(member: Member, from_on: date) -> None:
    if from_on < today_in(member.association):
        raise InvalidError(
            _("This day has passed. Choose today or a later day."),
            code="day_passed",
            details={"field": "from_on"},
        )


def _sound(
    unit: Organization, representative: Named, stand_ins: Sequence[Named], from_on: date
) -> list[Named]:
    """The representative and then the stand-ins, each named rightly and once."""
    named = [_of_unit(representative, unit, from_on, "representative")]
    named += [_of_unit(one, unit, from_on, "stand_ins") for one in stand_ins]
    if len({one.key for one in named}) < len(named):
        raise InvalidError(
            _("Somebody is named twice. A stand-in is another person than the representative."),
            code="named_twice",
            details={"field": "stand_ins"},
        )
    if len(stand_ins) > STAND_INS_MOST:
        raise InvalidError(
            _("A unit names at most %(most)s stand-ins.") % {"most": STAND_INS_MOST},
            code="too_many_stand_ins",
            details={"field": "stand_ins"},
        )
    return named


def _of_unit(one: Named, unit: Organization, from_on: date, field: str) -> Named:
    name = one.person.name if one.person else one.name.strip()
    if not name:
        raise InvalidError(
            _("Say who it is: choose one of the unit's people or give a name."),
            code="nobody_named",
            details={"field": field},
        )
    if one.person and one.person.organization_id != unit.pk:
        raise InvalidError(
            _("%(name)s does not belong to this unit.") % {"name": name},
            code="other_unit",
            details={"field": field},
        )
    _require_mail(one.email.strip(), field)
    sound = Named(one.person, name[:100], one.phone.strip()[:40], one.email.strip())
    _require_free(sound, unit, from_on, field)
    return sound


def _require_mail(address: str, field: str) -> None:
    try:
        if address:
            validate_email(address)
    except ValidationError as error:
        raise InvalidError(
            _("“%(address)s” is no mail address.") % {"address": address},
            code="no_mail_address",
            details={"field": field},
        ) from error


def _require_free(one: Named, unit: Organization, from_on: date, field: str) -> None:
    other = represents_another(unit, from_on, person=one.person, email=one.email)
    if other is not None:
        raise RuleError(
            _("%(name)s represents another unit, %(unit)s. One person represents one unit only.")
            % {"name": one.name, "unit": other.name},
            code="represents_another",
            details={"field": field},
        )


def _require_change(
    member: Member, seat: Seat | None, representative: Named, from_on: date, stand_ins: Sequence[Named]
) -> None:
    """A seat on that day, and on it another representative or at least stand-ins."""
    seats = seats_of_letter(member, seat, from_on)
    if not seats:
        raise RuleError(_("The unit holds no such seat on that day."), code="no_seat")
    sitting = {one.sitting[0].person_id if one.sitting else None for one in seats}  # type: ignore[attr-defined]
    if not stand_ins and representative.person and sitting == {representative.person.pk}:
        raise RuleError(
            _("%(name)s represents the unit already.") % {"name": representative.name},
            code="already_represents",
            details={"field": "representative"},
        )


def _stored(letter: RepresentativeLetter) -> RepresentativeLetter:
    try:
        with transaction.atomic():
            letter.save(force_insert=True)
    except IntegrityError as error:
        raise RuleError(
            _("A letter of this unit is waiting to be checked. Wait for the secretariat's answer."),
            code="one_waiting",
        ) from error
    return letter


def _keep_names(letter: RepresentativeLetter, named: Sequence[Named]) -> None:
    for place, one in enumerate(named):
        NamedPerson.objects.create(
            association=letter.association,
            letter=letter,
            role=Role.STAND_IN if place else Role.REPRESENTATIVE,
            person=one.person,
            name=one.name,
            phone=one.phone,
            email=one.email,
        )


def _decide(letter: RepresentativeLetter, state: str, actor: User, **changes: object) -> None:
    changes |= {"state": state, "decider": actor, "decided_at": timezone.now()}
    if not RepresentativeLetter.objects.waiting().filter(pk=letter.pk).update(**changes):
        raise RuleError(_("This letter was decided already."), code="already_decided")
    letter.refresh_from_db()


def _entered(one: NamedPerson, unit: Organization, day: date, actor: User) -> Person:
    """The person meant: as chosen, or of the same name in the unit, or entered now."""
    _require_free(Named(one.person, one.name, one.phone, one.email), unit, day, "representative")
    return entered_person(one, unit, actor=actor)
