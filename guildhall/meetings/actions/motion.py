"""Motions are put and decided by the rule of their kind; what is carried gets its number."""

from dataclasses import asdict
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.core.models import in_language
from guildhall.core.sentences import Sentence
from guildhall.documents.actions import take_number
from guildhall.meetings.models import AgendaItem, Meeting, Motion, Resolution
from guildhall.meetings.permissions import require_may_prepare, require_may_run, require_open_for_change
from guildhall.meetings.queries import (
    Presence,
    meeting_day,
    meeting_form,
    meeting_profile,
    motion_kinds,
    presence_of,
)
from guildhall.registry.models import Body
from guildhall.registry.rules import (
    Counts,
    Tally,
    Verdict,
    is_carried,
    is_carried_by_consensus,
    may_decide_so,
)

OVER = (Meeting.State.CLOSED, Meeting.State.CANCELLED)


class MotionDetails(TypedDict, total=False):
    """What is put to the body. ``kind`` decides which rule applies."""

    kind: str
    item: AgendaItem | None
    title_zh: str
    title_en: str
    text_zh: str
    text_en: str


class ResolutionDetails(TypedDict, total=False):
    """The words of a resolution where they differ from the motion's."""

    title_zh: str
    title_en: str
    text_zh: str
    text_en: str


@transaction.atomic
def put_motion(meeting: Meeting, *, actor: User, **details: Unpack[MotionDetails]) -> Motion:
    """Put something to the body for decision, before the meeting or in it.

    Refused without a title, with a kind that the charter does not know, under an item of another meeting, and
    once the meeting is over (unless a past meeting is being entered).
    """
    require_may_run(actor, meeting)
    require_open_for_change(meeting)
    meeting.refresh_from_db()
    if meeting.state in OVER and not meeting.is_being_entered:
        raise _meeting_over(meeting)
    _require_sound(meeting, details)
    motion = Motion.objects.create(association=meeting.association, meeting=meeting, **_trimmed(details))
    record("motion.put", actor=actor, subject=motion, meeting=str(meeting.pk), kind=motion.kind)
    return motion


@transaction.atomic
def change_motion(motion: Motion, *, actor: User, **details: Unpack[MotionDetails]) -> Motion:
    """Correct the words, the kind or the place of a motion that has not been decided."""
    require_may_run(actor, motion.meeting)
    require_open_for_change(motion.meeting)
    changes = {"kind": motion.kind, "title_zh": motion.title_zh, "title_en": motion.title_en, **details}
    _require_sound(motion.meeting, changes)  # type: ignore[arg-type]
    _decide(motion, **_trimmed(details))
    record("motion.changed", actor=actor, subject=motion, fields=sorted(details))
    return motion


@transaction.atomic
def decide_motion(
    motion: Motion,
    *,
    way: str,
    for_count: int | None = None,
    against_count: int | None = None,
    abstain_count: int | None = None,
    actor: User,
) -> Motion:
    """Decide a motion by show of hands (three counts) or by consensus (none), with those present now.

    The charter's rule for this kind of motion is applied, and its sentence kept with the counts. Refused where
    the rule forbids this way (an election by show of hands), without a quorum at this moment, with more hands
    than votes present, outside the session, and when it was decided already.
    """
    require_may_run(actor, motion.meeting)
    require_open_for_change(motion.meeting)
    meeting = motion.meeting
    meeting.refresh_from_db()
    if meeting.state != Meeting.State.OPEN:
        raise RuleError(
            _("Motions are decided while the meeting is in session. It is: %(state)s.")
            % {"state": meeting.get_state_display()},
            code="not_in_session",
        )
    votes = _votes(way, for_count, against_count, abstain_count)
    counts, verdict = _apply_rule(motion, way, votes)
    _decide(
        motion,
        state=Motion.State.CARRIED if verdict.ok else Motion.State.REJECTED,
        way=way,
        for_count=for_count,
        against_count=against_count,
        abstain_count=abstain_count,
        counts=asdict(counts),
        verdict=verdict.as_data(),
        decided_at=timezone.now(),
    )
    record(
        "motion.carried" if verdict.ok else "motion.rejected",
        actor=actor,
        subject=motion,
        way=way,
        votes=asdict(votes) if votes else {},
        counts=motion.counts,
        verdict=motion.verdict,
    )
    return motion


@transaction.atomic
def enter_motion_result(
    motion: Motion,
    *,
    state: str,
    way: str = "",
    for_count: int | None = None,
    against_count: int | None = None,
    abstain_count: int | None = None,
    actor: User,
) -> Motion:
    """Enter how a motion of a past meeting was decided, as its source states it: carried, rejected or not stated.

    No rule is applied: the record says what happened. Refused for meetings that are held here, and with
    counts beside a result that is not stated.
    """
    require_may_run(actor, motion.meeting)
    require_open_for_change(motion.meeting)
    motion.meeting.refresh_from_db()
    if not motion.meeting.is_being_entered:
        raise RuleError(
            _(
                "Results are entered as stated only for past meetings; here the motion is decided by its rule."
            ),
            code="not_a_past_meeting",
        )
    allowed = (Motion.State.CARRIED, Motion.State.REJECTED, Motion.State.NOT_STATED)
    if state not in allowed or (way and way not in Motion.Way.values):
        raise InvalidError(
            _("A past motion was carried, rejected, or its result is not stated."),
            code="result_unknown",
            details={"field": "state"},
        )
    counted = (for_count, against_count, abstain_count)
    if state == Motion.State.NOT_STATED and any(count is not None for count in counted):
        raise InvalidError(
            _("Where the votes are known the result is stated. Choose carried or rejected."),
            code="counts_without_result",
            details={"field": "state"},
        )
    _decide(
        motion,
        state=state,
        way=way,
        for_count=for_count,
        against_count=against_count,
        abstain_count=abstain_count,
    )
    record("motion.result_entered", actor=actor, subject=motion, state=state, way=way)
    return motion


@transaction.atomic
def withdraw_motion(motion: Motion, *, actor: User) -> Motion:
    """The motion is taken back; it stays in the record as withdrawn. Refused once it was decided."""
    require_may_run(actor, motion.meeting)
    require_open_for_change(motion.meeting)
    _decide(motion, state=Motion.State.WITHDRAWN, decided_at=timezone.now())
    record("motion.withdrawn", actor=actor, subject=motion)
    return motion


@transaction.atomic
def number_resolution(
    motion: Motion, *, is_public: bool = False, actor: User, **details: Unpack[ResolutionDetails]
) -> Resolution:
    """A carried motion becomes a resolution with the body's next number of the year, without gaps.

    Its words are the motion's unless others are given. Refused for what was not carried, for a second number,
    and where the year of the meeting is not known.
    """
    require_may_prepare(actor, motion.meeting)
    require_open_for_change(motion.meeting)
    meeting = motion.meeting
    Motion.objects.select_for_update().only("pk").get(pk=motion.pk)
    motion.refresh_from_db()
    _require_numberable(motion)
    day = meeting_day(meeting)
    if day is None:
        raise RuleError(_("State the day of the meeting first: the number has its year."), code="day_missing")
    number = take_number(meeting.association, f"res-{meeting.body_id.hex}", day.year)
    words = {name: getattr(motion, name) for name in ("title_zh", "title_en", "text_zh", "text_en")}
    resolution = Resolution.objects.create(
        association=meeting.association,
        body=meeting.body,
        meeting=meeting,
        motion=motion,
        number=number,
        year=day.year,
        serial=_serial(meeting.body, day.year, number),
        adopted_on=day,
        is_public=is_public,
        **words | {name: value for name, value in details.items() if value},
    )
    record("resolution.numbered", actor=actor, subject=resolution, motion=str(motion.pk))
    return resolution


def _apply_rule(motion: Motion, way: str, votes: Tally | None) -> tuple[Counts, Verdict]:
    """The counts at this moment and what the charter says to them."""
    meeting = motion.meeting
    profile, kind = meeting_profile(meeting), meeting.body.kind
    allowed = may_decide_so(profile, kind, motion.kind, way, meeting_form(meeting))
    if allowed.ok is False:
        raise _refused_by(allowed, allowed.code)
    presence = presence_of(meeting)
    counts = _counts(presence)
    if votes is None:
        verdict = is_carried_by_consensus(profile, kind, motion.kind, counts)
    else:
        _require_hands(presence, votes)
        verdict = is_carried(profile, kind, motion.kind, votes, counts)
    if verdict.code in ("no_quorum", "nobody_present", "nobody_entitled"):
        raise _refused_by(verdict, "quorum_lost")
    if verdict.ok is None:
        raise _refused_by(verdict, verdict.code)
    return counts, verdict


def _counts(presence: Presence) -> Counts:
    return Counts(
        entitled=presence.entitlement.total,
        present_on_site=presence.voting.on_site,
        present_online=presence.voting.online,
    )


def _refused_by(verdict: Verdict, code: str) -> RuleError:
    sentence = in_language(verdict.sentence.zh, verdict.sentence.en)
    return RuleError(sentence, code=code, details={"verdict": verdict.as_data()})


def _votes(way: str, in_favour: int | None, against: int | None, abstain: int | None) -> Tally | None:
    if way not in Motion.Way.values:
        raise InvalidError(
            _("A meeting decides by show of hands or by consensus."),
            code="way_unknown",
            details={"field": "way"},
        )
    if way == Motion.Way.CONSENSUS:
        if in_favour or against or abstain:
            raise InvalidError(
                _("By consensus nothing is counted. Where hands were counted, choose show of hands."),
                code="counts_with_consensus",
                details={"field": "way"},
            )
        return None
    if in_favour is None or against is None or abstain is None:
        raise InvalidError(
            _("State how many were for, how many against and how many abstained; 0 is a number."),
            code="counts_missing",
            details={"field": "for_count"},
        )
    if min(in_favour, against, abstain) < 0:
        raise InvalidError(_("A count cannot be below 0."), code="count_negative")
    return Tally(in_favour, against, abstain)


def _require_hands(presence: Presence, votes: Tally) -> None:
    if votes.total > presence.voting.present:
        raise InvalidError(
            _("%(hands)s hands were counted, but only %(present)s with a vote are present. Count again.")
            % {"hands": votes.total, "present": presence.voting.present},
            code="more_hands_than_present",
            details={"field": "for_count", "present": presence.voting.present},
        )


def _decide(motion: Motion, **changes: Any) -> None:
    undecided = Motion.objects.filter(pk=motion.pk, state=Motion.State.PUT)
    changed = undecided.update(**changes)
    motion.refresh_from_db()
    if not changed:
        raise RuleError(
            _("“%(motion)s” was already decided: %(state)s.")
            % {"motion": motion.title, "state": motion.get_state_display()},
            code="already_decided",
        )


def _require_sound(meeting: Meeting, details: MotionDetails) -> None:
    if not (details.get("title_zh", "").strip() or details.get("title_en", "").strip()):
        raise InvalidError(
            _("Give the motion a title in Chinese or in English."),
            code="title_missing",
            details={"field": "title_zh"},
        )
    if details.get("kind", "ordinary") not in motion_kinds(meeting):
        raise InvalidError(
            _("The charter profile knows no motions of this kind. Choose one from the list."),
            code="kind_unknown",
            details={"field": "kind"},
        )
    item = details.get("item")
    if item is not None and item.meeting_id != meeting.pk:
        raise InvalidError(
            _("The agenda item belongs to another meeting."),
            code="item_of_elsewhere",
            details={"field": "item"},
        )


def _require_numberable(motion: Motion) -> None:
    if motion.state != Motion.State.CARRIED:
        raise RuleError(
            _("Only what was carried becomes a resolution. “%(motion)s”: %(state)s.")
            % {"motion": motion.title, "state": motion.get_state_display()},
            code="not_carried",
        )
    known = Resolution.objects.filter(motion=motion).first()
    if known is not None:
        raise RuleError(
            _("This motion has its number already: %(serial)s.") % {"serial": known.serial},
            code="already_numbered",
        )


def _trimmed(details: MotionDetails) -> dict[str, Any]:
    return {name: value.strip() if isinstance(value, str) else value for name, value in details.items()}


def _serial(body: Body, year: int, number: int) -> str:
    named = Sentence(f"{body.name_zh}决议〔{year}〕{number}号", f"{body.name_en} resolution {year}-{number}")
    return (named.zh if body.name_zh else named.en)[-80:]


def _meeting_over(meeting: Meeting) -> RuleError:
    return RuleError(
        _("No more motions can be put: the meeting is %(state)s.") % {"state": meeting.get_state_display()},
        code="meeting_over",
    )
