"""What every change of a membership asks of the decision and the day, and how it is written down."""

from datetime import date
from typing import TypedDict, Unpack

from django.db.models import Max
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.core.errors import InvalidError, RuleError
from guildhall.members.models import Member, MemberEvent, Tier
from guildhall.registry.actions.details import shown
from guildhall.registry.models import Body
from guildhall.registry.queries import today_in


class Decision(TypedDict, total=False):
    """Who decided, under which number, and why."""

    body: Body | None
    resolution: str
    reason: str


def require_of(association: Association, *, body: Body | None = None, tier: Tier | None = None) -> None:
    """Refuse what belongs to another association, and a tier that is retired."""
    if body and body.association_id != association.pk:
        raise InvalidError(
            _("Choose a body of the same association."), code="other_association", details={"field": "body"}
        )
    if tier and tier.association_id != association.pk:
        raise InvalidError(
            _("Choose a tier of the same association."), code="other_association", details={"field": "tier"}
        )
    if tier and not tier.is_active:
        raise RuleError(
            _("The tier %(name)s is retired. Choose another one.") % {"name": tier.name},
            code="tier_retired",
            details={"field": "tier"},
        )


def require_resolution(resolution: str) -> str:
    """The number of the resolution, without which nobody is admitted, suspended or removed."""
    if not resolution.strip():
        raise InvalidError(
            _("Give the number of the resolution that decided this."),
            code="resolution_missing",
            details={"field": "resolution"},
        )
    return resolution.strip()


def require_said(text: str, sentence: str, field: str) -> str:
    if not text.strip():
        raise InvalidError(sentence, code=f"{field}_missing", details={"field": field})
    return text.strip()


def require_passed(association: Association, on: date) -> None:
    """What changes a membership is entered when its day has come: a state that is stored is never of the future."""
    if on > today_in(association):
        raise InvalidError(
            _("%(day)s has not come yet. Enter this on that day or afterwards.") % {"day": shown(on)},
            code="in_the_future",
            details={"field": "on"},
        )


def require_in_order(member: Member, on: date) -> None:
    """Refuse a day before the last thing that happened to this membership, and one that has not come."""
    require_passed(member.association, on)
    last = MemberEvent.objects.filter(member=member).aggregate(last=Max("on"))["last"]
    if last and on < last:
        raise InvalidError(
            _("Something happened to this membership on %(day)s. Choose that day or a later one.")
            % {"day": shown(last)},
            code="before_the_last",
            details={"field": "on"},
        )


def happened(
    member: Member,
    kind: MemberEvent.Kind,
    *,
    on: date | None,
    actor: User,
    tier: Tier | None = None,
    **decision: Unpack[Decision],
) -> MemberEvent:
    """Write down what happened; the caller has changed the membership."""
    return MemberEvent.objects.create(
        association=member.association, member=member, kind=kind, on=on, tier=tier, actor=actor, **decision
    )
