"""Hands and paper ballots are counted by two persons, neither of whom sees the other's figures first."""

from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.core.models import in_language
from guildhall.core.sentences import Sentence
from guildhall.meetings.permissions import require_may_run
from guildhall.votes.models import Count, Vote
from guildhall.votes.permissions import require_may_count
from guildhall.votes.queries import count_entered, count_faults, differences_between
from guildhall.votes.tally import CountError

State = Count.State
COUNTED = (Vote.State.OPEN, Vote.State.COUNTING)


class CountDetails(TypedDict, total=False):
    """What one person counted. ``figures``: for, against and abstain of a motion; of an election by candidate."""

    figures: dict[str, Any]
    issued: int | None
    returned: int | None
    invalid: int | None


@transaction.atomic
def enter_count(vote: Vote, *, actor: User, **details: Unpack[CountDetails]) -> Count:
    """Enter hands or paper as the actor counted them. The first count waits; an equal second one confirms it.

    A second one that differs marks both, and both are set aside before it is counted again. Refused: more hands than
    seats in the room, ballots that do not fit those handed out by the roll, figures that do not add up; a
    second count by the same person; once a count is confirmed or the result declared.
    """
    require_may_count(actor, vote)
    _take(vote)
    _require_counted_now(vote)
    standing = list(vote.hand_counts.exclude(state=State.SET_ASIDE))
    _require_open_for(standing, actor)
    count = Count(association=vote.association, vote=vote, entered_by=actor, **_plain(vote, details))
    _require_fitting(vote, count)
    first = standing[0] if standing else None
    found = differences_between(first, count) if first else ()
    if first is not None:
        count.state = State.DIFFERS if found else State.CONFIRMED
        Count.objects.filter(pk=first.pk).update(state=count.state)
    count.save()
    _record(count, first, found, actor)
    return count


@transaction.atomic
def set_counts_aside(vote: Vote, *, actor: User) -> int:
    """The counts entered do not hold: it is counted again from the beginning. They stay in the record.

    Refused where nothing is entered and once the result is declared. Comes back: how many were set aside.
    """
    require_may_run(actor, vote.meeting)
    _take(vote)
    _require_counted_now(vote)
    changed = vote.hand_counts.exclude(state=State.SET_ASIDE).update(state=State.SET_ASIDE)
    if not changed:
        raise RuleError(_("No count is entered that could be set aside."), code="no_count")
    record("count.set_aside", actor=actor, subject=vote, counts=changed)
    return changed


def _take(vote: Vote) -> None:
    """Those who enter counts of one vote take turns: the second sees the first, whoever sent at the same moment."""
    vote.state = Vote.objects.select_for_update(no_key=True).values_list("state", flat=True).get(pk=vote.pk)


def _require_counted_now(vote: Vote) -> None:
    if not vote.is_counted_by_hand:
        raise RuleError(
            _("Everybody votes on a device here; nothing is counted by hand."), code="nothing_by_hand"
        )
    if vote.state not in COUNTED:
        raise RuleError(
            _("Counts are entered until the result is declared. This vote is: %(state)s.")
            % {"state": vote.get_state_display()},
            code="vote_over",
        )


def _require_open_for(standing: list[Count], actor: User) -> None:
    states = {count.state for count in standing}
    if State.CONFIRMED in states:
        raise RuleError(
            _("The count is confirmed by two persons already. Set it aside first to count again."),
            code="count_confirmed",
        )
    if State.DIFFERS in states:
        raise RuleError(_("Two counts differ. Set them aside first, then count again."), code="counts_differ")
    if any(count.entered_by_id == actor.pk for count in standing):
        raise RuleError(
            _("You have entered your count. A second person counts now and enters their own."),
            code="second_person_needed",
        )


def _plain(vote: Vote, details: CountDetails) -> CountDetails:
    """Hands are no ballots: nothing of them is issued or returned."""
    if vote.in_room == Vote.Means.HANDS:
        return {"figures": details.get("figures", {})}
    return details


def _require_fitting(vote: Vote, count: Count) -> None:
    if not _are_numbers(vote, count):
        raise InvalidError(
            _("State every figure as a whole number; 0 is one."),
            code="counts_missing",
            details={"field": "figures"},
        )
    fault = count_faults(vote, count)
    if fault is not None:
        raise InvalidError(in_language(fault[1].zh, fault[1].en), code=fault[0], details={"field": "figures"})
    try:
        count_entered(vote, count)
    except CountError as misfit:
        sentence = misfit.sentence
        raise InvalidError(
            in_language(sentence.zh, sentence.en), code=misfit.code, details={"field": "figures"}
        ) from misfit


def _are_numbers(vote: Vote, count: Count) -> bool:
    ballots = () if vote.in_room == Vote.Means.HANDS else (count.issued, count.returned, count.invalid)
    return all(_is_number(one) for one in (*ballots, *_numbers(vote, count.figures)))


def _numbers(vote: Vote, figures: dict[str, Any]) -> list[Any]:
    """Every figure that has to be there, None where it is missing."""
    marks = ("for", "against", "abstain")
    if vote.election_id is None:
        return [figures.get(mark) for mark in marks]
    given = [figures.get(one["id"]) for one in vote.slate]
    by_candidate = [one.get(mark) if isinstance(one, dict) else None for one in given for mark in marks]
    names = figures.get("write_ins", {})
    return by_candidate + (list(names.values()) if isinstance(names, dict) else [None])


def _is_number(given: Any) -> bool:
    return isinstance(given, int) and not isinstance(given, bool) and given >= 0


def _record(count: Count, first: Count | None, found: tuple[Sentence, ...], actor: User) -> None:
    about: dict[str, Any] = {"vote": str(count.vote_id), "count": str(count.pk)}
    if first is None:
        record("count.entered", actor=actor, subject=count, **about)
    elif found:
        said = [sentence.as_data() for sentence in found]
        record("count.differs", actor=actor, subject=count, first=str(first.pk), differences=said, **about)
    else:
        figures = count.figures
        record("count.confirmed", actor=actor, subject=count, first=str(first.pk), figures=figures, **about)
