"""Units are put on the list of first members, asked, and answer."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.core.models import in_language
from guildhall.core.names import normal_name
from guildhall.core.sentences import UnreadableError
from guildhall.founding.actions.founding import over
from guildhall.founding.models import FirstMember, Founding
from guildhall.founding.pasted import Line, is_chinese, read_lines
from guildhall.founding.permissions import require_may_answer, require_may_prepare
from guildhall.founding.queries import code_of
from guildhall.jobs.actions import start_job
from guildhall.registry.actions import add_organization, add_person
from guildhall.registry.models import Organization, Person

State = FirstMember.State


@transaction.atomic
def list_first_members(founding: Founding, *, text: str, actor: User) -> list[FirstMember]:
    """Put units on the list, one on each line with representative, mail and telephone where known (see ``pasted``).

    Units and people that are known here are taken, others are added. All lines or none: refused with the number of the
    line that cannot be read. Units that are on the list already stay as they are.
    """
    require_may_prepare(actor, founding)
    _require_preparing(founding)
    try:
        lines = read_lines(text)
    except UnreadableError as unreadable:
        sentence = in_language(unreadable.sentence.zh, unreadable.sentence.en)
        raise InvalidError(sentence, code="list_unreadable", details={"field": "text"}) from unreadable
    units = _units(founding, lines, actor)
    listed = set(FirstMember.objects.filter(founding=founding).values_list("organization_id", flat=True))
    added = []
    for line in lines:
        unit = units[line.unit]
        if unit.pk in listed:
            continue
        listed.add(unit.pk)
        added.append(_list(founding, unit, _person(unit, line, actor)))
    record("first_members.listed", actor=actor, subject=founding, units=len(added))
    return added


@transaction.atomic
def list_known_units(founding: Founding, *, actor: User) -> int:
    """Put every active unit of the directory on the list - after an import from a spreadsheet -, each with the first of
    its people as representative. How many were added; those on the list stay as they are."""
    require_may_prepare(actor, founding)
    _require_preparing(founding)
    listed = FirstMember.objects.filter(founding=founding).values("organization")
    units = Organization.objects.of(founding.association).active().exclude(pk__in=listed)
    government = [Organization.Kind.GOVERNMENT]
    added = 0
    for unit in units.exclude(kind__in=government).prefetch_related("people"):
        people = [person for person in unit.people.all() if not person.is_guest]
        _list(founding, unit, people[0] if people else None)
        added += 1
    record("first_members.listed", actor=actor, subject=founding, units=added)
    return added


@transaction.atomic
def name_first_representative(first: FirstMember, *, person: Person, actor: User) -> FirstMember:
    """Who represents the unit in the founding assembly. Refused for somebody of another association."""
    require_may_prepare(actor, first.founding)
    _require_preparing(first.founding)
    if person.association_id != first.association_id:
        raise InvalidError(
            _("This person is not in the directory."), code="elsewhere", details={"field": "person"}
        )
    FirstMember.objects.filter(pk=first.pk).update(representative=person)
    first.refresh_from_db()
    record("first_member.represented", actor=actor, subject=first, person=str(person))
    return first


@transaction.atomic
def strike_first_member(first: FirstMember, *, actor: User) -> None:
    """Take a unit off the list again. Refused once it has confirmed: it may decline."""
    require_may_prepare(actor, first.founding)
    _require_preparing(first.founding)
    gone, _rows = FirstMember.objects.filter(pk=first.pk).exclude(state=State.CONFIRMED).delete()
    if not gone:
        raise RuleError(
            _("This unit has confirmed that it takes part. Enter that it declines, if so."),
            code="has_confirmed",
        )
    record("first_member.struck", actor=actor, subject=first.founding, unit=str(first.organization))


@transaction.atomic
def ask_first_members(founding: Founding, *, actor: User) -> int:
    """Mail every unit on the list that was not asked yet, with its own link to answer. How many were asked.

    Units without a mail address are left, to be asked by telephone. Safe to repeat.
    """
    require_may_prepare(actor, founding)
    _require_preparing(founding)
    waiting = FirstMember.objects.filter(founding=founding, state=State.LISTED).exclude(
        representative__email=""
    )
    asked = 0
    for first in waiting.filter(representative__isnull=False).select_related("founding", "association"):
        still = FirstMember.objects.filter(pk=first.pk, state=State.LISTED)
        if still.update(state=State.INVITED, invited_at=timezone.now()):
            asked += 1
            start_job(
                "founding.mail_first_member",
                association=founding.association,
                arguments={"first_member": str(first.pk)},
                actor=actor,
                key=f"first_member:{first.pk}",
            )
    record("first_members.asked", actor=actor, subject=founding, units=asked)
    return asked


@transaction.atomic
def answer_first_member(
    first: FirstMember, *, takes_part: bool, code: str = "", actor: User | None
) -> FirstMember:
    """The unit says by its link whether it takes part, or whoever prepares the founding enters what it said.

    It may change its mind until the association is founded. Refused with a wrong link, and afterwards.
    """
    by_link = bool(code)
    require_may_answer(first, code=code, expected=code_of(first), user=actor)
    _require_preparing(first.founding)
    FirstMember.objects.filter(pk=first.pk).update(
        state=State.CONFIRMED if takes_part else State.DECLINED,
        answered_at=timezone.now(),
        answered_by=None if by_link else actor,
    )
    first.refresh_from_db()
    record(
        "first_member.confirmed" if takes_part else "first_member.declined",
        actor=None if by_link else actor,
        subject=first,
    )
    return first


def _require_preparing(founding: Founding) -> None:
    # The row is taken, as founding itself takes it: of the two at the same moment one comes first.
    held = Founding.objects.select_for_update().filter(pk=founding.pk, state=Founding.State.PREPARING)
    if not held.values_list("pk").first():
        raise over(founding)


def _units(founding: Founding, lines: Iterable[Line], actor: User) -> dict[str, Organization]:
    """The unit of each line, known or added."""
    known: dict[str, Organization] = {}
    for unit in Organization.objects.of(founding.association).active():
        known.update(dict.fromkeys((key for key in (unit.plain_zh, unit.plain_en) if key), unit))
    found: dict[str, Organization] = {}
    for line in lines:
        key = normal_name(line.unit)
        if key not in known:
            name = {"name_zh" if is_chinese(line.unit) else "name_en": line.unit}
            known[key] = add_organization(founding.association, actor=actor, **name)  # type: ignore[arg-type]
        found[line.unit] = known[key]
    return found


def _person(unit: Organization, line: Line, actor: User) -> Person | None:
    if not line.person and not line.email:
        return None
    name = line.person or unit.name
    for person in unit.people.all():
        if name in (person.name_zh, person.name_en):
            return person
    names = {"name_zh" if is_chinese(name) else "name_en": name[:100]}
    return add_person(
        unit.association,
        organization=unit,
        email=line.email,
        phone=line.phone,
        actor=actor,
        **names,  # type: ignore[arg-type]
    )


def _list(founding: Founding, unit: Organization, person: Person | None) -> FirstMember:
    first = FirstMember(
        association=founding.association, founding=founding, organization=unit, representative=person
    )
    try:
        with transaction.atomic():
            first.save(force_insert=True)
    except IntegrityError as error:
        raise RuleError(
            _("%(name)s was put on the list by somebody else at this moment. Look again.")
            % {"name": unit.name},
            code="listed_meanwhile",
        ) from error
    return first
