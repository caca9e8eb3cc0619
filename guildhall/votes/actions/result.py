"""Tellers sign what was counted, and the result is declared."""

from dataclasses import asdict, replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import RuleError
from guildhall.core.models import in_language
from guildhall.core.sentences import Sentence
from guildhall.documents.actions import store_file
from guildhall.meetings import pulse
from guildhall.meetings.actions import settle_motion
from guildhall.meetings.models import Motion
from guildhall.meetings.permissions import require_may_run
from guildhall.registry.rules import Verdict
from guildhall.votes.actions.settling import settle_election
from guildhall.votes.actions.vote import ways_of
from guildhall.votes.models import Teller, Vote
from guildhall.votes.permissions import require_may_sign
from guildhall.votes.queries import Result, result_of

# The vote itself came to nothing: it is broken off and held again, whatever the figures say.
VOID = ("more_returned_than_issued", "no_quorum", "nobody_present", "nobody_entitled")


@transaction.atomic
def sign_result(teller: Teller, *, actor: User) -> Teller:
    """A scrutineer or teller signs what was counted: the hash of the bundle as it stands. Again after a new count.

    Refused before the count is complete, once the result is declared, and to everybody else.
    """
    require_may_sign(actor, teller)
    result = _complete(_taken(teller.vote))
    digest = result.written[1]
    Teller.objects.filter(pk=teller.pk).update(signed_at=timezone.now(), signed_hash=digest)
    teller.refresh_from_db(fields=["signed_at", "signed_hash"])
    record("teller.signed", actor=actor, subject=teller, vote=str(teller.vote_id), hash=digest)
    return teller


@transaction.atomic
def declare_result(vote: Vote, *, actor: User) -> Vote:
    """Read the result out: the charter's rule is applied to what was counted, the motion or election is settled.

    Refused while the vote is open, before the hand count is confirmed by a second person and every named teller has
    signed what was counted; where the vote is void (no quorum when it closed, more ballots than were handed out);
    and where the charter has no rule that tells the result. Void votes are broken off and held again.
    """
    require_may_run(actor, vote.meeting)
    result = _complete(_taken(vote))
    _require_signed(vote, result)
    said = result.said
    if said.ok is None or said.code in VOID:
        raise RuleError(
            in_language(said.sentence.zh, said.sentence.en),
            code=said.code,
            details={"verdict": said.as_data()},
        )
    content, digest = result.written
    vote.state, vote.declared_at = Vote.State.DECLARED, timezone.now()
    vote.tally, vote.outcome = result.count.as_data(), said.as_data()
    vote.bundle = store_file(
        association=vote.association, name=f"vote-{vote.pk}.txt", content=content, actor=actor
    )
    vote.bundle_hash = digest
    vote.save(update_fields=["state", "declared_at", "tally", "outcome", "bundle", "bundle_hash"])
    _settle(vote, result, actor)
    pulse.changed(vote.meeting)
    record(
        "vote.declared",
        actor=actor,
        subject=vote,
        hash=digest,
        counts=asdict(result.counts),
        result={"ok": said.ok, "code": said.code, "sentence": said.sentence.as_data()},
    )
    return vote


def _taken(vote: Vote) -> Vote:
    """The vote, held for this transaction, so that no count is entered between what is signed and what is declared."""
    vote.state = Vote.objects.select_for_update(no_key=True).values_list("state", flat=True).get(pk=vote.pk)
    vote.refresh_from_db(fields=["state", "closed_at", "counts"])
    return vote


def _complete(vote: Vote) -> Result:
    if vote.state != Vote.State.COUNTING:
        raise RuleError(
            _("Only a closed vote has a result to sign and to declare, once. This one is: %(state)s.")
            % {"state": vote.get_state_display()},
            code="vote_not_counting",
        )
    result = result_of(vote)
    if result is None:
        raise RuleError(
            _(
                "What was counted by hand has to be entered by one person and confirmed by a second one first."
            ),
            code="count_not_confirmed",
        )
    return result


def _require_signed(vote: Vote, result: Result) -> None:
    tellers = vote.tellers.select_related("person")
    missing = [one.person.name for one in tellers if one.signed_hash != result.written[1]]
    if missing:
        raise RuleError(
            _("Not everybody has signed what was counted: %(names)s.") % {"names": ", ".join(missing)},
            code="not_signed",
            details={"missing": missing},
        )


def _settle(vote: Vote, result: Result, actor: User) -> None:
    if vote.election_id is not None:
        settle_election(vote, actor=actor)
        return
    settle_motion(
        vote.motion,
        carried=result.verdict.ok is True,
        way=way_of(vote),
        counts=result.counts,
        tally=result.count.votes,
        verdict=_with_hash(result.verdict, vote.bundle_hash),
        actor=actor,
    )


def _with_hash(verdict: Verdict, digest: str) -> Verdict:
    """The rule's sentence with the bundle's hash at its end: so it stands in the minutes, which quote it."""
    zh, en = verdict.sentence.zh, verdict.sentence.en
    said = Sentence(f"{zh}表决数据包 SHA-256：{digest}。", f"{en} SHA-256 of the bundle: {digest}.")
    return replace(verdict, sentence=said)


def way_of(vote: Vote) -> str:
    """What the motion's record says of how it was voted."""
    ways = ways_of(vote.in_room, vote.online, is_secret=vote.is_secret)
    return ways[0] if len(ways) == 1 else Motion.Way.HYBRID
