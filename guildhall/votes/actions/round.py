"""A round of an election is put to the vote: the whole list, or the tied for the seats that are left."""

from collections.abc import Sequence
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.core.models import in_language
from guildhall.meetings.actions.motion import move_motion
from guildhall.meetings.models import Motion
from guildhall.meetings.permissions import require_may_run
from guildhall.meetings.queries import meeting_profile
from guildhall.registry.models import Person
from guildhall.registry.rules import are_counters_fit
from guildhall.votes.actions.election import wrong_state
from guildhall.votes.actions.vote import open_vote
from guildhall.votes.models import Candidate, Election, Teller, Vote
from guildhall.votes.queries.rounds import next_round


class RoundDetails(TypedDict, total=False):
    """How the round is held, and who watches (scrutineers) and counts (tellers) it."""

    in_room: str
    online: str
    is_secret: bool
    scrutineers: Sequence[Person]
    tellers: Sequence[Person]


@transaction.atomic
def open_round(election: Election, *, actor: User, **details: Unpack[RoundDetails]) -> Vote:
    """The list is put to the vote; after a tie, the tied for the seats that are left; after a void vote, the same again.

    Refused while the list is open or the election is over, where nobody is left to vote on, without a scrutineer and
    a teller, and where one of them is a candidate. Everything that ``open_vote`` refuses is refused.
    """
    require_may_run(actor, election.motion.meeting)
    election.refresh_from_db()
    if election.state != Election.State.LISTED:
        raise wrong_state(election)
    coming = next_round(election)
    if coming is None:
        raise RuleError(_("Nobody is left to vote on in another round."), code="nobody_left")
    tellers = _tellers(election, details)
    if election.motion.state == Motion.State.VOTING and coming.number > 1:
        # Between rounds the motion stays as it is: nothing of it may change before the last round.
        move_motion(election.motion, Motion.State.VOTING, state=Motion.State.PUT)
    vote = open_vote(
        election.motion,
        in_room=details.get("in_room", ""),
        online=details.get("online", ""),
        is_secret=details.get("is_secret", True),
        tellers=tellers,
        election=election,
        slate=coming.slate,
        seats=coming.seats,
        actor=actor,
    )
    record("election.round_opened", actor=actor, subject=election, vote=str(vote.pk), round=vote.number)
    return vote


def _tellers(election: Election, details: RoundDetails) -> list[tuple[Person, str]]:
    watching, counting = list(details.get("scrutineers", ())), list(details.get("tellers", ()))
    if not watching or not counting:
        raise InvalidError(
            _("Name at least one scrutineer and one teller, elected or appointed by the body."),
            code="tellers_missing",
            details={"field": "tellers" if watching else "scrutineers"},
        )
    named = [*watching, *counting]
    if len({person.pk for person in named}) != len(named):
        raise InvalidError(
            _("Nobody is scrutineer and teller of the same vote."),
            code="teller_twice",
            details={"field": "tellers"},
        )
    _require_no_candidates(election, named)
    profile = meeting_profile(election.motion.meeting)
    counted = {"scrutineers": len(watching), "tellers": len(counting), "candidates_among": 0}
    for verdict in are_counters_fit(profile, election.motion.kind, **counted):
        if verdict.ok is False:
            said = in_language(verdict.sentence.zh, verdict.sentence.en)
            raise InvalidError(said, code=verdict.code, details={"field": "tellers"})
    roles = [(person, Teller.Role.SCRUTINEER.value) for person in watching]
    return roles + [(person, Teller.Role.TELLER.value) for person in counting]


def _require_no_candidates(election: Election, named: Sequence[Person]) -> None:
    gone = (Candidate.State.DECLINED, Candidate.State.WITHDRAWN)
    standing = Candidate.objects.filter(election=election, person__in=named).exclude(state__in=gone)
    if first := standing.select_related("person").first():
        raise InvalidError(
            _("%(name)s stands in this election and can neither watch nor count it.")
            % {"name": first.person.name},
            code="candidate_is_teller",
            details={"field": "tellers"},
        )
