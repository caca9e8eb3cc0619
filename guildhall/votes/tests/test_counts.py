"""Hands and paper counted by two persons, paper and devices in one result, signatures, proxies."""

import pytest

from guildhall.core.errors import NotAllowedError, RuleError
from guildhall.meetings.models import Motion
from guildhall.meetings.tests.make_session import make_clerk, make_motion
from guildhall.votes import actions, queries
from guildhall.votes.models import Count, RollEntry
from guildhall.votes.tests.make import (
    STATED,
    cast_all,
    make_assembled,
    make_guest,
    make_vote,
    make_voter,
    make_voting_council,
    voters_of,
)

pytestmark = pytest.mark.django_db


def refused(act):
    with pytest.raises(RuleError) as refusal:
        act()
    return refusal.value.code


def figures(in_favour, against=0, abstain=0):
    return {"figures": {"for": in_favour, "against": against, "abstain": abstain}}


def test_hands_in_the_room_and_devices_online_are_one_result():
    vote = make_vote(make_assembled(in_room=3, online=2), in_room="hands")
    clerk, second = make_clerk(vote.meeting), make_clerk(vote.meeting)
    online = [row.voter.user for row in vote.roll.filter(channel="online")]
    for user in online:
        actions.cast_ballot(vote, marks="against", actor=user)
    actions.enter_count(vote, **figures(3), actor=clerk)
    actions.close_vote(vote, actor=clerk)

    assert refused(lambda: actions.declare_result(vote, actor=clerk)) == "count_not_confirmed"
    assert refused(lambda: actions.enter_count(vote, **figures(3), actor=clerk)) == "second_person_needed"
    [shown] = queries.counts_shown_to(vote, second)
    assert shown.figures == {}
    assert actions.enter_count(vote, **figures(3), actor=second).state == Count.State.CONFIRMED
    actions.declare_result(vote, actor=clerk)

    vote.motion.refresh_from_db()
    assert (vote.motion.for_count, vote.motion.against_count, vote.motion.way) == (3, 2, Motion.Way.HYBRID)
    assert vote.motion.state == Motion.State.CARRIED
    assert vote.bundle_hash in vote.motion.verdict["sentence"]["zh"]
    assert list(vote.roll.filter(channel="room").values_list("state", flat=True)) == ["by_hand"] * 3


def test_counts_that_differ_are_reported_and_counted_again():
    vote = make_vote(make_assembled(in_room=3, online=0), in_room="hands", online="")
    clerk, second, third = (make_clerk(vote.meeting) for _ in range(3))
    actions.enter_count(vote, **figures(3), actor=clerk)

    assert actions.enter_count(vote, **figures(2, 1), actor=second).state == Count.State.DIFFERS
    assert set(vote.hand_counts.values_list("state", flat=True)) == {"differs"}
    assert refused(lambda: actions.enter_count(vote, **figures(3), actor=third)) == "counts_differ"
    assert actions.set_counts_aside(vote, actor=clerk) == 2
    actions.enter_count(vote, **figures(2, 1), actor=clerk)
    assert actions.enter_count(vote, **figures(2, 1), actor=second).state == Count.State.CONFIRMED
    assert refused(lambda: actions.enter_count(vote, **figures(2, 1), actor=third)) == "count_confirmed"


@pytest.mark.parametrize(
    ("means", "given", "code"),
    [
        ("hands", figures(4), "more_hands_than_seats"),
        ("hands", {"figures": {"for": 1, "against": None, "abstain": 0}}, "counts_missing"),
        ("hands", {"figures": {"for": -1, "against": 0, "abstain": 0}}, "counts_missing"),
        ("paper", figures(2) | {"issued": 2, "returned": 2, "invalid": 0}, "issued_not_as_on_roll"),
        ("paper", figures(4) | {"issued": 3, "returned": 4, "invalid": 0}, "more_returned_than_issued"),
        ("paper", figures(1) | {"issued": 3, "returned": 3, "invalid": 1}, "votes_do_not_add_up"),
        ("paper", figures(3), "counts_missing"),
        ("device", figures(1), "nothing_by_hand"),
    ],
)
def test_figures_that_cannot_be_are_refused(means, given, code):
    vote = make_vote(make_assembled(in_room=3, online=0), in_room=means, online="")
    clerk = make_clerk(vote.meeting)
    if means == "paper":
        actions.issue_papers(vote, actor=clerk)

    assert refused(lambda: actions.enter_count(vote, **given, actor=clerk)) == code


def test_paper_and_secret_devices_are_one_ballot_and_one_vote_per_seat():
    vote = make_vote(make_assembled(in_room=3, online=2), in_room="paper", is_secret=True)
    clerk, second = make_clerk(vote.meeting), make_clerk(vote.meeting)
    assert actions.issue_papers(vote, actor=clerk) == 3
    holder = vote.roll.filter(state="issued").first()
    assert refused(lambda: actions.cast_ballot(vote, marks="for", actor=holder.voter.user)) == "has_paper"
    actions.take_back_paper(holder, actor=clerk)
    assert actions.issue_papers(vote, entries=[holder], actor=clerk) == 1
    cast_all(vote)
    counted = figures(1, 1) | {"issued": 3, "returned": 3, "invalid": 1}
    for actor in (clerk, second):
        actions.enter_count(vote, **counted, actor=actor)
    actions.close_vote(vote, actor=clerk)
    actions.declare_result(vote, actor=clerk)

    assert (vote.tally["issued"], vote.tally["returned"], vote.tally["valid"]) == (5, 5, 4)
    assert (vote.tally["for"], vote.tally["against"]) == (3, 1)
    assert not vote.roll.exclude(state__in=["voted", "issued"]).exists()


def test_nothing_is_declared_before_every_teller_has_signed_what_was_counted():
    meeting = make_assembled(in_room=2, online=2)
    counting = make_guest(meeting)
    vote = make_vote(
        motion=make_motion(meeting), in_room="hands", tellers=[(counting.people.get(), "teller")]
    )
    clerk, [teller] = make_clerk(meeting), vote.tellers.all()
    with pytest.raises(NotAllowedError):
        actions.enter_count(vote, **figures(1), actor=clerk)
    assert refused(lambda: actions.sign_result(teller, actor=counting)) == "vote_not_counting"
    actions.close_vote(vote, actor=clerk)
    assert refused(lambda: actions.sign_result(teller, actor=counting)) == "count_not_confirmed"
    Count.objects.create(
        association=vote.association, vote=vote, state="confirmed", entered_by=counting, **figures(2)
    )

    assert refused(lambda: actions.declare_result(vote, actor=clerk)) == "not_signed"
    with pytest.raises(NotAllowedError):
        actions.sign_result(teller, actor=clerk)
    actions.sign_result(teller, actor=counting)
    assert actions.declare_result(vote, actor=clerk).bundle_hash == teller.signed_hash


def test_a_proxy_votes_for_all_seats_held_in_one_go_unless_the_giver_comes():
    meeting = make_assembled(in_room=1, online=2, absent=1)
    clerk = make_clerk(meeting)
    holder, giver = (meeting.invitations.order_by("rank")[place] for place in (1, 3))
    proxy = actions.give_proxy(giver, holder=holder, actor=giver.person.user)
    vote = make_vote(motion=make_motion(meeting), is_secret=True)

    assert refused(lambda: actions.revoke_proxy(proxy, actor=clerk)) == "vote_open"
    receipt = actions.cast_ballot(vote, marks="for", actor=holder.person.user)
    assert (receipt.seats, len(receipt.phrases)) == (2, 2)
    assert vote.roll.get(by_proxy=True).invitation == giver
    actions.close_vote(vote, actor=clerk)
    assert (vote.counts["entitled"], vote.counts["present_online"]) == (4, 3)
    actions.revoke_proxy(proxy, actor=giver.person.user)
    assert refused(lambda: actions.revoke_proxy(proxy, actor=clerk)) == "proxy_revoked"
    again = make_vote(motion=make_motion(meeting))
    assert not again.roll.filter(by_proxy=True).exists()


def test_proxies_are_refused_to_oneself_twice_in_a_chain_and_where_the_charter_forbids_them():
    meeting = make_assembled(in_room=4, online=0)
    one, two, three, four = meeting.invitations.order_by("rank")
    clerk = make_clerk(meeting)

    def give(giver, holder, actor=clerk):
        return lambda: actions.give_proxy(giver, holder=holder, actor=actor)

    give(one, two)()
    assert refused(give(one, one)) == "not_two_voters"
    assert refused(give(one, three)) == "proxy_given"
    assert refused(give(two, three)) == "proxy_chain"
    assert refused(give(three, one)) == "proxy_chain"
    with pytest.raises(NotAllowedError):
        give(three, four, two.person.user)()


def test_a_vote_that_lost_its_quorum_is_void():
    meeting = make_assembled(in_room=3, online=0)
    vote = make_vote(motion=make_motion(meeting), online="")
    clerk = make_clerk(meeting)
    actions.cast_ballot(vote, marks="for", actor=voters_of(vote)[0])
    meeting.attendance.exclude(invitation=vote.roll.get(state=RollEntry.State.VOTED).invitation).delete()
    actions.close_vote(vote, actor=clerk)

    assert refused(lambda: actions.declare_result(vote, actor=clerk)) == "no_quorum"
    actions.abandon_vote(vote, reason="不足法定人数", actor=clerk)
    vote.motion.refresh_from_db()
    assert vote.motion.state == Motion.State.PUT


def test_a_person_holds_no_more_proxies_than_the_charter_says():
    body = make_voting_council(**{"bodies.council.proxies_max": STATED | {"value": 1}})
    meeting = make_assembled(body, in_room=5, online=0, absent=2)
    clerk = make_clerk(meeting)
    holder, *_others, first, second = meeting.invitations.entitled().order_by("pk")

    actions.give_proxy(first, holder=holder, actor=clerk)

    assert refused(lambda: actions.give_proxy(second, holder=holder, actor=clerk)) == "too_many_proxies"
    assert meeting.proxies.count() == 1


def test_a_proxy_does_not_hold_where_the_charter_excludes_it_for_a_kind_of_motion():
    body = make_voting_council(**{"motions.plan.proxies": STATED | {"value": "never"}})
    meeting = make_assembled(body, in_room=3, online=0, absent=1)
    holder, *_others, giver = meeting.invitations.entitled().order_by("pk")
    actions.give_proxy(giver, holder=holder, actor=make_clerk(meeting))

    plain, plan = make_vote(meeting), make_vote(motion=make_motion(meeting, kind="plan"))

    assert [vote.roll.filter(by_proxy=True).count() for vote in (plain, plan)] == [1, 0]


def test_somebody_invited_while_the_meeting_goes_on_is_entitled_and_counted():
    meeting = make_assembled(in_room=2, online=0)
    newcomer = make_voter(meeting, "on_site")
    vote = make_vote(motion=make_motion(meeting))
    cast_all(vote)

    actions.close_vote(vote, actor=make_clerk(meeting))
    actions.declare_result(vote, actor=make_clerk(meeting))

    vote.refresh_from_db()
    assert (vote.counts["entitled"], vote.counts["present_on_site"]) == (3, 3)
    assert vote.roll.get(invitation=newcomer).state == RollEntry.State.VOTED
    assert Motion.objects.get(pk=vote.motion_id).state == Motion.State.CARRIED
