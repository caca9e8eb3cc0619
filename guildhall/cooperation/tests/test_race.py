"""Many at once, each on a connection of their own; the same on both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from guildhall.cooperation import actions
from guildhall.cooperation.actions import Witnessing
from guildhall.cooperation.models import AgreementParty, Cooperation, Witness
from guildhall.cooperation.tests.make import make_association, make_keeper, make_match, make_person
from guildhall.cooperation.tests.make_agreement import make_representative, offered, sign
from guildhall.core.errors import RuleError
from guildhall.documents.models import Document
from guildhall.exchange.models import Match

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


def test_all_who_sign_and_attest_at_once_count_and_it_is_issued_once():
    association = make_association()
    keeper = make_keeper(association)
    people = [make_representative(association) for _ in range(3)]
    witnesses = [Witnessing(make_person(association)) for _ in range(3)]
    agreement = offered(association, keeper, *people, witnesses=witnesses)

    def attest(pk):
        witness = Witness.objects.select_related("agreement__association", "person__user").get(pk=pk)
        seen = witness.agreement.text_hash
        return bool(
            actions.attest_agreement(
                witness, seen=seen, confirmed=True, actor=witness.person.user
            ).attested_at
        )

    parties = list(agreement.parties.all())
    twice = [*parties, parties[0]]
    answers = at_once(*(lambda party=party: bool(sign(party).signed_at) for party in twice))
    assert sorted(map(str, answers)) == ["True", "True", "True", "already_signed"]
    keys = [one.pk for one in agreement.witnesses.all()]
    assert at_once(*(lambda pk=pk: attest(pk) for pk in keys)) == [True, True, True]

    agreement.refresh_from_db()
    assert agreement.state == "signed"
    assert Document.objects.count() == 1
    assert AgreementParty.objects.filter(signed_hash=agreement.text_hash).count() == 3


def test_of_many_who_introduce_the_same_two_one_does():
    association = make_association()
    match = make_match(association)
    keepers = [make_keeper(association) for _ in range(3)]

    def introduce(keeper):
        fresh = Match.objects.select_related("association", "need__organization", "offer__organization").get(
            pk=match.pk
        )
        return actions.introduce(fresh, actor=keeper).stage

    answers = at_once(*(lambda keeper=keeper: introduce(keeper) for keeper in keepers))

    assert sorted(answers) == ["already_introduced", "already_introduced", "introduced"]
    assert Cooperation.objects.count() == 1
