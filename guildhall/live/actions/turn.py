"""The floor: asked for, given to one at a time, taken back."""

from typing import Any, Literal

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.live.models import Turn
from guildhall.live.permissions import require_may_ask, require_may_withdraw
from guildhall.live.queries.turns import NAMED, current_item, seconds_for
from guildhall.meetings import pulse
from guildhall.meetings.models import Invitation, Meeting
from guildhall.meetings.permissions import require_may_run, require_open_for_change
from guildhall.meetings.queries import own_attendance


@transaction.atomic
def ask_for_floor(invitation: Invitation, *, actor: User) -> Turn:
    """Put somebody on the speakers' list, at its end; twice is once.

    Refused outside the session, for who is not there, and for who was taken off the list of the invited.
    """
    meeting = invitation.meeting
    require_may_ask(actor, invitation)
    _require_in_session(meeting)
    waiting = Turn.objects.filter(meeting=meeting, invitation=invitation, state=Turn.State.ASKED).first()
    if waiting is not None:
        return waiting
    _require_there(invitation)
    last = meeting.turns.aggregate(last=Max("position"))["last"] or 0
    turn = Turn.objects.create(
        association=meeting.association,
        meeting=meeting,
        invitation=invitation,
        item=current_item(meeting),
        position=last + 1,
    )
    pulse.changed(meeting)
    record("floor.asked", actor=actor, subject=turn, is_passing=True, person=turn.name)
    return turn


@transaction.atomic
def withdraw_turn(turn: Turn, *, actor: User) -> Turn:
    """Take a request to speak back. Refused once they speak."""
    require_may_withdraw(actor, turn)
    require_open_for_change(turn.meeting)
    _move(turn, Turn.State.ASKED, state=Turn.State.WITHDRAWN, ended_at=timezone.now())
    record("floor.withdrawn", actor=actor, subject=turn, person=turn.name)
    return turn


@transaction.atomic
def call_speaker(turn: Turn, *, actor: User) -> Turn:
    """Give somebody the floor; their time, where there is a limit, runs from now.

    Refused while somebody else speaks (the sentence says who), outside the session, and to who does not wait.
    """
    require_may_run(actor, turn.meeting)
    _require_in_session(turn.meeting)
    speaking = turn.meeting.turns.filter(state=Turn.State.SPEAKING).select_related(*NAMED).first()
    if speaking is not None:
        raise RuleError(
            _("%(person)s has the floor. End that turn first.") % {"person": speaking.name},
            code="somebody_speaks",
        )
    item = current_item(turn.meeting)
    _move(
        turn,
        Turn.State.ASKED,
        state=Turn.State.SPEAKING,
        started_at=timezone.now(),
        item=item,
        seconds=seconds_for(turn.meeting, item),
    )
    record("floor.given", actor=actor, subject=turn, person=turn.name)
    return turn


@transaction.atomic
def stop_speaker(turn: Turn, *, actor: User) -> Turn:
    """Their turn is over. Refused when it is already."""
    require_may_run(actor, turn.meeting)
    require_open_for_change(turn.meeting)
    _move(turn, Turn.State.SPEAKING, state=Turn.State.SPOKEN, ended_at=timezone.now())
    record("floor.ended", actor=actor, subject=turn, person=turn.name)
    return turn


@transaction.atomic
def move_turn(turn: Turn, *, to: Literal["earlier", "later"], actor: User) -> Turn:
    """One place earlier or later on the list; at its ends nothing happens. Refused for who does not wait."""
    require_may_run(actor, turn.meeting)
    require_open_for_change(turn.meeting)
    if to not in ("earlier", "later"):
        raise InvalidError(_("On the speakers' list one goes earlier or later."), code="direction_unknown")
    order = list(turn.meeting.turns.filter(state=Turn.State.ASKED).order_by("position", "id"))
    place = next((place for place, each in enumerate(order) if each.pk == turn.pk), None)
    if place is None:
        raise _not_as_thought(turn)
    other = place - 1 if to == "earlier" else place + 1
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
        for position, each in enumerate(order, start=1):
            each.position = position
        Turn.objects.bulk_update(order, ["position"])
        turn.refresh_from_db()
        pulse.changed(turn.meeting)
        record("floor.moved", actor=actor, subject=turn, person=turn.name, to=to)
    return turn


def _require_in_session(meeting: Meeting) -> None:
    """Takes the meeting's row, so that of two who give the floor at once one comes first."""
    require_open_for_change(meeting)
    meeting.refresh_from_db()
    if not meeting.is_in_session:
        raise RuleError(
            _("The floor is given while the meeting is in session. It is: %(state)s.")
            % {"state": meeting.get_state_display()},
            code="not_in_session",
        )


def _require_there(invitation: Invitation) -> None:
    if invitation.withdrawn_at is not None:
        raise RuleError(
            _("This person is not, or no longer, on the list of the invited."), code="not_invited"
        )
    if own_attendance(invitation, at=timezone.now()).mode is None:
        raise RuleError(_("Check in first: whoever speaks has to be there."), code="not_there")


def _move(turn: Turn, stands: str, **changes: Any) -> None:
    changed = Turn.objects.filter(pk=turn.pk, state=stands).update(**changes)
    turn.refresh_from_db()
    if not changed:
        raise _not_as_thought(turn)
    pulse.changed(turn.meeting)


def _not_as_thought(turn: Turn) -> RuleError:
    return RuleError(
        _("%(person)s: %(state)s. Look at the list again; it has changed.")
        % {"person": turn.name, "state": turn.get_state_display()},
        code="list_changed",
    )
