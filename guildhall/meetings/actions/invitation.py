"""Who is invited: filled from the body's roster of the day, and others by hand."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.meetings import notices, pulse
from guildhall.meetings.models import Invitation, Meeting
from guildhall.meetings.permissions import require_may_prepare, require_open_for_change
from guildhall.meetings.queries import Filling, filling_of, is_by_roster, left_on, roster_line_of
from guildhall.notices.actions import give_notices
from guildhall.registry.models import Person
from guildhall.registry.queries import RosterLine

AFTER_THE_ROSTER = 10_000
LATE_STATES = (Meeting.State.OPEN, Meeting.State.ADJOURNED)


@transaction.atomic
def fill_invitations(meeting: Meeting, *, actor: User) -> Filling:
    """Invite everyone who sits in the body on the day of the meeting; safe to repeat.

    Adds who is new, brings seats, votes and order of the others up to date, and takes off who has left the
    body: with a word to them where the notice had reached them. Refused while the day is not known.
    """
    require_may_prepare(actor, meeting)
    _require_list_open(meeting)
    filling = filling_of(meeting)
    if filling is None:
        raise RuleError(
            _("Set the date of the meeting first: who is entitled follows from the roster of that day."),
            code="day_missing",
        )
    _add(meeting, filling)
    for invitation, line in filling.kept:
        _bring_up_to_date(invitation, line, filling)
    Invitation.objects.bulk_update(
        [kept for kept, _line in filling.kept], ["seat", "organization", "role", "rank"]
    )
    for invitation in filling.left:
        _take_off(invitation, _("No longer in the body"))
    pulse.changed(meeting)
    record(
        "invitations.filled",
        actor=actor,
        subject=meeting,
        new=len(filling.new),
        left=[str(invitation.person_id) for invitation in filling.left],
    )
    return filling


@transaction.atomic
def invite_person(
    meeting: Meeting,
    person: Person,
    *,
    role: str = Invitation.Role.GUEST,
    capacity_zh: str = "",
    capacity_en: str = "",
    actor: User,
) -> Invitation:
    """Invite somebody by hand: as a guest, to attend without a vote (列席), as staff, or by their seat.

    Refused for somebody invited already, of elsewhere, and with a vote for somebody who does not sit in
    the body on that day: the sentence says since when. A past meeting whose day is unknown has no roster.
    """
    require_may_prepare(actor, meeting)
    _require_list_open(meeting)
    _require_known(meeting, person)
    line = _line_for(meeting, person) if role == Invitation.Role.VOTING else None
    values = {
        "role": role,
        "seat": line.seat if line else None,
        "organization": line.organization if line else person.organization,
        "capacity_zh": capacity_zh.strip() or (_capacity(line)[0] if line else person.title_zh),
        "capacity_en": capacity_en.strip() or (_capacity(line)[1] if line else person.title_en),
        "withdrawn_at": None,
        "withdrawn_reason": "",
    }
    last = meeting.invitations.aggregate(last=Max("rank"))["last"] or 0
    invitation, made = Invitation.objects.get_or_create(
        meeting=meeting,
        person=person,
        defaults=values | {"association": meeting.association, "rank": max(last, AFTER_THE_ROSTER) + 1},
    )
    if not made and not Invitation.objects.filter(pk=invitation.pk, withdrawn_at__isnull=False).update(
        **values
    ):
        raise RuleError(_("%(person)s is invited already.") % {"person": person.name}, code="already_invited")
    invitation.refresh_from_db()
    pulse.changed(meeting)
    record("person.invited", actor=actor, subject=invitation, role=role, person=person.name)
    return invitation


@transaction.atomic
def change_invitation(
    invitation: Invitation, *, role: str, capacity_zh: str = "", capacity_en: str = "", actor: User
) -> Invitation:
    """Change as what somebody is invited. A vote is given, and taken, by the roster only."""
    require_may_prepare(actor, invitation.meeting)
    _require_list_open(invitation.meeting)
    votes = Invitation.Role.VOTING
    if role != invitation.role and votes in (role, invitation.role):
        line = _line_for(invitation.meeting, invitation.person) if role == votes else None
        if line is None and roster_line_of(invitation.meeting, invitation.person) is not None:
            raise _entitled(invitation)
        invitation.seat = line.seat if line else None
    standing = Invitation.objects.standing().filter(pk=invitation.pk)
    if not standing.update(
        role=role, seat=invitation.seat, capacity_zh=capacity_zh.strip(), capacity_en=capacity_en.strip()
    ):
        raise _withdrawn()
    invitation.refresh_from_db()
    record("invitation.changed", actor=actor, subject=invitation, role=role)
    return invitation


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, reason: str = "", actor: User) -> None:
    """Take somebody off the list; they are told where the notice had reached them.

    Refused for whoever has a vote by the roster of that day: everyone entitled has to be invited.
    """
    require_may_prepare(actor, invitation.meeting)
    _require_list_open(invitation.meeting)
    line = roster_line_of(invitation.meeting, invitation.person) if is_by_roster(invitation) else None
    if line is not None and line.votes:
        raise _entitled(invitation)
    if invitation.attendance.exists():
        raise RuleError(
            _("%(person)s has checked in; the invitation has to stay.") % {"person": invitation.person.name},
            code="has_attended",
        )
    _take_off(invitation, reason)
    record(
        "invitation.withdrawn", actor=actor, subject=invitation, person=invitation.person.name, reason=reason
    )


def _require_list_open(meeting: Meeting) -> None:
    require_open_for_change(meeting)
    meeting.refresh_from_db()
    if not (meeting.is_in_preparation or meeting.state in LATE_STATES or meeting.is_being_entered):
        raise RuleError(
            _("The list of the invited can no longer be changed: the meeting is %(state)s.")
            % {"state": meeting.get_state_display()},
            code="list_closed",
        )


def _require_known(meeting: Meeting, person: Person) -> None:
    if person.association_id != meeting.association_id:
        raise InvalidError(
            _("%(person)s is not known to this association.") % {"person": person.name},
            code="person_of_elsewhere",
            details={"field": "person"},
        )


def _line_for(meeting: Meeting, person: Person) -> RosterLine | None:
    """The person's line with a vote in the roster of the day. Refused where there is none, saying why."""
    line = roster_line_of(meeting, person)
    if line is not None and line.votes:
        return line
    if meeting.is_being_entered:  # the source says who voted; the roster of that day may not be known here
        return None
    names = {"person": person.name, "body": meeting.body.name}
    last_day = left_on(person, meeting.body)
    if last_day is not None:
        raise RuleError(
            _(
                "%(person)s left %(body)s on %(day)s and cannot be invited with a vote. Invite them as a guest."
            )
            % (names | {"day": last_day.isoformat()}),
            code="left_the_body",
            details={"field": "person"},
        )
    raise RuleError(
        _("%(person)s has no vote in %(body)s on the day of the meeting. Invite them without a vote.")
        % names,
        code="no_vote_in_body",
        details={"field": "person"},
    )


def _add(meeting: Meeting, filling: Filling) -> None:
    people = [line.person.pk for line in filling.new if line.person]
    Invitation.objects.filter(meeting=meeting, person__in=people, withdrawn_at__isnull=False).update(
        withdrawn_at=None, withdrawn_reason=""
    )
    back = {row.person_id: row for row in meeting.invitations.filter(person__in=people)}
    fresh = []
    for line in filling.new:
        if line.person is None:
            continue
        zh, en = _capacity(line)
        row = back.get(line.person.pk) or Invitation(
            association=meeting.association, meeting=meeting, person=line.person
        )
        row.capacity_zh, row.capacity_en = zh, en
        _bring_up_to_date(row, line, filling)
        fresh.append(row)
    made = [row for row in fresh if row.person_id not in back]
    Invitation.objects.bulk_create(made)
    Invitation.objects.bulk_update(
        back.values(), ["seat", "organization", "role", "rank", "capacity_zh", "capacity_en"]
    )


def _bring_up_to_date(invitation: Invitation, line: RosterLine, filling: Filling) -> None:
    invitation.seat, invitation.organization = line.seat, line.organization
    invitation.role = Invitation.Role.VOTING if line.votes else Invitation.Role.NON_VOTING
    invitation.rank = filling.ranks[invitation.person_id]


def _capacity(line: RosterLine) -> tuple[str, str]:
    """As what somebody attends: their posts, and the seat of their unit where it is called something else."""
    seat = line.seat
    zh = [line.label_zh] + ([seat.label_zh] if seat else [])
    en = [line.label_en] + ([seat.label_en] if seat else [])
    return " / ".join(dict.fromkeys(filter(None, zh))), " / ".join(dict.fromkeys(filter(None, en)))


def _take_off(invitation: Invitation, reason: str) -> None:
    """Nobody heard of it: the row goes. Otherwise it stays, withdrawn, and the person is told."""
    if invitation.notified_sequence is None:
        Invitation.objects.filter(pk=invitation.pk).delete()
        return
    now = timezone.now()
    Invitation.objects.filter(pk=invitation.pk).update(withdrawn_at=now, withdrawn_reason=reason[:200])
    give_notices(invitation.association, [notices.withdrawn(invitation, reason, now)])


def _entitled(invitation: Invitation) -> RuleError:
    return RuleError(
        _("%(person)s has a vote in %(body)s on the day of the meeting and has to be invited.")
        % {"person": invitation.person.name, "body": invitation.meeting.body.name},
        code="entitled_by_seat",
    )


def _withdrawn() -> RuleError:
    return RuleError(_("This invitation was withdrawn."), code="invitation_withdrawn")
