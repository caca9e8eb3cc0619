"""Rounds of an election, their results, and the term that begins with them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from guildhall.core.errors import NotAllowedError
from guildhall.documents.queries import content_path
from guildhall.meetings.models import Meeting, Motion
from guildhall.meetings.tests.make import make_person, make_tenure
from guildhall.meetings.tests.make_session import make_clerk
from guildhall.registry.queries import holders
from guildhall.registry.tests.make import make_user_with_powers
from guildhall.votes import actions
from guildhall.votes.models import Candidate, Election
from guildhall.votes.queries.pack import pack_of
from guildhall.votes.queries.proclamation import proclamation_of
from guildhall.votes.queries.rounds import next_round
from guildhall.votes.tests.make import STATED
from guildhall.votes.tests.make_election import (
    BORN,
    FIRST_DAY,
    make_declared,
    make_electing_meeting,
    make_election,
    make_keeper,
    make_listed,
    make_round,
    refused,
)

pytestmark = pytest.mark.django_db


def test_a_round_needs_scrutineers_and_tellers_who_do_not_stand():
    election = make_listed()
    candidate = election.candidates.get().person
    other, third = make_person(election.association), make_person(election.association)
    given = {"election": election, "in_room": "device", "actor": make_clerk(election.motion.meeting)}

    refused("tellers_missing", actions.open_round, **given, scrutineers=[other])
    refused("teller_twice", actions.open_round, **given, scrutineers=[other], tellers=[other])
    refused("candidate_is_teller", actions.open_round, **given, scrutineers=[other], tellers=[candidate])
    actions.open_round(**given, scrutineers=[other], tellers=[third])
    early = make_election(election.motion.meeting)
    refused(
        "wrong_state", actions.open_round, **given | {"election": early}, scrutineers=[other], tellers=[third]
    )


def test_an_open_vote_is_refused_where_the_charter_asks_for_a_secret_ballot():
    election = make_listed()

    refused("secret_ballot_only", make_round, election=election, is_secret=False)


def test_the_elected_take_office_and_those_before_leave_on_the_eve(django_capture_on_commit_callbacks):
    election = make_listed(names=["丁一", "王芳", "高翔"], seats=2, contest="more")
    before = make_tenure(election.post, term_number=2, from_on=date(2022, 1, 1), to_on=date(2027, 6, 30))
    vote = make_declared(election, ballots=["FFA", "FFA", "F-S", "FAF"])
    election.refresh_from_db()

    # Ding has 4, Wang 2 of 4 present: more than half is needed, so Wang is not elected.
    assert vote.outcome["code"] == "vacancies"
    assert election.state == Election.State.LISTED
    coming = next_round(election)
    assert [one["name_zh"] for one in coming.slate] == ["王芳", "高翔"]
    assert (coming.seats, coming.number) == (1, 2)
    second = make_declared(election, ballots=["FA", "FA", "FA", "AA"])
    election.refresh_from_db()
    election.motion.refresh_from_db()
    assert (second.outcome["code"], election.state) == ("all_elected", Election.State.DECIDED)
    assert (election.motion.state, election.motion.way) == (
        Motion.State.CARRIED,
        Motion.Way.SECRET_ELECTRONIC,
    )
    assert election.candidates.get(state=Candidate.State.NOT_ELECTED).person.name_zh == "高翔"

    keeper = make_keeper(election)
    with pytest.raises(NotAllowedError):
        actions.take_office(election, actor=make_user_with_powers(election.association))
    actions.take_office(election, actor=keeper)

    names = {person.name_zh for person in holders(election.post, FIRST_DAY)}
    assert names == {"丁一", "王芳"}
    before.refresh_from_db()
    assert before.to_on == FIRST_DAY - timedelta(days=1)
    refused("wrong_state", actions.take_office, election=election, actor=keeper)


def test_a_tie_for_the_last_seat_is_voted_on_again_for_that_seat():
    election = make_listed(names=["丁一", "王芳", "高翔"], seats=2, contest="more")

    first = make_declared(election, ballots=["FF-", "F-F", "FF-", "F-F"])
    assert first.outcome["code"] == "vacancies"  # two of four are not more than half
    election = make_listed(make_electing_meeting(5), names=["丁一", "王芳", "高翔"], seats=2, contest="more")
    tied = make_declared(election, ballots=["F-F", "FF-", "F-F", "-FF", "FF-"])

    election.refresh_from_db()
    coming = next_round(election)
    assert (tied.outcome["code"], election.state) == ("tie", Election.State.LISTED)
    assert ([one["name_zh"] for one in coming.slate], coming.seats) == (["王芳", "高翔"], 1)
    assert election.candidates.get(state=Candidate.State.ELECTED).person.name_zh == "丁一"
    make_declared(election, ballots=["F-", "F-", "F-", "-F", "-F"])
    election.refresh_from_db()
    assert election.state == Election.State.DECIDED
    assert "王芳，共2名" in " ".join(one.zh for one in proclamation_of(election))


def test_write_ins_are_elected_once_they_accept():
    election = make_listed(names=["丁一"], seats=1)
    make_declared(election, ballots=["A+李 强", "A+李强", "S+李强", "F"])
    election.refresh_from_db()
    clerk, keeper = make_clerk(election.motion.meeting), make_keeper(election)
    assert election.state == Election.State.DECIDED
    assert [(one["name"], one["state"]) for one in election.written_in] == [("李强", "to_confirm")]
    refused("write_ins_waiting", actions.take_office, election=election, actor=keeper)
    election.refresh_from_db()

    given = {"election": election, "name": "李强", "accepts": True, "actor": clerk}
    refused("nobody_written_in", actions.confirm_written_in, **given | {"name": "某人"})
    refused("person_missing", actions.confirm_written_in, **given)
    listed = election.candidates.get().person
    refused("already_nominated", actions.confirm_written_in, **given, person=listed)
    old = make_person(election.association, name_zh="李强", born_on=date(1940, 1, 1))
    refused("unfit", actions.confirm_written_in, **given, person=old)
    person = make_person(election.association, name_zh="李强", born_on=BORN)
    actions.confirm_written_in(**given, person=person)
    actions.take_office(election, actor=keeper)

    assert list(holders(election.post, FIRST_DAY)) == [person]
    assert election.candidates.get(person=person).was_written_in


def test_an_election_ends_with_vacancies_that_are_named():
    election = make_listed(names=["丁一", "王芳"], seats=2)
    clerk = make_clerk(election.motion.meeting)
    refused("round_open", actions.conclude_election, election=election, reason="不再选", actor=clerk)
    make_declared(election, ballots=["FA", "FA", "FA", "FA"])

    refused("reason_missing", actions.conclude_election, election=election, reason="", actor=clerk)
    election.refresh_from_db()
    actions.conclude_election(election, reason="下次会议补选", actor=clerk)

    election.motion.refresh_from_db()
    assert election.state == Election.State.DECIDED
    assert "空缺1名" in election.motion.verdict["sentence"]["zh"]
    assert "空缺1名" in " ".join(one.zh for one in proclamation_of(election))


def test_where_the_charter_holds_no_other_round_vacancies_end_the_election():
    meeting = make_electing_meeting(**{"motions.election.second_round": STATED | {"value": False}})
    election = make_listed(meeting, names=["丁一", "王芳"], seats=2)

    make_declared(election, ballots=["FA", "FA", "FA", "FA"])

    election.refresh_from_db()
    assert election.state == Election.State.DECIDED


def test_a_broken_off_vote_is_held_again_on_the_same_list():
    election = make_listed()
    vote = make_round(election)

    actions.abandon_vote(vote, reason="设备故障", actor=make_clerk(vote.meeting))
    election.refresh_from_db()
    again = make_declared(election, ballots=["F"] * 4)

    election.refresh_from_db()
    assert (again.number, election.state) == (2, Election.State.DECIDED)


def test_an_election_is_broken_off_with_its_motion():
    election = make_listed()
    clerk = make_clerk(election.motion.meeting)
    vote = make_round(election)
    refused("vote_under_way", actions.abandon_election, election=election, reason="改期", actor=clerk)
    actions.abandon_vote(vote, reason="改期", actor=clerk)

    refused("reason_missing", actions.abandon_election, election=election, reason="", actor=clerk)
    actions.abandon_election(election, reason="改期", actor=clerk)

    election.motion.refresh_from_db()
    assert (election.state, election.motion.state) == (Election.State.ABANDONED, Motion.State.WITHDRAWN)


def test_the_pack_names_what_is_missing_and_is_verifiable():
    election = make_listed()
    clerk = make_clerk(election.motion.meeting)
    refused("not_decided", actions.issue_pack, election=election, actor=clerk)
    assert [part.name for part in pack_of(election) if not part.is_missing] == ["签到表"]
    Meeting.objects.filter(pk=election.motion.meeting_id).update(notified_at=timezone.now())
    election.refresh_from_db()
    make_declared(election, ballots=["F"] * 4)

    first = actions.issue_pack(election, actor=clerk)
    second = actions.issue_pack(election, actor=clerk)

    missing = {part.title.zh for part in pack_of(election) if part.is_missing}
    assert missing == {"会议纪要", "选举决议"}
    assert content_path(second.file).read_bytes().startswith(b"%PDF")
    first.refresh_from_db()
    assert first.state == first.State.REVOKED
    assert second.serial.startswith("选备")


def test_the_result_is_made_public_once_it_is_decided():
    election = make_listed()
    clerk = make_clerk(election.motion.meeting)
    with pytest.raises(NotAllowedError):
        actions.show_election(election, is_public=True, actor=clerk)
