"""An election from its preparation to the term that begins."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from guildhall.audit.models import AuditEntry
from guildhall.core.errors import NotAllowedError
from guildhall.meetings.models import Meeting, Motion
from guildhall.meetings.tests.make import make_person, make_post, make_tenure
from guildhall.meetings.tests.make_session import make_clerk
from guildhall.notices.models import Notice
from guildhall.registry.models import Post
from guildhall.registry.tests.make import make_organization, make_user, make_user_with_powers
from guildhall.votes import actions
from guildhall.votes.models import Candidate, Election
from guildhall.votes.tests.make import STATED
from guildhall.votes.tests.make_election import (
    make_candidate,
    make_director_post,
    make_electing_meeting,
    make_election,
    make_listed,
    make_round,
    refused,
)

pytestmark = pytest.mark.django_db


def test_an_election_stands_on_the_agenda_with_its_motion():
    meeting = make_electing_meeting()

    election = make_election(meeting, seats=15, contest="more")

    assert (election.motion.kind, election.motion.state) == ("election", Motion.State.PUT)
    assert election.motion.item.title_zh == "选举第三届理事"
    assert (election.state, election.started_on) == (Election.State.NOMINATING, timezone.localdate())
    assert AuditEntry.objects.filter(action="election.prepared", subject_id=str(election.pk)).exists()


def test_an_election_is_prepared_only_by_those_who_prepare_the_meeting():
    meeting = make_electing_meeting()

    refused(
        "not_allowed",
        actions.prepare_election,
        meeting=meeting,
        post=make_director_post(meeting),
        actor=make_user_with_powers(meeting.association),
    )


@pytest.mark.parametrize(
    ("mode", "rules", "code"),
    [
        ("correspondence", {}, "not_by_correspondence"),
        ("hybrid", {"motions.election.bodies": STATED | {"value": ["assembly"]}}, "wrong_body"),
        ("hybrid", {"motions.election.contest": STATED | {"value": "more"}}, "contest_not_allowed"),
    ],
)
def test_what_the_charter_forbids_cannot_be_prepared(mode, rules, code):
    meeting = make_electing_meeting(**rules)
    Meeting.objects.filter(pk=meeting.pk).update(mode=mode)
    meeting.refresh_from_db()

    refused(
        code,
        actions.prepare_election,
        meeting=meeting,
        post=make_director_post(meeting),
        contest="equal",
        actor=make_clerk(meeting),
    )


def test_two_elections_of_a_post_are_not_under_way_in_one_meeting():
    election = make_election()
    meeting = election.motion.meeting

    refused(
        "election_under_way",
        actions.prepare_election,
        meeting=meeting,
        post=election.post,
        actor=make_clerk(meeting),
    )


def test_the_slower_of_two_who_change_an_election_is_told():
    election = make_election()
    clerk = make_clerk(election.motion.meeting)

    actions.change_election(election, version=1, seats=2, term_number=4, actor=clerk)
    election.motion.refresh_from_db()
    assert election.motion.title_zh == "选举第四届理事"

    refusal = refused(
        "changed_meanwhile", actions.change_election, election=election, version=1, seats=3, actor=clerk
    )
    assert refusal.details["stands"] == {"seats": "2"}


def test_members_nominate_until_nominations_close():
    election = make_election(nominate_by=timezone.now() + timedelta(hours=1))
    voter = voters_of_meeting(election)
    person = make_person(election.association, user=make_user(), email="a@example.org")

    candidate = actions.nominate(election, person, stands=True, actor=voter)

    assert candidate.state == Candidate.State.NOMINATED  # a member cannot say that somebody else agrees
    assert candidate.nominated_by == voter.people.get().name
    assert Notice.objects.filter(kind="elections", user=person.user).exists()
    Election.objects.update(nominate_by=timezone.now() - timedelta(seconds=1))
    election.refresh_from_db()
    refused(
        "nominations_closed",
        actions.nominate,
        election=election,
        person=make_person(election.association),
        actor=voter,
    )
    stranger = make_user_with_powers(election.association)
    with pytest.raises(NotAllowedError):
        actions.nominate(election, person, actor=stranger)


def voters_of_meeting(election):
    return election.motion.meeting.invitations.first().person.user


def test_who_nominates_themselves_stands():
    election = make_election()
    voter = voters_of_meeting(election)

    assert actions.nominate(election, voter.people.get(), actor=voter).state == Candidate.State.STANDING


def test_names_are_pasted_out_of_a_table_all_or_none():
    election = make_election()
    clerk = make_clerk(election.motion.meeting)
    unit = make_organization(election.association, name_zh="某厂")
    for name, of in (("丁一", None), ("王芳", None), ("王芳", unit)):
        make_person(election.association, name_zh=name, organization=of)

    refusal = refused(
        "names_unclear",
        actions.nominate_names,
        election=election,
        names="丁一\n王芳\n无名\t某厂",
        actor=clerk,
    )

    assert refusal.details["lines"] == ["王芳", "无名 某厂"]
    assert not election.candidates.exists()
    made = actions.nominate_names(election, "丁一\n王芳\t某厂", stands=True, actor=clerk)
    assert [(one.person.name_zh, one.organization) for one in made] == [("丁一", None), ("王芳", unit)]
    assert {one.state for one in made} == {Candidate.State.STANDING}
    refused("already_nominated", actions.nominate_names, election=election, names="丁一", actor=clerk)


def test_the_nominated_answer_for_themselves_and_may_be_put_forward_again():
    election = make_election()
    candidate = make_candidate(election, stands=False, user=make_user())
    own = candidate.person.user

    actions.answer_nomination(candidate, stands=False, actor=own)
    assert candidate.state == Candidate.State.DECLINED
    with pytest.raises(NotAllowedError):
        actions.answer_nomination(candidate, stands=True, actor=make_user_with_powers(election.association))
    again = actions.nominate(election, candidate.person, actor=make_clerk(election.motion.meeting))
    assert (again.pk, again.state) == (candidate.pk, Candidate.State.NOMINATED)
    actions.answer_nomination(again, stands=True, statement_zh="愿为会员服务", actor=own)
    again.refresh_from_db()
    assert (again.state, again.statement_zh) == (Candidate.State.STANDING, "愿为会员服务")


def test_a_name_is_taken_off_with_a_reason():
    election = make_election()
    candidate = make_candidate(election)
    clerk = make_clerk(election.motion.meeting)

    refused("reason_missing", actions.withdraw_candidate, candidate=candidate, actor=clerk)
    actions.withdraw_candidate(candidate, reason="本人来函", actor=clerk)

    assert (candidate.state, candidate.reason) == (Candidate.State.WITHDRAWN, "本人来函")
    refused("wrong_state", actions.withdraw_candidate, candidate=candidate, reason="再", actor=clerk)


def test_the_list_is_fixed_in_order_of_strokes_and_kept_with_the_verdicts():
    election = make_listed(names=["高翔", "丁一", "王芳"], seats=2, contest="more")

    places = [(one.place, one.person.name_zh) for one in election.candidates.order_by("place")]
    assert places == [(1, "丁一"), (2, "王芳"), (3, "高翔")]
    fitness = election.candidates.first().fitness
    assert fitness["ok"] is True
    assert {one["code"] for one in fitness["verdicts"]} == {"age_allowed", "terms_allowed"}
    refused("wrong_state", actions.fix_slate, election=election, actor=make_clerk(election.motion.meeting))
    candidate = election.candidates.first()
    candidate.election = election
    refused(
        "list_fixed",
        actions.withdraw_candidate,
        candidate=candidate,
        reason="晚",
        actor=make_clerk(election.motion.meeting),
    )


@pytest.mark.parametrize(
    ("names", "details", "code"),
    [
        (["丁一"], {"seats": 2}, "too_few_candidates"),
        (["丁一", "王芳"], {"seats": 1}, "too_many_candidates"),
        (["丁一", "王芳"], {"seats": 2, "contest": "more"}, "too_few_candidates"),
    ],
)
def test_a_list_has_as_many_names_as_the_seats_demand(names, details, code):
    election = make_election(names=names, **details)

    refused(code, actions.fix_slate, election=election, actor=make_clerk(election.motion.meeting))

    election.refresh_from_db()
    assert election.state == Election.State.NOMINATING


def test_whoever_may_not_hold_the_post_is_not_listed():
    election = make_election(names=["丁一"], seats=2)
    clerk = make_clerk(election.motion.meeting)
    old = make_candidate(election, "王老", born_on=date(1950, 1, 1))

    refusal = refused("unfit", actions.fix_slate, election=election, actor=clerk)
    assert refusal.details["names"] == ["王老"]
    actions.withdraw_candidate(old, reason="超龄", actor=clerk)
    third = make_candidate(election, "三届")
    for term, years in ((1, 2017), (2, 2022)):
        make_tenure(
            election.post,
            third.person,
            term_number=term,
            from_on=date(years, 1, 1),
            to_on=date(years + 4, 12, 31),
        )
    assert refused("unfit", actions.fix_slate, election=election, actor=clerk).details["names"] == ["三届"]
    actions.withdraw_candidate(third, reason="连任两届", actor=clerk)
    make_candidate(election, "不详", born_on=None)
    refused("fitness_unknown", actions.fix_slate, election=election, actor=clerk)
    fixed = actions.fix_slate(election, checked="秘书处核对身份证", actor=clerk)
    assert fixed.candidates.get(person__name_zh="不详").fitness["checked"] == "秘书处核对身份证"


def test_a_supervisor_is_no_director_and_a_hired_one_has_no_limit_of_terms():
    meeting = make_electing_meeting()
    directors = make_director_post(meeting)
    post = make_post(meeting.body, kind=Post.Kind.SUPERVISOR, name_zh="监事", name_en="Supervisor")
    election = make_election(meeting, post=post)
    candidate = make_candidate(election)
    make_tenure(directors, candidate.person)

    refused("unfit", actions.fix_slate, election=election, actor=make_clerk(meeting))


def test_the_list_is_opened_again_only_before_a_vote():
    election = make_listed()
    clerk = make_clerk(election.motion.meeting)

    refused("reason_missing", actions.unfix_slate, election=election, reason=" ", actor=clerk)
    actions.unfix_slate(election, reason="漏列一人", actor=clerk)
    assert election.state == Election.State.NOMINATING
    assert election.candidates.get().place is None
    actions.fix_slate(election, actor=clerk)
    make_round(election)
    refused("vote_begun", actions.unfix_slate, election=election, reason="改", actor=clerk)
