"""What can be asked about a founding: its first members, and where it stands on its way."""

import base64
from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guildhall.accounts.models import Association, User
from guildhall.core.models import in_language
from guildhall.core.templatetags.writing import listed
from guildhall.founding.models import FirstMember, Founding
from guildhall.founding.permissions import may_prepare
from guildhall.founding.steps import Facts, Key, Step, steps_of
from guildhall.meetings.models import Meeting, Motion
from guildhall.registry.models import Body, Seat
from guildhall.registry.queries import sees_registry

CODE_BYTES = 15


def founding_seen(user: User, association: Association) -> Founding | None:
    """The association's founding, for people of the association; None for others and where it did not come into being here."""
    if not sees_registry(user, association):
        return None
    parts = ("association", "charter", "assembly", "charter_motion", "election__motion", "election__post")
    return Founding.objects.filter(association=association).select_related(*parts).first()


def first_member_list(founding: Founding) -> QuerySet[FirstMember]:
    """All units that are to be first members, by name. One query."""
    rows = FirstMember.objects.filter(founding=founding)
    return rows.select_related("organization", "representative", "answered_by", "founding", "association")


def council_of(association: Association) -> Body | None:
    """The body whose seats the founding assembly fills."""
    return Body.objects.filter(association=association, kind=Body.Kind.COUNCIL).order_by("rank", "id").first()


def code_of(first: FirstMember) -> str:
    """The secret part of a unit's link, made anew from the server's key; it is stored nowhere."""
    digest = salted_hmac("founding.first_member", first.pk.hex, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest[:CODE_BYTES]).decode()


@dataclass(frozen=True)
class Way:
    """A founding with its steps, and how many units stand where."""

    founding: Founding
    steps: list[Step]
    units: dict[str, int]
    may_prepare: bool

    late: int

    @property
    def may_change(self) -> bool:
        return self.may_prepare and self.founding.state == Founding.State.PREPARING

    @property
    def initiated_by(self) -> str:
        return in_language(self.founding.initiated_by_zh, self.founding.initiated_by_en)

    @property
    def answers_text(self) -> str:
        """How many units take part, do not, and have not answered."""
        counts = {
            "yes": self.units.get(FirstMember.State.CONFIRMED, 0),
            "no": self.units.get(FirstMember.State.DECLINED, 0),
            "all": sum(self.units.values()),
        }
        return _("%(yes)s of %(all)s units take part, %(no)s do not") % counts

    @property
    def late_text(self) -> str:
        return ngettext(
            "Seat %(count)s unit that confirmed late", "Seat %(count)s units that confirmed late", self.late
        ) % {"count": self.late}

    @property
    def candidates_text(self) -> str:
        step = next(step for step in self.steps if step.key == Key.CANDIDATES)
        return _("%(candidates)s candidates for %(seats)s seats") % {
            "candidates": step.count or 0,
            "seats": step.of or 0,
        }


def way_of(founding: Founding, *, viewer: User) -> Way:
    """Where the founding stands. A fixed number of queries."""
    states = FirstMember.objects.filter(founding=founding).values_list("state", flat=True).order_by()
    units = Counter(states)
    steps = steps_of(_facts(founding, units))
    return Way(founding, steps, dict(units), may_prepare(viewer, founding), _late(founding))


def _late(founding: Founding) -> int:
    """How many units confirmed after the assembly was convened and have no seat yet."""
    if founding.assembly is None or founding.state != Founding.State.PREPARING:
        return 0
    seated = Seat.objects.filter(body=founding.assembly.body_id, organization__isnull=False)
    confirmed = FirstMember.objects.filter(founding=founding, state=FirstMember.State.CONFIRMED)
    return confirmed.exclude(organization__in=seated.values("organization")).count()


def _facts(founding: Founding, units: Counter[str]) -> Facts:
    assembly, election = founding.assembly, founding.election
    carried = founding.charter_motion is not None and founding.charter_motion.state == Motion.State.CARRIED
    return Facts(
        is_over=founding.state != Founding.State.PREPARING,
        is_founded=founding.state == Founding.State.FOUNDED,
        has_charter=founding.charter_id is not None,
        units=sum(units.values()),
        confirmed=units[FirstMember.State.CONFIRMED],
        is_convened=assembly is not None,
        is_notified=assembly is not None and assembly.state != Meeting.State.DRAFT,
        is_held=assembly is not None and assembly.state == Meeting.State.CLOSED,
        candidates=election.candidates.count() if election else 0,
        seats=election.seats if election else 0,
        is_listed=election is not None and election.state != election.State.NOMINATING,
        charter_carried=carried,
        council_elected=election is not None
        and election.state in (election.State.DECIDED, election.State.IN_OFFICE),
    )


def is_being_founded(user: User, association: Association) -> bool:
    """Whether the association is on its way into being and the user goes along. No query."""
    is_on_its_way = association.state == Association.State.FOUNDING and not association.is_record
    return is_on_its_way and sees_registry(user, association)


def brought_by(on: date, units: int, council: list[str]) -> list[str]:
    """What coming into being brings, as sentences for the page that asks."""
    return [
        _("Founded on %(day)s, the day of the founding assembly.") % {"day": date_format(on, "DATE_FORMAT")},
        _("The charter is in force by the assembly's resolution."),
        ngettext(
            "%(count)s unit becomes a member, with number and certificate.",
            "%(count)s units become members, with number and certificate.",
            units,
        )
        % {"count": units},
        _("In the council: %(names)s.") % {"names": listed(council)},
    ]
