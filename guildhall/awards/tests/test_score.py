from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from guildhall.awards import actions, queries
from guildhall.awards.models import Call, Entry
from guildhall.awards.tests.make import (
    make_association,
    make_call,
    make_entry,
    make_keeper,
    make_review,
    make_reviewer,
    over,
)
from guildhall.core.errors import NotAllowedError, RuleError

pytestmark = pytest.mark.django_db


def refused(code, act):
    with pytest.raises(RuleError) as refusal:
        act()
    assert refusal.value.code == code


@pytest.fixture
def association():
    return make_association()


@pytest.fixture
def keeper(association):
    return make_keeper(association)


@pytest.fixture
def call(association):
    return over(make_call(association))


def points(call, *values):
    given = values * 2 if len(values) == 1 else values
    return {one.pk: Decimal(value) for one, value in zip(call.criteria.all(), given, strict=True)}


def score(review, *values, version=1):
    actor = review.reviewer.person.user
    return actions.score_entry(
        review, points=points(review.entry.call, *values), version=version, actor=actor
    )


def test_a_reviewer_scores_alone_and_again_until_it_is_closed(association, keeper, call):
    review = make_review(make_entry(call))
    other = make_reviewer(call)
    with pytest.raises(NotAllowedError):
        actions.score_entry(review, points=points(call, 80), version=1, actor=keeper)
    score(review, 80, 90)
    refused("changed_meanwhile", lambda: score(review, 70))
    score(review, "80.25", 70, version=2)
    assert not queries.reviews_visible_to(other.person.user, association).exists()
    assert not queries.reviews_visible_to(keeper, association).exists()
    assert queries.ranking_of(call) == []

    actions.close_scoring(call, actor=keeper)
    refused("scoring_closed", lambda: score(review, 90, version=3))
    entry = Entry.objects.get()
    assert (entry.exact, entry.score, entry.rank) == ("1523/20", Decimal("76.1500"), 1)


def test_points_are_for_every_criterion_and_in_range(call):
    review = make_review(make_entry(call))
    refused("no_such_points", lambda: score(review, 101))
    refused("no_such_points", lambda: score(review, "70.125"))
    actor = review.reviewer.person.user
    refused("points_missing", lambda: actions.score_entry(review, points={}, version=1, actor=actor))
    Call.objects.update(scores_until=timezone.now() - timedelta(minutes=1))
    refused("scoring_closed", lambda: score(review, 80))


def test_it_is_closed_when_all_is_scored_or_the_time_is_over(keeper, call):
    entry = make_entry(call)
    make_review(entry)
    refused("entries_without_score", lambda: actions.close_scoring(call, actor=keeper))
    make_review(entry, points=80)
    refused("reviews_missing", lambda: actions.close_scoring(call, actor=keeper))
    Call.objects.update(scores_until=timezone.now() - timedelta(minutes=1))
    actions.close_scoring(call, actor=keeper)
    assert call.state == "ranked"
    refused("not_in_review", lambda: actions.close_scoring(call, actor=keeper))


def test_equal_scores_are_found_and_put_in_order_by_a_second_person(association, keeper, call):
    entries = [make_entry(call, title_zh=title) for title in "甲乙丙"]
    strict, kind = make_reviewer(call), make_reviewer(call)
    for entry, given in zip(entries, (60, 60, 40), strict=True):
        make_review(entry, strict, points=given)
        make_review(entry, kind, points=given + 20)
    actions.close_scoring(call, actor=keeper)
    [(_category, lines)] = queries.ranking_of(call)
    assert [(str(line.entry.title_zh), line.entry.rank, line.is_tied) for line in lines] == [
        ("甲", 1, True),
        ("乙", 1, True),
        ("丙", 3, False),
    ]

    first, second, third = entries
    refused(
        "not_the_tied", lambda: actions.break_tie(first, order=[first, third], reason="合议", actor=keeper)
    )
    actions.break_tie(first, order=[second, first], reason="合议", actor=keeper)
    [(_category, lines)] = queries.ranking_of(call)
    assert [line.entry.title_zh for line in lines] == ["乙", "甲", "丙"]
    assert not any(line.is_tied for line in lines)


def test_a_reviewer_decides_no_tie_and_sees_no_entrant_while_it_is_blind(association, keeper, call):
    entries = [make_entry(call), make_entry(call)]
    reviewer = make_reviewer(call, person=keeper.people.get())
    for entry in entries:
        make_review(entry, reviewer, points=70)
    assert not queries.entries_visible_to(keeper, association).exists()
    actions.close_scoring(call, actor=keeper)
    assert queries.entries_visible_to(keeper, association).count() == 2
    refused(
        "second_person_needed",
        lambda: actions.break_tie(entries[0], order=entries, reason="合议", actor=keeper),
    )
