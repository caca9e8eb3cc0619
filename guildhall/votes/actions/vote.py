"""A motion is put to the vote, and a vote that cannot be finished is broken off."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.core.models import new_id
from guildhall.meetings import pulse
from guildhall.meetings.actions import begin_voting, leave_voting
from guildhall.meetings.models import Meeting, Motion
from guildhall.meetings.permissions import require_may_run
from guildhall.meetings.queries import meeting_form, meeting_profile, motion_rules
from guildhall.meetings.queries import recused as recused_from
from guildhall.registry.models import Person
from guildhall.registry.rules import MeetingForm, Way
from guildhall.votes.models import Election, RollEntry, Teller, Vote
from guildhall.votes.queries import votes_held
from guildhall.votes.sealing import destroy_key, make_key

Means = Vote.Means
IN_ROOM = (MeetingForm.ON_SITE, MeetingForm.HYBRID)
ONLINE = (MeetingForm.ONLINE, MeetingForm.HYBRID, MeetingForm.CORRESPONDENCE)


class VoteDetails(TypedDict, total=False):
    """How it is voted. ``tellers``: person and role; ``slate``, ``seats``: an election's candidates and seats.

    ``special_case``: the reason for which the charter allows a vote by correspondence.
    """

    in_room: str
    online: str
    is_secret: bool
    tellers: Sequence[tuple[Person, str]]
    election: Election | None
    slate: Sequence[dict[str, Any]]
    seats: int | None
    special_case: str


@transaction.atomic
def open_vote(motion: Motion, *, actor: User, **details: Unpack[VoteDetails]) -> Vote:
    """Put a motion (or an election's list) to the vote: the roll is made, and ballots may be cast from now on.

    Those in the room raise hands, fill in paper or use a device, those online use a device; either may be left
    out. Refused, with the rule's sentence, where the charter forbids a way; without the quorum of this kind of
    motion; outside the session; while the motion is being voted on or was decided; hands in a secret vote.
    """
    require_may_run(actor, motion.meeting)
    in_room, online = details.get("in_room", Means.NONE), details.get("online", Means.NONE)
    is_secret, special_case = details.get("is_secret", False), details.get("special_case", "").strip()
    _require_possible(motion.meeting, in_room, online, is_secret=is_secret)
    _require_list(motion, details)
    ways = ways_of(in_room, online, is_secret=is_secret)
    begin_voting(motion, ways=ways, special_case=bool(special_case), actor=actor)
    key = new_id()
    with _sealed(key, wanted=is_secret and Means.DEVICE in (in_room, online)) as seal:
        vote = Vote.objects.create(
            id=key,
            association=motion.association,
            meeting=motion.meeting,
            motion=motion,
            election=details.get("election"),
            number=(motion.votes.aggregate(last=Max("number"))["last"] or 0) + 1,
            is_secret=is_secret,
            in_room=in_room,
            online=online,
            question_zh=motion.title_zh,
            question_en=motion.title_en,
            slate=list(details.get("slate", ())),
            seats=details.get("seats"),
            rule=_rule(motion, special_case),
            seal=seal,
            opened_by=actor,
        )
        roll = _make_roll(vote)
        _name_tellers(vote, details.get("tellers", ()))
        pulse.changed(motion.meeting)
        record(
            "vote.opened",
            actor=actor,
            subject=vote,
            motion=str(motion.pk),
            ways=ways,
            votes=len(roll),
            recused=sum(entry.state == RollEntry.State.RECUSED for entry in roll),
        )
    return vote


@transaction.atomic
def abandon_vote(vote: Vote, *, reason: str, actor: User) -> Vote:
    """Break a vote off before its result is declared: nothing of it counts, and sealed ballots are never read.

    The motion can be amended and voted on again. Refused without a reason and once the result is declared.
    """
    require_may_run(actor, vote.meeting)
    reason = reason.strip()
    if not reason:
        raise InvalidError(
            _("Say why the vote is broken off; it stands in the record."),
            code="reason_missing",
            details={"field": "reason"},
        )
    going = Vote.objects.filter(pk=vote.pk, state__in=(Vote.State.OPEN, Vote.State.COUNTING))
    changed = going.update(state=Vote.State.ABANDONED, reason=reason[:200])
    vote.refresh_from_db()
    if not changed:
        raise _over(vote)
    vote.envelopes.all().delete()
    leave_voting(vote.motion, reason=reason, actor=actor)
    pulse.changed(vote.meeting)
    record("vote.abandoned", actor=actor, subject=vote, reason=reason)
    transaction.on_commit(partial(destroy_key, vote.pk, folder=settings.VOTE_KEYS))
    return vote


def ways_of(in_room: str, online: str, *, is_secret: bool) -> list[str]:
    """The charter's words for how it is voted by these means."""
    device = Way.SECRET_ELECTRONIC if is_secret else Way.NAMED_ELECTRONIC
    ways = {Means.HANDS: Way.SHOW_OF_HANDS, Means.PAPER: Way.PAPER, Means.DEVICE: device}
    return list(dict.fromkeys(ways[Means(means)].value for means in (in_room, online) if means))


def _require_possible(meeting: Meeting, in_room: str, online: str, *, is_secret: bool) -> None:
    if in_room not in Means.values or online not in (Means.NONE, Means.DEVICE) or not (in_room or online):
        raise InvalidError(
            _(
                "Choose how those in the room vote, or how those online do: by hands, on paper, on their devices."
            ),
            code="means_unknown",
            details={"field": "in_room"},
        )
    if is_secret and in_room == Means.HANDS:
        raise InvalidError(
            _("A show of hands is seen by everyone, so it cannot be secret. Choose paper or devices."),
            code="hands_not_secret",
            details={"field": "in_room"},
        )
    form = meeting_form(meeting)
    if in_room and form not in IN_ROOM:
        raise InvalidError(
            _("Nobody is in a room: this meeting is held %(form)s.") % {"form": meeting.get_mode_display()},
            code="nobody_in_room",
            details={"field": "in_room"},
        )
    if online and form not in ONLINE:
        raise InvalidError(
            _("Nobody takes part online: this meeting is held on site."),
            code="nobody_online",
            details={"field": "online"},
        )


def _require_list(motion: Motion, details: VoteDetails) -> None:
    """An election is voted on with its list of candidates, never as a plain motion."""
    if not details.get("slate") and Election.objects.filter(motion=motion.pk).exists():
        raise RuleError(
            _("This motion is an election: fix its list of candidates, and open the vote from there."),
            code="election_without_list",
        )


@contextmanager
def _sealed(vote: UUID, *, wanted: bool) -> Iterator[str]:
    """The public half of a new key. Its file is made first and goes again where opening fails; should the server
    stop in between, ``votes.destroy_keys`` finds a file that belongs to no vote."""
    if not wanted:
        yield ""
        return
    seal, is_opened = make_key(vote, folder=settings.VOTE_KEYS), False
    try:
        yield seal
        is_opened = True
    finally:
        if not is_opened:
            destroy_key(vote, folder=settings.VOTE_KEYS)


def _rule(motion: Motion, special_case: str) -> dict[str, Any]:
    """By which rule it is voted, as it stood when the vote opened."""
    thresholds = motion_rules(motion, special_case=bool(special_case)).thresholds
    rules = {"quorum": thresholds.quorum, "majority": thresholds.majority}
    kept: dict[str, Any] = {
        name: {"key": rule.key} | rule.as_data() if rule else None for name, rule in rules.items()
    }
    blank = meeting_profile(motion.meeting).motion_rule(motion.kind, "blank_is")
    kept["blank_is"] = str(blank.value) if blank else ""
    return kept | {"sentence": thresholds.sentence.as_data(), "special_case": special_case}


def _make_roll(vote: Vote) -> list[RollEntry]:
    """All rows at once, whoever votes when: nothing of them tells an order but the roster's."""
    recused = recused_from(vote.motion)
    state = RollEntry.State
    return RollEntry.objects.bulk_create(
        [
            RollEntry(
                association_id=vote.association_id,
                vote=vote,
                invitation=held.invitation,
                place=held.place,
                name_zh=held.name.zh,
                name_en=held.name.en,
                voter=held.voter,
                by_proxy=held.by_proxy,
                channel=held.channel,
                state=state.RECUSED if held.invitation.pk in recused else state.MAY_VOTE,
                rank=rank,
            )
            for rank, held in enumerate(votes_held(vote.meeting, vote.motion.kind))
        ]
    )


def _name_tellers(vote: Vote, tellers: Sequence[tuple[Person, str]]) -> None:
    roles = {person.pk: role for person, role in tellers}
    if any(role not in Teller.Role.values for role in roles.values()):
        raise InvalidError(_("Choose scrutineers and tellers from the list."), code="role_unknown")
    Teller.objects.bulk_create(
        Teller(association_id=vote.association_id, vote=vote, person_id=person, role=role)
        for person, role in roles.items()
    )


def _over(vote: Vote) -> RuleError:
    return RuleError(
        _("This vote is over: %(state)s.") % {"state": vote.get_state_display()}, code="vote_over"
    )
