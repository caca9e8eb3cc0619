"""What can happen to a membership after it began."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.members import notices
from guildhall.members.actions.certificate import ENDED, REPLACED, issue_certificate, revoke_certificate
from guildhall.members.actions.decision import (
    happened,
    require_in_order,
    require_of,
    require_resolution,
    require_said,
)
from guildhall.members.actions.seats import give_seat_of, last_representative, withdraw_seats
from guildhall.members.models import Member, MemberEvent, Tier, TierTerm
from guildhall.members.permissions import require_may_keep_members, require_may_remove_members
from guildhall.notices.actions import give_notices
from guildhall.registry.actions.details import shown
from guildhall.registry.models import Body

ACTIVE, SUSPENDED, GONE = Member.State.ACTIVE, Member.State.SUSPENDED, Member.State.ENDED
MAY_REMOVE = frozenset({Body.Kind.ASSEMBLY, Body.Kind.COUNCIL, Body.Kind.STANDING_COUNCIL})


@transaction.atomic
def change_tier(
    member: Member,
    *,
    tier: Tier,
    on: date,
    body: Body | None = None,
    resolution: str = "",
    reason: str = "",
    actor: User,
) -> Member:
    """From that day on the member is of another tier; the former term's last day is the day before.

    The seat moves with the tier, whoever represents the unit keeps doing so, and a new certificate replaces the old
    one. Refused to who left or is suspended, for the same tier, on a day that is not after the former term's first.
    """
    require_may_keep_members(actor, member.association)
    require_of(member.association, body=body, tier=tier)
    require_in_order(member, on)
    former = _open_term(member)
    _require_other_tier(former, tier, on)
    _move(member, {ACTIVE}, ACTIVE)
    _close_term(former, on - timedelta(days=1))
    TierTerm.objects.create(
        association=member.association,
        member=member,
        tier=tier,
        from_on=on,
        reason=(resolution or reason).strip()[:200],
    )
    resolution, reason = resolution.strip(), reason.strip()
    happened(
        member,
        MemberEvent.Kind.TIER_CHANGED,
        on=on,
        tier=tier,
        body=body,
        resolution=resolution,
        reason=reason,
        actor=actor,
    )
    _move_seat(member, former.tier, tier, on, actor)
    revoke_certificate(member, reason=REPLACED, actor=actor)
    issue_certificate(member, tier, on=on, body=body, resolution=resolution, actor=actor)
    give_notices(member.association, notices.tier_changed(member, former.tier, tier, on))
    record(
        "member.tier_changed",
        actor=actor,
        subject=member,
        changed={"tier": [str(former.tier), str(tier)]},
        on=on.isoformat(),
        resolution=resolution,
        reason=reason,
    )
    return member


@transaction.atomic
def suspend_member(
    member: Member, *, on: date, body: Body, resolution: str, reason: str = "", actor: User
) -> Member:
    """By resolution the membership rests from that day on: the tier stays, its seat is withdrawn until resumption."""
    require_may_keep_members(actor, member.association)
    require_of(member.association, body=body)
    resolution = require_resolution(resolution)
    require_in_order(member, on)
    _move(member, {ACTIVE}, SUSPENDED)
    reason = reason.strip()
    happened(
        member,
        MemberEvent.Kind.SUSPENDED,
        on=on,
        body=body,
        resolution=resolution,
        reason=reason,
        actor=actor,
    )
    if (seat_in := _open_term(member).tier.seat_in) is not None:
        withdraw_seats(member, last=on - timedelta(days=1), body=seat_in, actor=actor)
    give_notices(member.association, notices.suspended(member, on, resolution))
    record(
        "member.suspended",
        actor=actor,
        subject=member,
        on=on.isoformat(),
        body=str(body),
        resolution=resolution,
        reason=reason,
    )
    return member


@transaction.atomic
def resume_member(
    member: Member,
    *,
    on: date,
    body: Body | None = None,
    resolution: str = "",
    reason: str = "",
    actor: User,
) -> Member:
    """The suspension ends: from that day on a member as before, with the tier's seat and its last representative."""
    require_may_keep_members(actor, member.association)
    require_of(member.association, body=body)
    require_in_order(member, on)
    _move(member, {SUSPENDED}, ACTIVE)
    resolution, reason = resolution.strip(), reason.strip()
    happened(
        member, MemberEvent.Kind.RESUMED, on=on, body=body, resolution=resolution, reason=reason, actor=actor
    )
    tier = _open_term(member).tier
    sitting = last_representative(member, tier.seat_in)
    give_seat_of(tier, member, on=on, representative=sitting, actor=actor)
    give_notices(member.association, notices.resumed(member, on))
    record(
        "member.resumed",
        actor=actor,
        subject=member,
        on=on.isoformat(),
        resolution=resolution,
        reason=reason,
    )
    return member


@transaction.atomic
def withdraw_member(member: Member, *, on: date, letter: str, actor: User) -> Member:
    """By its own letter the member leaves; ``on`` is the last day, ``letter`` says which letter it was.

    Its seats end with that day, and the certificate is revoked. What it owes stays owed.
    """
    require_may_keep_members(actor, member.association)
    letter = require_said(
        letter, _("Say by which letter the member withdrew, for example its date."), "letter"
    )
    require_in_order(member, on)
    _end(member, MemberEvent.Kind.WITHDRAWN, on, actor, reason=letter)
    give_notices(member.association, notices.withdrawn(member, on))
    record("member.withdrawn", actor=actor, subject=member, on=on.isoformat(), letter=letter)
    return member


@transaction.atomic
def remove_member(
    member: Member, *, on: date, body: Body, resolution: str, reason: str, actor: User
) -> Member:
    """By a resolution of the council the member is removed; ``on`` is the last day. Nothing ever does so by itself.

    Only whoever decides in the body may enter it, and only a council, a standing council or the assembly can resolve
    it. Refused without the resolution's number and a reason.
    """
    require_may_remove_members(actor, body)
    require_of(member.association, body=body)
    if body.kind not in MAY_REMOVE:
        raise RuleError(
            _("A member is removed by the council, the standing council or the assembly, not by %(body)s.")
            % {"body": body.name},
            code="wrong_body",
            details={"field": "body"},
        )
    resolution = require_resolution(resolution)
    reason = require_said(reason, _("Give the reason; the member is told."), "reason")
    require_in_order(member, on)
    _end(member, MemberEvent.Kind.REMOVED, on, actor, reason=reason, body=body, resolution=resolution)
    give_notices(member.association, notices.removed(member, on, resolution, reason))
    record(
        "member.removed",
        actor=actor,
        subject=member,
        on=on.isoformat(),
        body=str(body),
        resolution=resolution,
        reason=reason,
    )
    return member


def _move(member: Member, before: set[Member.State], now: Member.State, **values: date) -> None:
    """Change the state, if it is still one of ``before``: of two who change it at once the slower is refused."""
    rows = Member.objects.filter(pk=member.pk, state__in=before)
    if not rows.update(state=now, version=F("version") + 1, **values):
        member.refresh_from_db(fields=["state"])
        raise _not_in_state(member)
    member.refresh_from_db(fields=["state", "version", "ended_on"])


def _not_in_state(member: Member) -> RuleError:
    sentences = {
        ACTIVE: _("%(name)s is not suspended."),
        SUSPENDED: _("%(name)s is suspended. End the suspension first."),
        GONE: _("%(name)s is no longer a member."),
    }
    message = sentences[Member.State(member.state)] % {"name": member.name}
    return RuleError(message, code=f"is_{member.state}")


def _end(
    member: Member,
    kind: MemberEvent.Kind,
    on: date,
    actor: User,
    *,
    reason: str,
    body: Body | None = None,
    resolution: str = "",
) -> None:
    _move(member, {ACTIVE, SUSPENDED}, GONE, ended_on=on)
    TierTerm.objects.filter(member=member, to_on__isnull=True).update(to_on=on)
    happened(member, kind, on=on, body=body, resolution=resolution, reason=reason, actor=actor)
    withdraw_seats(member, last=on, actor=actor)
    revoke_certificate(member, reason=ENDED, actor=actor)


def _open_term(member: Member) -> TierTerm:
    term = TierTerm.objects.filter(member=member, to_on__isnull=True).select_related("tier__seat_in").first()
    if term is None:
        raise _not_in_state(member)
    return term


def _require_other_tier(former: TierTerm, tier: Tier, on: date) -> None:
    if former.tier_id == tier.pk:
        raise RuleError(
            _("The member is of the tier %(name)s already.") % {"name": tier.name},
            code="same_tier",
            details={"field": "tier"},
        )
    if former.from_on and on <= former.from_on:
        raise InvalidError(
            _("The present tier began on %(day)s. Choose a later day.") % {"day": shown(former.from_on)},
            code="not_after_former",
            details={"field": "on"},
        )


def _close_term(term: TierTerm, last: date) -> None:
    if not TierTerm.objects.filter(pk=term.pk, to_on__isnull=True).update(to_on=last):
        raise RuleError(
            _("Somebody else has just changed this member's tier. Load the page again."),
            code="changed_meanwhile",
        )


def _move_seat(member: Member, former: Tier, tier: Tier, on: date, actor: User) -> None:
    """The former tier's seat ends the day before; the new one begins, with the same representative."""
    sitting = last_representative(member, former.seat_in)
    if former.seat_in is not None:
        withdraw_seats(member, last=on - timedelta(days=1), body=former.seat_in, actor=actor)
    give_seat_of(tier, member, on=on, representative=sitting, actor=actor)
