"""Bodies: found, change, end."""

from datetime import date, timedelta
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.core.requests import forget
from guildhall.registry.actions.details import (
    changes,
    require_name,
    require_order,
    shown,
    store_version,
    told,
    trimmed,
)
from guildhall.registry.actions.seat import close_seat, open_representation
from guildhall.registry.models import Body, Seat, SeatQuerySet, Tenure
from guildhall.registry.permissions import require_may_manage
from guildhall.registry.queries import body_parents, profile_on, today_in
from guildhall.registry.rules import is_branch_name_allowed


class BodyDetails(TypedDict, total=False):
    kind: str
    name_zh: str
    name_en: str
    about_zh: str
    about_en: str
    from_on: date | None
    is_public: bool
    rank: int


@transaction.atomic
def found_body(parent: Body, *, actor: User, **details: Unpack[BodyDetails]) -> Body:
    """A new body below ``parent``.

    Refused without a name, below an ended body, and for a branch: a name that the charter's rules forbid,
    or a place below another branch where they forbid that.
    """
    require_may_manage(actor, parent)
    given = trimmed(details)
    body = Body(association=parent.association, parent=parent, **given)
    _require_sound(body)
    body.save(force_insert=True)
    record("body.founded", actor=actor, subject=body, parent=parent.name, kind=body.kind)
    forget()
    return body


@transaction.atomic
def change_body(
    body: Body, *, version: int, parent: Body | None = None, actor: User, **details: Unpack[BodyDetails]
) -> Body:
    """Change what is said of a body, or move it below another one (``parent`` None leaves it where it is).

    ``version`` is the one that was shown to the actor. Moving needs the power to manage both places. Refused:
    when somebody else changed it since (the refusal says who, when and what stands now), a loop, a place in another association, moving
    the top body, and what ``found_body`` refuses.
    """
    require_may_manage(actor, body)
    changed = changes(body, trimmed(details))
    if parent is not None and parent.pk != body.parent_id:
        require_may_manage(actor, parent)
        _require_no_loop(body, parent)
        changed["parent"] = parent
    before = told(body, changed)
    for name, value in changed.items():
        setattr(body, name, value)
    _require_sound(body)
    store_version(body, version, changed)
    record("body.changed", actor=actor, subject=body, changed=before)
    forget()
    return body


@transaction.atomic
def end_body(body: Body, *, on: date, seats_to: Body | None = None, actor: User) -> Body:
    """End a body; ``on`` is its last day.

    Open seats are given up in favour of ``seats_to`` from the next day on, with their representatives; without it
    a body with open seats is refused. Refused too: the top body, open bodies below it, posts still held.
    """
    require_may_manage(actor, body)
    require_order(body.from_on, on)
    _require_empty(body, on, seats_may_move=seats_to is not None)
    if seats_to is not None:
        require_may_manage(actor, seats_to)
        _require_other(body, seats_to)
    if not Body.objects.filter(pk=body.pk, to_on__isnull=True).update(to_on=on):
        raise RuleError(_("This body has already ended."), code="already_ended")
    moved = _move_seats(body, seats_to, on) if seats_to else 0
    body.refresh_from_db()
    record("body.ended", actor=actor, subject=body, on=on.isoformat(), seats_moved=moved)
    forget()
    return body


def _require_sound(body: Body) -> None:
    require_name(body.name_zh, body.name_en)
    if body.kind not in Body.Kind.values:
        raise InvalidError(
            _("There is no such kind of body."), code="unknown_kind", details={"field": "kind"}
        )
    parent = body.parent
    if parent and parent.to_on and not body.to_on:
        raise RuleError(
            _("%(body)s ended on %(day)s; nothing new can be founded below it.")
            % {"body": parent.name, "day": shown(parent.to_on)},
            code="parent_ended",
            details={"field": "parent"},
        )
    if body.kind == Body.Kind.BRANCH:
        _require_allowed_branch(body)


def _require_allowed_branch(body: Body) -> None:
    association = body.association
    profile = profile_on(association, body.from_on or today_in(association))
    rule = profile.rule("branches.sub_branches")
    if rule and rule.value is False and body.parent and body.parent.kind == Body.Kind.BRANCH:
        raise RuleError(
            _("By the charter's rules a branch has no branches below it. Choose another parent body."),
            code="no_sub_branches",
            details={"field": "parent"},
        )
    if not body.name_zh:
        return
    verdict = is_branch_name_allowed(profile, body.name_zh, association_name=association.name_zh)
    if verdict.ok is False:
        raise RuleError(
            verdict.sentence.in_language(get_language() or ""),
            code=verdict.code,
            details={"field": "name_zh", "verdict": verdict.as_data()},
        )


def _require_no_loop(body: Body, parent: Body) -> None:
    if body.parent_id is None:
        raise RuleError(
            _("The top body stands above all others and cannot be moved."),
            code="top_body",
            details={"field": "parent"},
        )
    if parent.association_id != body.association_id:
        raise InvalidError(_("Choose a body of the same association."), code="other_association")
    # Two moves take turns, so that they cannot make a loop together.
    Body.objects.select_for_update().get(association=body.association_id, parent=None)
    forget()
    parents = body_parents(body.association)
    above: UUID | None = parent.pk
    while above is not None:
        if above == body.pk:
            raise RuleError(
                _("%(parent)s lies below %(body)s itself. Choose a body that does not.")
                % {"parent": parent.name, "body": body.name},
                code="loop",
                details={"field": "parent"},
            )
        above = parents[above]


def _require_empty(body: Body, on: date, *, seats_may_move: bool) -> None:
    if body.parent_id is None:
        raise RuleError(
            _("The top body carries the association and cannot be ended on its own."), code="top_body"
        )
    if below := body.children.filter(to_on__isnull=True).first():
        raise RuleError(
            _("%(body)s still exists below this body. End it or move it first.") % {"body": below.name},
            code="bodies_below",
        )
    if held := _open_tenures(body, on):
        message = ngettext(
            "%(count)d post of this body is still held. End that tenure first.",
            "%(count)d posts of this body are still held. End those tenures first.",
            held,
        )
        raise RuleError(message % {"count": held}, code="posts_held")
    if not seats_may_move and (seats := _open_seats(body, on).count()):
        message = ngettext(
            "%(count)d seat of this body is still open. Withdraw it, or name the body that it moves to.",
            "%(count)d seats of this body are still open. Withdraw them, or name the body that they move to.",
            seats,
        )
        raise RuleError(message % {"count": seats}, code="seats_open", details={"field": "seats_to"})


def _open_tenures(body: Body, on: date) -> int:
    return Tenure.objects.filter(Q(to_on__isnull=True) | Q(to_on__gt=on), post__body=body).count()


def _open_seats(body: Body, on: date) -> SeatQuerySet:
    return body.seats.filter(Q(to_on__isnull=True) | Q(to_on__gt=on))


def _require_other(body: Body, seats_to: Body) -> None:
    if seats_to.pk == body.pk or seats_to.association_id != body.association_id or seats_to.to_on:
        raise InvalidError(
            _("The seats can move only to another body of the association that still exists."),
            code="wrong_body",
            details={"field": "seats_to"},
        )


def _move_seats(body: Body, seats_to: Body, on: date) -> int:
    """Close each open seat and open one like it; a unit or person that already sits there gets no second."""
    sitting = {
        (seat.organization_id, seat.person_id)
        for seat in _open_seats(seats_to, on).only("organization", "person")
    }
    moved = 0
    for seat in list(_open_seats(body, on).prefetch_related("representations")):
        representative = next((one for one in seat.representations.all() if one.to_on is None), None)
        close_seat(seat, on)
        if (seat.organization_id, seat.person_id) in sitting:
            continue
        moved += 1
        new = Seat.objects.create(
            association=body.association,
            body=seats_to,
            organization_id=seat.organization_id,
            person_id=seat.person_id,
            label_zh=seat.label_zh,
            label_en=seat.label_en,
            votes=seat.votes,
            from_on=on + timedelta(days=1),
        )
        if representative:
            open_representation(
                new, representative.person, from_on=on + timedelta(days=1), letter=representative.letter
            )
    return moved
