"""A vote by devices from its opening to its result: named and secret."""

import pytest

from guildhall.audit.models import AuditEntry
from guildhall.core.errors import NotAllowedError, RuleError
from guildhall.meetings.models import Meeting, Motion
from guildhall.meetings.tests.make import make_meeting
from guildhall.meetings.tests.make_session import SOURCE, make_clerk, make_event, make_motion
from guildhall.votes import actions
from guildhall.votes.models import BoxBallot, Envelope, NamedBallot, RollEntry, Vote
from guildhall.votes.sealing import has_key
from guildhall.votes.tests.make import (
    cast_all,
    make_assembled,
    make_closed,
    make_guest,
    make_vote,
    make_voter,
    make_voting_council,
    voters_of,
)

pytestmark = pytest.mark.django_db


def test_a_named_vote_is_cast_closed_and_declared():
    vote = make_vote(make_assembled(in_room=2, online=2))
    first, *others = voters_of(vote)
    actions.cast_ballot(vote, marks="against", actor=first)
    for user in others[:2]:
        actions.cast_ballot(vote, marks="for", actor=user)

    actions.close_vote(vote, actor=(clerk := make_clerk(vote.meeting)))
    actions.declare_result(vote, actor=clerk)

    vote.motion.refresh_from_db()
    assert (vote.state, vote.motion.state) == (Vote.State.DECLARED, Motion.State.REJECTED)
    assert (vote.tally["for"], vote.tally["against"], vote.tally["abstain"]) == (2, 1, 0)
    assert vote.counts["present_on_site"], vote.counts["present_online"] == (2, 2)
    assert vote.outcome["code"] == "not_carried"
    assert NamedBallot.objects.filter(entry__voter__user=first).get().marks == "against"
    assert list(vote.roll.values_list("state", flat=True)) == ["voted"] * 3 + ["not_voted"]


def test_a_secret_vote_ends_with_a_box_that_knows_nobody(settings, django_capture_on_commit_callbacks):
    vote = make_vote(is_secret=True)
    phrases = cast_all(vote)
    assert Envelope.objects.count() == 4
    assert has_key(vote.pk, folder=settings.VOTE_KEYS)

    with django_capture_on_commit_callbacks(execute=True):
        actions.close_vote(vote, actor=(clerk := make_clerk(vote.meeting)))
    actions.declare_result(vote, actor=clerk)

    assert not Envelope.objects.exists()
    assert not has_key(vote.pk, folder=settings.VOTE_KEYS)
    assert set(BoxBallot.objects.values_list("phrase", flat=True)) == set(phrases)
    assert vote.outcome["code"] == "carried"
    line = AuditEntry.objects.get(action="vote.declared")
    assert line.details["hash"] == vote.bundle_hash
    assert set(AuditEntry.objects.filter(subject_type__startswith="votes").values_list("action", flat=True)) == {
        "vote.opened", "vote.closed", "vote.declared",
    }  # fmt: skip


def test_two_seats_are_one_answer_and_two_ballots():
    vote = make_vote(is_secret=True)
    row = RollEntry.objects.filter(vote=vote).first()
    RollEntry.objects.create(
        association=vote.association,
        vote=vote,
        invitation=row.invitation,
        place=2,
        voter=row.voter,
        channel=row.channel,
    )

    receipt = actions.cast_ballot(vote, marks="for", actor=row.voter.user)

    assert (receipt.seats, len(set(receipt.phrases))) == (2, 2)
    assert Envelope.objects.count() == 2


def test_counting_again_gives_the_same_bundle():
    vote = make_closed(is_secret=True)
    assert actions.declare_result(vote, actor=make_clerk(vote.meeting)).bundle.sha256 == vote.bundle_hash


def test_by_correspondence_nobody_has_to_be_there_and_the_case_is_stated():
    special = {"value": "special", "confidence": "C", "source": SOURCE}
    council = make_voting_council(**{"bodies.council.correspondence": special})
    meeting = make_meeting(council, state=Meeting.State.NOTIFIED, mode="correspondence")
    for _voter in range(3):
        make_voter(meeting, "")
    motion, clerk = make_motion(meeting), make_clerk(meeting)
    with pytest.raises(RuleError) as refusal:
        actions.open_vote(motion, online="device", actor=clerk)
    assert refusal.value.code == "correspondence_in_special_cases_only"

    vote = actions.open_vote(motion, online="device", special_case="台风，无法开会", actor=clerk)
    cast_all(vote)
    actions.close_vote(vote, actor=clerk)
    actions.declare_result(vote, actor=clerk)

    assert (vote.counts["by_correspondence"], vote.outcome["code"]) == (3, "carried")
    assert vote.rule["special_case"] == "台风，无法开会"


def test_a_stand_in_votes_for_the_seat_and_the_one_who_sent_them_does_not():
    meeting = make_assembled(in_room=0, online=2, absent=1)
    sender = meeting.invitations.order_by("rank").last()
    stand_in = make_guest(meeting)
    sender.stand_in, sender.reply = stand_in.people.get(), "stand_in"
    sender.save()
    make_event(sender, mode="online")
    vote = make_vote(motion=make_motion(meeting), in_room="")

    assert actions.cast_ballot(vote, marks="for", actor=stand_in).seats == 1
    with pytest.raises(NotAllowedError):
        actions.cast_ballot(vote, marks="for", actor=sender.person.user)
