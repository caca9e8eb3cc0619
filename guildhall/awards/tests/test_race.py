"""Several people at once, each on a connection of their own; the same on both databases."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection

from guildhall.awards import actions
from guildhall.awards.certificates import issue_missing
from guildhall.awards.models import Award, Call, Entry, Review, Score
from guildhall.awards.tests.make import (
    make_association,
    make_award,
    make_call,
    make_entrant,
    make_entry,
    make_keeper,
    make_review,
    make_reviewer,
    over,
)
from guildhall.core.errors import RuleError
from guildhall.documents.models import Document

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """What each act returned, or the code with which it was refused."""
    barrier = Barrier(len(acts))

    def run(act):
        barrier.wait()
        try:
            return act()
        except RuleError as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def score(pk):
    review = Review.objects.select_related("association", "reviewer__person", "entry__call__association").get(
        pk=pk
    )
    points = {one.pk: Decimal(80) for one in review.entry.call.criteria.all()}
    actions.score_entry(review, points=points, version=1, actor=review.reviewer.person.user)
    return "scored"


def test_two_reviewers_who_score_an_entry_at_once_both_count():
    entry = make_entry(over(make_call()))
    reviews = [make_review(entry) for _number in range(2)]
    assert at_once(*(lambda pk=one.pk: score(pk) for one in reviews)) == ["scored"] * 2
    assert Score.objects.count() == 4


def test_a_score_comes_before_the_closing_or_not_at_all():
    association = make_association()
    keeper, call = make_keeper(association), over(make_call(association), scores_until=None)
    entry = make_entry(call)
    make_review(entry, points=60)
    late = make_review(entry)

    def close():
        actions.close_scoring(Call.objects.select_related("association").get(pk=call.pk), actor=keeper)
        return "closed"

    answers = at_once(close, lambda: score(late.pk))
    late.refresh_from_db()
    entry.refresh_from_db()
    if answers == ["closed", "scored"]:
        assert entry.exact == "70"
    else:
        assert answers == ["reviews_missing", "scored"]
        assert (late.state, entry.exact) == ("scored", "")


def test_two_who_declare_a_conflict_at_once_are_replaced_by_others_each_once():
    association = make_association()
    keeper, call = make_keeper(association), make_call(association, reviewers_each=2)
    entry = make_entry(call)
    for _number in range(4):
        make_reviewer(call)
    actions.assign_reviewers(over(call, state="open"), actor=keeper)
    given = list(Review.objects.select_related("reviewer__person__user"))

    def declare(review):
        actions.declare_conflict(
            review.reviewer, entry=entry, reason="亲属", actor=review.reviewer.person.user
        )
        return "declared"

    assert at_once(*(lambda one=one: declare(one) for one in given)) == ["declared"] * 2
    now = Review.objects.exclude(state="replaced")
    assert now.count() == 2
    assert not set(now.values_list("reviewer", flat=True)) & {one.reviewer_id for one in given}


def test_an_entry_is_submitted_once_and_numbers_have_no_gaps():
    association = make_association()
    call = make_call(association)
    entrants = [make_entrant(association) for _number in range(2)]
    entries = [
        make_entry(call, organization=one.people.get().organization, state="draft", number=None)
        for one in entrants
    ]

    def submit(place):
        entry = Entry.objects.select_related("association", "call").get(pk=entries[place % 2].pk)
        return actions.submit_entry(entry, actor=entrants[place % 2]).number

    answers = at_once(*(lambda place=place: submit(place) for place in range(4)))
    assert sorted(answers, key=str) == [1, 2, "not_a_draft", "not_a_draft"]


def test_certificates_that_are_issued_twice_at_once_are_issued_once():
    association = make_association()
    call = make_call(association)
    make_award(call)

    def issue():
        return issue_missing(Call.objects.select_related("association").get(pk=call.pk), actor=None)

    assert sorted(at_once(issue, issue)) == [0, 1]
    assert (Award.objects.get().document, Document.objects.count()) == (Document.objects.get(), 1)
