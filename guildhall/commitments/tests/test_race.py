"""Many at once, each on a connection of their own; the same on both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from guildhall.accounts.powers import Power
from guildhall.commitments import actions
from guildhall.commitments.models import Acceptance, Commitment, Letter, LetterParty, Reminder
from guildhall.commitments.tests.make import (
    in_days,
    make_association,
    make_body,
    make_commitment,
    make_holder,
    make_person,
    user_of,
)
from guildhall.core.errors import RuleError
from guildhall.notices.models import Notice

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


@pytest.fixture
def body():
    return make_body(make_association())


def test_of_many_who_accept_at_once_one_does(body):
    reporter = make_holder(body, Power.FOLLOW_UP)
    commitment = make_commitment(body)
    actions.report_done(commitment, text="Done", actor=reporter)
    judges = [make_holder(body, Power.FOLLOW_UP) for _ in range(4)]

    def accept(judge):
        fresh = Commitment.objects.select_related("association", "body__association").get(pk=commitment.pk)
        return actions.accept_commitment(fresh, actor=judge).state

    answers = at_once(*(lambda judge=judge: accept(judge) for judge in judges))

    assert sorted(answers) == ["accepted", "not_reported", "not_reported", "not_reported"]
    assert Acceptance.objects.count() == 1


def test_two_workers_at_once_remind_once(body):
    for _ in range(3):
        make_commitment(body, deadline=in_days(7))
    association = body.association

    answers = at_once(*[lambda: actions.send_reminders(association, on=in_days(0))] * 2)

    assert sum(answers) == 3
    assert (Reminder.objects.count(), Notice.objects.count()) == (3, 3)


def test_two_last_signatures_at_once_issue_the_letter_once(body):
    officer = make_holder(body, Power.ISSUE)
    people = [make_person(body.association) for _ in range(2)]
    letter = actions.draft_letter(
        body=body,
        kind=Letter.Kind.COMMITMENT,
        title_en="Letter",
        parties=[actions.Party(person) for person in people],
        actor=officer,
    )
    actions.offer_letter(letter, actor=officer)

    def sign(person):
        parties = LetterParty.objects.select_related("person", "association", "letter__body__association")
        party = parties.get(letter=letter, person=person)
        return bool(actions.sign_letter(party, confirmed=True, actor=user_of(person)).signed_at)

    answers = at_once(*(lambda person=person: sign(person) for person in people))

    letter.refresh_from_db()
    assert answers == [True, True]
    assert (letter.state, letter.document.number) == (Letter.State.SIGNED, 1)
