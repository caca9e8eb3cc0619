from datetime import date

import pytest

from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.registry import actions
from guildhall.registry.models import Tenure
from guildhall.registry.queries import holders, posts_of
from guildhall.registry.tests.make import (
    make_association,
    make_body,
    make_charter_profile,
    make_person,
    make_post,
    make_tenure,
    make_top_body,
    make_user_with_powers,
)

pytestmark = pytest.mark.django_db
DAY = date(2025, 6, 15)
TEXT = {"zh": "章程", "en": "Charter"}


@pytest.fixture
def association():
    association = make_association()
    age = {"value": 70, "source": TEXT, "confidence": "B"}
    rules = {"key": "own", "name": TEXT, "rules": {"posts.president.age_max": age}}
    make_charter_profile(association, rules=rules)
    return association


@pytest.fixture
def keeper(association):
    return make_user_with_powers(association, Power.MANAGE)


@pytest.fixture
def post(association):
    return make_post(make_top_body(association))


def test_somebody_is_appointed_for_a_numbered_term(post, keeper):
    person = make_person(post.association)

    actions.appoint(
        post,
        person,
        from_on=DAY,
        to_on=date(2030, 6, 14),
        term_number=3,
        reason="第三届理事会第一次会议",
        actor=keeper,
    )

    assert list(holders(post, DAY)) == [person]
    assert list(posts_of(person, date(2030, 6, 14))) == [post]
    assert list(holders(post, date(2030, 6, 15))) == []
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.details["term_number"]) == ("tenure.begun", 3)


def test_a_branch_secretary_appoints_only_in_the_own_branch(association, post):
    branch = make_body(association, kind="branch")
    secretary = make_user_with_powers(association, Power.MANAGE, body=branch)
    person = make_person(association)

    actions.appoint(make_post(branch), person, from_on=DAY, actor=secretary)

    with pytest.raises(NotAllowedError):
        actions.appoint(post, person, from_on=DAY, actor=secretary)


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        (date(2025, 1, 1), None),
        (None, date(2025, 6, 15)),
        (date(2025, 12, 31), date(2026, 1, 1)),
        (None, None),
        (date(2025, 7, 1), date(2025, 7, 2)),
    ],
)
def test_nobody_holds_a_post_twice_at_a_time(post, keeper, begin, end):
    person = make_person(post.association)
    make_tenure(post, person, from_on=DAY, to_on=date(2025, 12, 31))

    with pytest.raises(RuleError) as refusal:
        actions.appoint(post, person, from_on=begin, to_on=end, actor=keeper)

    assert refusal.value.code == "overlapping_tenure"


@pytest.mark.parametrize(
    ("begin", "end"),
    [(None, date(2025, 6, 14)), (date(2026, 1, 1), None), (date(2026, 1, 1), date(2026, 2, 1))],
)
def test_the_next_term_may_begin_when_the_last_has_ended(post, keeper, begin, end):
    person = make_person(post.association)
    make_tenure(post, person, from_on=DAY, to_on=date(2025, 12, 31))

    actions.appoint(post, person, from_on=begin, to_on=end, actor=keeper)

    assert Tenure.objects.filter(post=post).count() == 2


def test_a_rule_of_the_charter_refuses_with_its_sentence(post, keeper):
    person = make_person(post.association, born_on=date(1954, 6, 14))

    with pytest.raises(RuleError) as refusal:
        actions.appoint(post, person, from_on=DAY, actor=keeper)

    assert refusal.value.details["verdicts"][0]["applied"]["key"] == "posts.president.age_max"
    assert "70" in str(refusal.value.message)
    assert not Tenure.objects.filter(post=post).exists()


def test_an_approved_exception_is_recorded_with_the_rule_that_was_set_aside(post, keeper):
    person = make_person(post.association, born_on=date(1954, 6, 14))

    actions.appoint(post, person, from_on=DAY, exception="民政局批复〔2025〕7号", actor=keeper)

    details = AuditEntry.objects.get().details
    assert details["exception"] == "民政局批复〔2025〕7号"
    assert len(details["rules_set_aside"]) == 1


def test_on_the_seventieth_birthday_the_president_may_begin(post, keeper):
    person = make_person(post.association, born_on=date(1955, 6, 15))

    actions.appoint(post, person, from_on=DAY, actor=keeper)

    assert AuditEntry.objects.get().details["rules_set_aside"] == []


def test_a_term_does_not_end_before_it_begins(post, keeper):
    with pytest.raises(InvalidError) as refusal:
        actions.appoint(
            post, make_person(post.association), from_on=DAY, to_on=date(2025, 6, 14), actor=keeper
        )

    assert refusal.value.code == "ends_before_start"


def test_nobody_of_another_association_is_appointed(post, keeper):
    with pytest.raises(InvalidError) as refusal:
        actions.appoint(post, make_person(), from_on=DAY, actor=keeper)

    assert refusal.value.code == "other_association"


def test_nobody_is_appointed_in_a_body_after_its_end(association, keeper):
    post = make_post(make_body(association, to_on=DAY))

    with pytest.raises(RuleError) as refusal:
        actions.appoint(post, make_person(association), from_on=date(2025, 6, 16), actor=keeper)

    assert refusal.value.code == "body_ended"


def test_a_tenure_ends_on_a_day(post, keeper):
    tenure = make_tenure(post, from_on=date(2020, 1, 1))

    actions.end_tenure(tenure, on=DAY, reason="辞职", actor=keeper)

    tenure.refresh_from_db()
    assert tenure.to_on == DAY
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.details["reason"]) == ("tenure.ended", "辞职")


def test_a_tenure_that_has_ended_does_not_end_later(post, keeper):
    tenure = make_tenure(post, to_on=date(2024, 1, 1))

    with pytest.raises(RuleError) as refusal:
        actions.end_tenure(tenure, on=DAY, actor=keeper)

    assert refusal.value.code == "already_ended"


def test_the_last_manager_does_not_leave(association, keeper):
    tenure = Tenure.objects.get(person__user=keeper)

    with pytest.raises(RuleError) as refusal:
        actions.end_tenure(tenure, on=date(2099, 1, 1), actor=keeper)

    assert refusal.value.code == "last_manager"
    tenure.refresh_from_db()
    assert tenure.to_on is None


def test_a_manager_leaves_when_another_stays(association, keeper):
    make_user_with_powers(association, Power.MANAGE)

    actions.end_tenure(Tenure.objects.get(person__user=keeper), on=DAY, actor=keeper)

    assert Tenure.objects.get(person__user=keeper).to_on == DAY


def test_a_tenure_is_corrected_and_the_record_keeps_what_was_there(post, keeper):
    tenure = make_tenure(post, from_on=DAY, term_number=2)

    actions.change_tenure(tenure, from_on=date(2025, 6, 1), term_number=3, actor=keeper)

    tenure.refresh_from_db()
    assert (tenure.from_on, tenure.term_number) == (date(2025, 6, 1), 3)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.details["changed"]["term_number"]) == ("tenure.changed", ["2", "3"])


def test_a_correction_that_overlaps_another_tenure_is_refused(post, keeper):
    person = make_person(post.association)
    make_tenure(post, person, to_on=date(2024, 12, 31))
    tenure = make_tenure(post, person, from_on=date(2025, 1, 1))

    with pytest.raises(RuleError) as refusal:
        actions.change_tenure(tenure, from_on=date(2024, 12, 31), actor=keeper)

    assert refusal.value.code == "overlapping_tenure"


def test_a_correction_made_meanwhile_is_told(post, keeper):
    tenure = make_tenure(post, from_on=DAY)
    stale = Tenure.objects.select_related("person", "post__body__association").get(pk=tenure.pk)
    actions.change_tenure(tenure, from_on=date(2025, 6, 1), actor=keeper)

    with pytest.raises(RuleError) as refusal:
        actions.change_tenure(stale, from_on=date(2025, 7, 1), actor=keeper)

    assert refusal.value.code == "changed_meanwhile"


def test_the_last_manager_cannot_be_corrected_away(association, keeper):
    tenure = Tenure.objects.get(person__user=keeper)

    with pytest.raises(RuleError) as refusal:
        actions.change_tenure(tenure, to_on=date(2020, 1, 1), actor=keeper)

    assert refusal.value.code == "last_manager"


def test_a_term_begins_and_those_of_the_term_before_leave_on_its_eve(post, keeper):
    leaves, stays, new = (make_person(post.association) for _each in range(3))
    for person in (leaves, stays):
        make_tenure(post, person, term_number=2, from_on=date(2020, 6, 15), to_on=date(2025, 12, 31))
    term = actions.Term(3, DAY, date(2030, 6, 14), "第三届第一次会员大会选举")

    begun = actions.begin_term(post, [stays, new], term=term, actor=keeper)

    assert {tenure.person for tenure in begun} == {stays, new} == set(holders(post, DAY))
    assert set(holders(post, date(2025, 6, 14))) == {leaves, stays}
    assert AuditEntry.objects.filter(action="term.begun").exists()


def test_a_by_election_leaves_those_of_the_same_term_in_their_posts(post, keeper):
    sitting = make_tenure(post, term_number=3, from_on=date(2024, 1, 1)).person
    new = make_person(post.association)

    actions.begin_term(post, [new], term=actions.Term(3, DAY), actor=keeper)

    assert set(holders(post, DAY)) == {sitting, new}


def test_a_term_begins_for_all_or_for_nobody(post, keeper):
    old = make_tenure(post, term_number=2, from_on=date(2020, 1, 1))
    people = [make_person(post.association), make_person(post.association, born_on=date(1950, 1, 1))]

    with pytest.raises(RuleError) as refused:
        actions.begin_term(post, people, term=actions.Term(3, DAY), actor=keeper)

    assert refused.value.code == "too_old"
    old.refresh_from_db()
    assert old.to_on is None
    assert Tenure.objects.filter(post=post).count() == 1
