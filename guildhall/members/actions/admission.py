"""How a unit or a person becomes a member."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.documents.actions import take_number
from guildhall.documents.models import Series
from guildhall.members import notices
from guildhall.members.actions.certificate import issue_certificate
from guildhall.members.actions.decision import happened, require_of, require_passed, require_resolution
from guildhall.members.actions.seats import give_seat_of
from guildhall.members.models import Member, MemberEvent, Tier, TierTerm
from guildhall.members.permissions import require_may_keep_members
from guildhall.notices.actions import give_notices
from guildhall.registry.models import Body, Organization, Person

SERIES, NO_YEAR = "member", 0  # one series of numbers for good, not one a year


@transaction.atomic
def admit_member(
    holder: Organization | Person,
    *,
    tier: Tier,
    on: date,
    body: Body,
    resolution: str,
    actor: User,
) -> Member:
    """By the body's resolution the unit or person is a member from that day on, under the next number.

    It gets the tier's seat, a certificate with a verification code, and a notice of welcome. Refused without the
    number of a resolution, for who is a member already, a retired unit or tier, a day that has not come.
    """
    association = holder.association
    require_may_keep_members(actor, association)
    require_of(association, body=body, tier=tier)
    resolution = require_resolution(resolution)
    require_passed(association, on)
    _require_admissible(holder)
    member = _new_member(holder, next_number(association), on)
    TierTerm.objects.create(association=association, member=member, tier=tier, from_on=on, reason=resolution)
    happened(member, MemberEvent.Kind.JOINED, on=on, tier=tier, body=body, resolution=resolution, actor=actor)
    give_seat_of(tier, member, on=on, actor=actor)
    issue_certificate(member, tier, on=on, body=body, resolution=resolution, actor=actor)
    give_notices(association, notices.admitted(member, tier))
    record(
        "member.admitted",
        actor=actor,
        subject=member,
        number=member.number,
        tier=str(tier),
        on=on.isoformat(),
        body=str(body),
        resolution=resolution,
    )
    return member


def next_number(association: Association) -> str:
    """The next number of the association's members; numbers that came with an earlier list are passed over."""
    while True:
        number = f"{take_number(association, SERIES, NO_YEAR):05}"
        if not Member.objects.filter(association=association, number=number).exists():
            return number


def pass_over_numbers(association: Association, highest: int) -> None:
    """After an earlier list came in, counting goes on behind its numbers; for the import, inside its transaction."""
    series, _made = Series.objects.get_or_create(association=association, kind=SERIES, year=NO_YEAR)
    Series.objects.filter(pk=series.pk, last_number__lt=highest).update(last_number=highest)


def _require_admissible(holder: Organization | Person) -> None:
    if isinstance(holder, Organization) and not holder.is_active:
        raise RuleError(
            _("%(name)s is retired. Restore the organization first.") % {"name": holder.name},
            code="retired",
            details={"field": "organization"},
        )
    if isinstance(holder, Person) and holder.is_guest:
        raise InvalidError(
            _("%(name)s is known as a guest. Change that first.") % {"name": holder.name},
            code="is_guest",
            details={"field": "person"},
        )
    if current := holder.memberships.current().first():
        raise already_member(current)


def already_member(current: Member) -> RuleError:
    return RuleError(
        _("%(name)s is a member already, under the number %(number)s.")
        % {"name": current.name, "number": current.number},
        code="already_member",
        details={"number": current.number},
    )


def _new_member(holder: Organization | Person, number: str, on: date) -> Member:
    unit, person = (holder, None) if isinstance(holder, Organization) else (None, holder)
    member = Member(
        association=holder.association, organization=unit, person=person, number=number, joined_on=on
    )
    try:
        with transaction.atomic():
            member.save(force_insert=True)
    except IntegrityError as error:
        current = holder.memberships.current().first()
        if current is None:
            raise
        raise already_member(current) from error
    return member
