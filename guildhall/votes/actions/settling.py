"""What a declared round makes of an election: who is elected, whether there is another round, when it is over."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.core.models import in_language
from guildhall.core.sentences import Sentence
from guildhall.meetings.actions import settle_motion
from guildhall.meetings.models import Motion
from guildhall.meetings.permissions import require_may_prepare
from guildhall.registry.models import Person
from guildhall.registry.rules import Counts, Verdict
from guildhall.votes.actions.candidate import require_not_a_teller
from guildhall.votes.actions.election import wrong_state
from guildhall.votes.actions.vote import ways_of
from guildhall.votes.models import Candidate, Election, Vote
from guildhall.votes.queries.fitness import fitness_of


@transaction.atomic
def settle_election(vote: Vote, *, actor: User) -> Election:
    """A round was declared: those it elected are elected, and where all seats are filled the election is over.

    Called by ``declare_result``, which has refused a void vote. A tie or a vacancy leaves the election open for another
    round, unless the charter holds none. Somebody written in waits for ``confirm_written_in``.
    """
    election = vote.election
    if election is None:
        raise ValueError("this vote is on no election")
    outcome = vote.outcome
    elected = set(outcome["elected"])
    chosen = Candidate.objects.filter(election=election, pk__in=[one for one in elected if ":" not in one])
    chosen.update(state=Candidate.State.ELECTED)
    _keep_written_in(election, vote, elected)
    is_over = outcome["ok"] is True or (
        outcome["code"] == "vacancies" and outcome.get("second_round") is False
    )
    if is_over:
        _decide(election, vote, actor)
    record(
        "election.round_settled",
        actor=actor,
        subject=election,
        round=vote.number,
        outcome=outcome["code"],
        elected=len(outcome["elected"]),
        seats_left=outcome["seats_left"] or outcome["vacancies"],
    )
    return election


@transaction.atomic
def conclude_election(election: Election, *, reason: str, actor: User) -> Election:
    """No other round is held: the election is over, and the seats that nobody won stay vacant. With a reason.

    Refused before a round was declared, while one is open, and where nobody was elected at all.
    """
    require_may_prepare(actor, election.motion.meeting)
    if not reason.strip():
        raise InvalidError(
            _("Say why no other round is held."), code="reason_missing", details={"field": "reason"}
        )
    latest = election.votes.exclude(state=Vote.State.ABANDONED).order_by("number").last()
    if latest is None or latest.state != Vote.State.DECLARED:
        raise RuleError(
            _("No round of this election has been declared, or one is still open."), code="round_open"
        )
    _decide(election, latest, actor)
    record("election.concluded", actor=actor, subject=election, reason=reason.strip())
    return election


@transaction.atomic
def confirm_written_in(
    election: Election, *, name: str, accepts: bool, person: Person | None = None, actor: User
) -> Election:
    """Somebody elected without having stood accepts, and is known to the registry; or declines: the seat stays vacant.

    Refused for a name that nobody wrote in, without the person where they accept, for one whom the charter's rules
    forbid the post, for candidates of the list, and for who watched or counted the vote.
    """
    require_may_prepare(actor, election.motion.meeting)
    waiting = Election.objects.select_for_update().get(pk=election.pk)
    rows = [dict(one) for one in waiting.written_in]
    row = next((one for one in rows if one["name"] == name and one["state"] == "to_confirm"), None)
    if row is None:
        raise RuleError(
            _("Nobody of this name waits to be confirmed: %(name)s.") % {"name": name},
            code="nobody_written_in",
        )
    row["state"] = "confirmed" if accepts else "declined"
    if accepts:
        _add_elected(waiting, person, actor)
    Election.objects.filter(pk=election.pk).update(written_in=rows, version=F("version") + 1)
    election.refresh_from_db()
    record(
        "election.write_in_confirmed" if accepts else "election.write_in_declined",
        actor=actor,
        subject=election,
        name=name,
    )
    return election


def _add_elected(election: Election, person: Person | None, actor: User) -> None:
    if person is None or person.association_id != election.association_id:
        raise InvalidError(
            _("Choose the person from the registry; enter them there first where they are not known."),
            code="person_missing",
            details={"field": "person"},
        )
    require_not_a_teller(election, person)
    if Candidate.objects.filter(election=election, person=person).exists():
        raise InvalidError(
            _("%(name)s is a candidate of this election already.") % {"name": person.name},
            code="already_nominated",
            details={"field": "person"},
        )
    candidate = Candidate(
        association=election.association,
        election=election,
        person=person,
        organization=person.organization,
        state=Candidate.State.ELECTED,
        was_written_in=True,
        entered_by=actor,
    )
    fitness = fitness_of(election, [candidate])[candidate.pk]
    if fitness.ok is False:
        raise RuleError(
            in_language(fitness.sentence.zh, fitness.sentence.en), code="unfit", details={"field": "person"}
        )
    candidate.fitness = fitness.as_data()
    candidate.save(force_insert=True)


def _keep_written_in(election: Election, vote: Vote, elected: set[str]) -> None:
    names = [
        {"name": one["name_zh"] or one["name_en"], "vote": str(vote.pk), "state": "to_confirm"}
        for one in vote.outcome["standings"]
        if one["written_in"] and one["id"] in elected
    ]
    if names:
        Election.objects.filter(pk=election.pk).update(written_in=[*election.written_in, *names])


def _decide(election: Election, vote: Vote, actor: User) -> None:
    """The election is over: who was not elected was not, and its motion is carried if anybody was."""
    decided = Election.objects.filter(pk=election.pk, state=Election.State.LISTED)
    if not decided.update(state=Election.State.DECIDED, version=F("version") + 1):
        election.refresh_from_db(fields=["state"])
        raise wrong_state(election)
    Candidate.objects.filter(election=election, state=Candidate.State.STANDING).update(
        state=Candidate.State.NOT_ELECTED
    )
    election.refresh_from_db()
    elected = _names_of_elected(election)
    settle_motion(
        election.motion,
        carried=bool(elected),
        way=_way(vote),
        counts=_counts(vote.counts),
        tally=None,
        verdict=_verdict(election, vote, elected),
        actor=actor,
    )


def _counts(kept: dict[str, Any]) -> Counts:
    names = Counts.__dataclass_fields__
    return Counts(**{name: value for name, value in kept.items() if name in names})


def _names_of_elected(election: Election) -> list[Sentence]:
    """Whoever was elected in any round in the order of the ballot, then those written in."""
    chosen = election.candidates.filter(state=Candidate.State.ELECTED).select_related("person")
    people = [one.person for one in chosen.order_by("place", "id")]
    written = [one["name"] for one in election.written_in if one["state"] == "to_confirm"]
    names = [Sentence(one.name_zh or one.name_en, one.name_en or one.name_zh) for one in people]
    return names + [Sentence(name, name) for name in written]


def _verdict(election: Election, vote: Vote, elected: list[Sentence]) -> Verdict:
    """Who is elected, how many seats stay vacant, and the hash of every round's bundle: so it stands in the minutes."""
    count, seats = len(elected), election.seats
    left = seats - count
    zh, en = "、".join(one.zh for one in elected), ", ".join(one.en for one in elected)
    vacant = Sentence(f"；空缺{left}名", f"; {left} left vacant") if left else Sentence("", "")
    named = Sentence(f"：{zh}" if zh else "", f": {en}" if en else "")
    held = election.votes.filter(state=Vote.State.DECLARED).order_by("number")
    hashes = held.values_list("bundle_hash", flat=True)
    return Verdict(
        ok=count > 0,
        code=vote.outcome["code"],
        sentence=Sentence(
            f"应选{seats}名，选出{count}名{named.zh}{vacant.zh}。"
            + "".join(f"表决数据包 SHA-256：{digest}。" for digest in hashes),
            f"{count} of {seats} elected{named.en}{vacant.en}."
            + "".join(f" SHA-256 of the bundle: {digest}." for digest in hashes),
        ),
    )


def _way(vote: Vote) -> str:
    ways = ways_of(vote.in_room, vote.online, is_secret=vote.is_secret)
    return ways[0] if len(ways) == 1 else Motion.Way.HYBRID.value
