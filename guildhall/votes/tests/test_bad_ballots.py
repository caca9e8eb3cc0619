"""What is refused at the ballot box and in opening a vote, each with its sentence, by every door."""

import pytest
from django.utils import timezone

from guildhall.core.errors import RuleError
from guildhall.meetings import actions as meeting_actions
from guildhall.meetings.models import Motion
from guildhall.meetings.tests.make_session import make_clerk, make_event, make_motion
from guildhall.votes import actions
from guildhall.votes.models import NamedBallot, RollEntry, Vote
from guildhall.votes.tests.make import make_assembled, make_guest, make_vote, voters_of

pytestmark = pytest.mark.django_db


def refused(act):
    with pytest.raises(RuleError) as refusal:
        act()
    assert str(refusal.value.message)
    return refusal.value.code


def cast(vote, user, marks="for", **details):
    return lambda: actions.cast_ballot(vote, marks=marks, actor=user, **details)


def test_a_second_ballot_a_strangers_and_one_after_closing_are_refused():
    vote = make_vote()
    first, second, *_others = voters_of(vote)
    cast(vote, first)()

    assert refused(cast(vote, first, "against")) == "already_voted"
    assert refused(cast(vote, make_guest(vote.meeting))) == "not_entitled"
    actions.close_vote(vote, actor=make_clerk(vote.meeting))
    assert refused(cast(vote, second)) == "vote_closed"
    assert refused(cast(Vote.objects.get(pk=vote.pk), first)) == "vote_closed"
    assert NamedBallot.objects.get().marks == "for"


def test_a_ballot_that_was_read_as_open_is_refused_when_the_vote_closed_meanwhile():
    vote = make_vote()
    stale = Vote.objects.get(pk=vote.pk)
    actions.close_vote(vote, actor=make_clerk(vote.meeting))

    assert refused(cast(stale, voters_of_all(vote)[0])) == "vote_closed"
    assert not NamedBallot.objects.exists()


def voters_of_all(vote):
    return [row.voter.user for row in vote.roll.select_related("voter__user")]


@pytest.mark.parametrize("secret", [True, False])
def test_marks_that_mean_nothing_are_refused(secret):
    vote = make_vote(is_secret=secret)
    user = voters_of(vote)[0]

    assert refused(cast(vote, user, "maybe")) == "unknown_mark"
    assert refused(cast(vote, user, "for", write_ins=["某人"])) == "unknown_mark"
    assert vote.roll.filter(state="voted").count() == 0


@pytest.mark.parametrize(
    ("marks", "names", "code"),
    [
        ("FF", (), "wrong_length"),
        ("FXF", (), "unknown_mark"),
        ("FFF", (), "too_many_marks"),
        ("FFA", ("欧阳某",), "too_many_marks"),
        ("F--", ("王芳",), "write_in_on_slate"),
    ],
)
def test_an_election_ballot_that_would_be_invalid_is_refused_at_the_door(marks, names, code):
    from guildhall.registry.tests.make import make_post
    from guildhall.votes.models import Election

    motion = make_motion(make_assembled())
    election = Election.objects.create(
        association=motion.association, motion=motion, post=make_post(motion.meeting.body), seats=2
    )
    slate = [
        {"id": str(n), "name_zh": name, "name_en": ""} for n, name in enumerate(("王芳", "李勇", "赵静"))
    ]
    vote = make_vote(motion=motion, is_secret=True, election=election, slate=slate, seats=2)
    user = voters_of(vote)[0]

    assert refused(cast(vote, user, marks, write_ins=names)) == code
    assert cast(vote, user, "FA-", write_ins=["欧阳某"])().seats == 1


def test_who_is_recused_absent_or_counted_by_hand_does_not_vote_on_a_device():
    meeting = make_assembled(in_room=3, online=2, absent=1)
    motion = make_motion(meeting)
    out, *_rest = meeting.invitations.order_by("rank")
    clerk = make_clerk(meeting)
    meeting_actions.declare_recusal(motion, invitation=out, reason="关联企业", actor=clerk)
    vote = make_vote(motion=motion, in_room="hands")
    in_room = vote.roll.filter(channel="room", state="may_vote").first().voter.user
    absent = vote.roll.get(channel="absent").voter.user
    gone = vote.roll.filter(channel="online").first()
    make_event(gone.invitation, "out", mode="online", at=timezone.now())

    assert refused(cast(vote, out.person.user)) == "recused"
    assert refused(cast(vote, in_room)) == "not_by_device"
    assert refused(cast(vote, absent)) == "absent"
    assert refused(cast(vote, gone.voter.user)) == "absent"


def test_who_comes_late_votes_from_where_they_came():
    vote = make_vote(make_assembled(absent=1), in_room="hands")
    late = vote.roll.get(channel="absent")
    make_event(late.invitation, mode="online", at=timezone.now())

    cast(vote, late.voter.user)()

    late.refresh_from_db()
    assert (late.state, late.channel) == (RollEntry.State.VOTED, RollEntry.Channel.ONLINE)


def test_who_goes_online_is_moved_unless_the_room_is_counted():
    vote = make_vote(in_room="hands")
    clerk = make_clerk(vote.meeting)
    entry = vote.roll.filter(channel="room").first()
    make_event(entry.invitation, mode="online", at=timezone.now())

    assert actions.follow_attendance(vote, actor=clerk) == 1
    cast(vote, entry.voter.user)()
    other = vote.roll.filter(channel="room").first()
    actions.enter_count(vote, figures={"for": 1, "against": 0, "abstain": 0}, actor=clerk)
    assert refused(lambda: actions.move_voter(other, channel="online", actor=clerk)) == "room_counted"
    assert refused(lambda: actions.move_voter(entry, channel="room", actor=clerk)) == "room_counted"


@pytest.mark.parametrize(
    ("kind", "mode", "means", "code"),
    [
        ("ordinary", "hybrid", {"in_room": "hands", "is_secret": True}, "hands_not_secret"),
        ("ordinary", "hybrid", {}, "means_unknown"),
        ("ordinary", "hybrid", {"in_room": "shouting"}, "means_unknown"),
        ("ordinary", "hybrid", {"online": "hands"}, "means_unknown"),
        ("ordinary", "on_site", {"online": "device"}, "nobody_online"),
        ("ordinary", "online", {"in_room": "paper"}, "nobody_in_room"),
        ("election", "hybrid", {"in_room": "hands"}, "secret_ballot_only"),
        ("election", "hybrid", {"in_room": "paper", "online": "device"}, "secret_ballot_only"),
        ("dues_standard", "hybrid", {"in_room": "hands"}, "wrong_body"),
    ],
)
def test_what_the_rules_forbid_is_not_opened(settings, kind, mode, means, code):
    motion = make_motion(make_assembled(mode=mode), kind=kind)
    clerk = make_clerk(motion.meeting)

    assert refused(lambda: actions.open_vote(motion, **means, actor=clerk)) == code
    motion.refresh_from_db()
    assert motion.state == Motion.State.PUT
    assert not list(settings.VOTE_KEYS.glob("*.key"))


def test_no_vote_without_a_quorum_nor_twice_at_once_and_no_key_stays_behind(settings):
    meeting = make_assembled(in_room=3, online=0)
    motion = make_motion(meeting)
    vote = make_vote(motion=motion, is_secret=True)

    assert refused(lambda: make_vote(motion=motion, is_secret=True)) == "vote_under_way"
    for invitation in meeting.invitations.all()[:2]:
        make_event(invitation, "out", at=timezone.now())
    other = make_motion(meeting)
    assert refused(lambda: make_vote(motion=other, is_secret=True)) == "quorum_lost"
    assert [path.stem for path in settings.VOTE_KEYS.iterdir()] == [vote.pk.hex]


def test_a_vote_whose_key_is_lost_is_broken_off_and_held_again(settings, django_capture_on_commit_callbacks):
    vote = make_vote(is_secret=True)
    clerk = make_clerk(vote.meeting)
    cast(vote, voters_of(vote)[0])()
    for key in settings.VOTE_KEYS.iterdir():
        key.unlink()

    assert refused(lambda: actions.close_vote(vote, actor=clerk)) == "key_lost"
    assert refused(lambda: actions.abandon_vote(vote, reason=" ", actor=clerk)) == "reason_missing"
    with django_capture_on_commit_callbacks(execute=True):
        actions.abandon_vote(vote, reason="密钥丢失", actor=clerk)
    assert not vote.envelopes.exists()
    again = make_vote(motion=vote.motion, is_secret=True)
    assert (again.number, again.state) == (2, "open")
    assert refused(lambda: actions.abandon_vote(vote, reason="再次", actor=clerk)) == "vote_over"


def test_an_altered_envelope_is_reported_and_nothing_is_counted():
    vote = make_vote(is_secret=True)
    cast(vote, voters_of(vote)[0])()
    envelope = vote.envelopes.get()
    envelope.content = bytes(envelope.content)[:-1] + b"x"
    envelope.save()

    assert refused(lambda: actions.close_vote(vote, actor=make_clerk(vote.meeting))) == "seal_broken"


def test_a_motion_does_not_change_once_the_vote_is_open():
    vote = make_vote()
    version, clerk = vote.motion.version, make_clerk(vote.meeting)

    def change():
        meeting_actions.change_motion(vote.motion, title_zh="另议", version=version, actor=clerk)

    assert refused(change) == "vote_under_way"
