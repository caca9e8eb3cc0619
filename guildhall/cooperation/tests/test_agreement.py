from datetime import timedelta

import pytest
from django.utils import timezone

from guildhall.accounts.powers import Power
from guildhall.commitments.tests.make import make_body, make_holder
from guildhall.cooperation import actions
from guildhall.cooperation.actions import Signing, Witnessing
from guildhall.cooperation.models import Agreement, AgreementParty, Witness
from guildhall.cooperation.sight import reads_text, visible_agreements
from guildhall.cooperation.signing import digest
from guildhall.cooperation.tests.make import (
    make_association,
    make_cooperation,
    make_organization,
    make_own_user,
    make_person,
    top_of,
)
from guildhall.cooperation.tests.make_agreement import (
    PDF,
    make_agreement,
    make_official,
    make_representative,
    make_resolution,
    offered,
    sign,
    signed,
    signing,
)
from guildhall.core.errors import NotAllowedError, RuleError
from guildhall.documents.queries import verify_document
from guildhall.notices.models import Notice
from guildhall.registry.models import Post, Representation, Tenure

pytestmark = pytest.mark.django_db


def refused(act):
    with pytest.raises(RuleError) as refusal:
        act()
    return refusal.value.code


@pytest.fixture
def day():
    return timezone.localdate()


def user_of(person):
    return person.user


def attest(witness, seen=None):
    fresh = Witness.objects.select_related("agreement__association", "person__user").get(pk=witness.pk)
    return actions.attest_agreement(
        fresh, seen=seen or fresh.agreement.text_hash, confirmed=True, actor=fresh.person.user
    )


def test_three_parties_sign_then_the_witnesses_attest_and_it_is_issued_once(association, keeper, lines):
    official, post = make_official(association)
    firms = [make_representative(association) for _ in range(2)]
    witnesses = [Witnessing(make_person(association), role_zh="见证人"), Witnessing(make_person(association))]
    made = make_cooperation(association, *(one.organization for one in (*firms, official)))
    agreement = make_agreement(
        association,
        keeper,
        parties=[signing(firms[0]), signing(firms[1]), signing(official, post=post, power_zh="会长")],
        witnesses=witnesses,
        cooperation=made,
        scope_zh="技术研发\n人才培养",
        scope_en="Research\nTraining",
    )
    actions.offer_agreement(agreement, actor=keeper)

    first, second, third = agreement.parties.all()
    assert refused(lambda: attest(agreement.witnesses.first())) == "not_all_signed"
    for party in (second, third, first):
        assert sign(party).signed_hash == agreement.text_hash
    assert refused(lambda: sign(first)) == "already_signed"
    assert Notice.objects.filter(key__startswith="agreement.attest").count() == 2
    for witness in agreement.witnesses.all():
        attest(witness)

    agreement.refresh_from_db()
    made.refresh_from_db()
    assert (agreement.state, agreement.document.kind, made.stage) == ("signed", "agreement", "agreed")
    answer = verify_document(agreement.document.code)
    assert answer.state == "valid"
    assert [fact["label"]["en"] for fact in answer.facts] == ["Party A", "Party B", "Party C"]
    assert lines()[-1] == "agreement.signed"
    assert refused(lambda: attest(agreement.witnesses.first())) == "already_signed"


def test_nobody_signs_but_the_named_person_with_a_power_that_is_held_that_day(association, keeper, day):
    official, post = make_official(association)
    first, second = make_representative(association), make_representative(association)
    parties = [signing(first), signing(second), signing(official, post=post)]
    agreement = offered(association, keeper, parties=parties)
    one, two, three = agreement.parties.select_related("signatory", "organization", "agreement__association")

    with pytest.raises(NotAllowedError) as refusal:
        actions.sign_agreement(one, seen=agreement.text_hash, confirmed=True, actor=user_of(second))
    assert refusal.value.code == "not_signatory"
    seen = agreement.text_hash

    def unread():
        return actions.sign_agreement(one, seen=seen, confirmed=False, actor=user_of(first))

    assert refused(unread) == "not_confirmed"
    Representation.objects.filter(person=second).update(to_on=day - timedelta(days=1))
    Tenure.objects.filter(person=official).update(to_on=day - timedelta(days=1))
    assert [refused(lambda party=party: sign(party)) for party in (two, three)] == ["no_power", "no_power"]

    def paper():
        return actions.record_agreement_signature(two, scan=("a.pdf", PDF), actor=keeper)

    assert refused(paper) == "no_power"
    assert sign(one).signed_at
    assert AgreementParty.objects.filter(signed_at__isnull=False).count() == 1


def test_what_was_changed_after_it_was_read_is_not_signed(association, keeper):
    agreement = offered(association, keeper)
    party = agreement.parties.select_related("signatory__user").first()
    read = agreement.text_hash
    sign(agreement.parties.last())
    actions.recall_agreement(agreement, reason="Wrong term", actor=keeper)
    assert not AgreementParty.objects.filter(signed_at__isnull=False).exists()
    parties = [Signing(one.organization, one.signatory) for one in agreement.parties.all()]
    witnesses = [Witnessing(agreement.witnesses.get().person)]
    actions.amend_agreement(
        agreement,
        version=agreement.version,
        parties=parties,
        witnesses=witnesses,
        text_zh="二、另议。",
        actor=keeper,
    )
    actions.offer_agreement(agreement, actor=keeper)

    def stale():
        return actions.sign_agreement(party, seen=read, confirmed=True, actor=party.signatory.user)

    assert refused(stale) == "text_changed"
    Agreement.objects.filter(pk=agreement.pk).update(text_en="Something else")
    assert refused(lambda: sign(party)) == "text_changed"


def test_after_its_last_day_or_its_end_nobody_signs(association, keeper, day):
    agreement = offered(association, keeper, sign_by=day)
    party = agreement.parties.first()
    Agreement.objects.filter(pk=agreement.pk).update(sign_by=day - timedelta(days=1))
    assert refused(lambda: sign(party)) == "sign_by_passed"
    done = signed(association, keeper)
    actions.end_agreement(done, reason="Done", actor=keeper)
    assert refused(lambda: sign(done.parties.first())) == "ended"
    assert refused(lambda: sign(make_agreement(association, keeper).parties.first())) == "not_offered"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"text_zh": "", "text_en": ""}, "text_missing"),
        ({"sign_by": timezone.localdate() - timedelta(days=1)}, "sign_by_passed"),
        ({"to_on": timezone.localdate() - timedelta(days=1)}, "over"),
    ],
)
def test_what_is_not_complete_is_not_offered(association, keeper, change, code):
    agreement = make_agreement(association, keeper, **change)

    assert refused(lambda: actions.offer_agreement(agreement, actor=keeper)) == code


def test_it_has_parties_signatories_and_a_witness_who_does_not_sign(association, keeper):
    first, second = make_representative(association), make_representative(association)

    def drafted(parties, witnesses=()):
        return actions.draft_agreement(
            association, parties=parties, witnesses=witnesses, title_zh="协议", text_zh="文", actor=keeper
        )

    one, two = signing(first), signing(second)
    assert refused(lambda: drafted([one])) == "parties_missing"
    assert refused(lambda: drafted([one, one])) == "party_twice"
    assert refused(lambda: drafted([one, two], [Witnessing(first)])) == "witness_signs"
    elsewhere = make_representative(make_association())
    assert refused(lambda: drafted([one, signing(elsewhere)])) == "of_elsewhere"
    bare = drafted([one, two])
    assert refused(lambda: actions.offer_agreement(bare, actor=keeper)) == "witnesses_missing"
    witness = [Witnessing(make_person(association))]
    nobody = drafted([one, Signing(second.organization)], witness)
    assert refused(lambda: actions.offer_agreement(nobody, actor=keeper)) == "signatory_missing"
    powerless = drafted([one, Signing(second.organization, make_person(association))], witness)
    assert refused(lambda: actions.offer_agreement(powerless, actor=keeper)) == "no_power"


def test_a_body_decides_partners_are_checked_and_somebody_supervises(association, keeper, day):
    body, other = make_body(association), make_body(association)
    agreement = make_agreement(association, keeper, body=body)

    def offer(**change):
        Agreement.objects.filter(pk=agreement.pk).update(**change)
        agreement.refresh_from_db()
        return refused(lambda: actions.offer_agreement(agreement, actor=keeper))

    assert offer() == "resolution_missing"
    assert offer(resolution=make_resolution(other)) == "resolution_missing"
    over = make_resolution(body, number=2, in_force_to=day - timedelta(days=1))
    assert offer(resolution=over) == "resolution_missing"
    assert offer(resolution=make_resolution(body, number=3, state="rejected")) == "resolution_missing"
    assert offer(resolution=make_resolution(body, number=4)) == "not_checked"
    for party in agreement.parties.all():
        actions.check_partner(party, note="Registration, credit record", actor=keeper)
    assert offer() == "supervisor_missing"
    assert offer(supervisor=keeper.people.get()) == "name_lent"
    Agreement.objects.filter(pk=agreement.pk).update(lends_no_name=True)
    assert actions.offer_agreement(agreement, actor=keeper).state == "offered"
    checked = agreement.parties.first()
    assert (checked.checked_by, checked.checked_on, checked.check_note) == (
        keeper,
        day,
        "Registration, credit record",
    )


def test_a_written_authority_holds_for_the_person_until_its_day(association, keeper, day):
    first, envoy = make_representative(association), make_person(association)
    firm = make_organization(association)
    agreement = make_agreement(association, keeper, parties=[signing(first), Signing(firm, envoy)])
    party = agreement.parties.get(organization=firm)

    def late():
        return actions.give_authority(
            party, paper=("a.pdf", PDF), until=day - timedelta(days=1), actor=keeper
        )

    assert refused(late) == "ran_out"
    actions.give_authority(party, paper=("a.pdf", PDF), until=day, actor=keeper)
    agreement.refresh_from_db()
    actions.offer_agreement(agreement, actor=keeper)
    AgreementParty.objects.filter(pk=party.pk).update(authority_until=day - timedelta(days=1))
    assert refused(lambda: sign(party)) == "no_power"
    AgreementParty.objects.filter(pk=party.pk).update(authority_until=day)
    assert sign(party).signed_at


def test_a_party_leaves_the_others_go_on_and_its_verification_says_so(association, keeper):
    agreement = signed(association, keeper, *(make_representative(association) for _ in range(3)))
    first, second, third = agreement.parties.select_related(
        "signatory__user", "agreement__association", "organization"
    )
    stranger = make_own_user(make_organization(association))

    with pytest.raises(NotAllowedError):
        actions.leave_agreement(first, reason="Sold", actor=stranger)
    actions.leave_agreement(first, reason="Sold", actor=first.signatory.user)
    assert refused(lambda: actions.leave_agreement(first, reason="Sold", actor=keeper)) == "already_left"
    answer = verify_document(agreement.document.code)
    assert (answer.state, [fact["label"]["en"] for fact in answer.later]) == ("valid", ["Left"])
    actions.leave_agreement(second, reason="Moved", actor=keeper)

    agreement.refresh_from_db()
    answer = verify_document(agreement.document.code)
    assert (agreement.state, answer.state) == ("ended", "revoked")
    assert refused(lambda: actions.leave_agreement(third, reason="Too", actor=keeper)) == "not_standing"


def test_parties_see_what_was_offered_and_only_parties_read_its_text(association, keeper, client):
    first, second = make_representative(association), make_representative(association)
    reader = make_own_user(make_organization(association))
    draft = make_agreement(association, keeper, first, second)
    assert list(visible_agreements(user_of(first), association)) == []
    actions.offer_agreement(draft, actor=keeper)
    assert [list(visible_agreements(one, association)) for one in (user_of(first), reader)] == [[draft], []]
    done = signed(association, keeper, text_en="Secret price")
    publisher = make_holder(top_of(association), Power.PUBLISH)
    assert refused(lambda: actions.publish_agreement(draft, is_public=True, actor=publisher)) == "not_signed"
    with pytest.raises(NotAllowedError):
        actions.publish_agreement(done, is_public=True, actor=keeper)
    actions.publish_agreement(done, is_public=True, actor=publisher)

    assert list(visible_agreements(reader, association)) == [done]
    assert not reads_text(reader, done)
    client.force_login(reader)
    at = f"/a/{association.slug}/agreements/{done.pk}/"
    assert "Secret price" not in client.get(at).content.decode()
    assert client.get(f"/api/v1{at.rstrip('/')}").json()["text_en"] == ""
    assert [client.get(path).status_code for path in (f"{at}pdf/", f"/api/v1{at}pdf")] == [404, 404]


def test_everybody_is_told_ninety_and_thirty_days_before_it_ends_and_who_is_late_to_sign(
    association, keeper, day
):
    agreement = signed(association, keeper, to_on=day + timedelta(days=200))
    offered(association, keeper, sign_by=day + timedelta(days=110))
    told = Notice.objects.count()

    days = (0, 105, 109, 111, 175, 199)
    given = [actions.warn_of_agreements(association, on=day + timedelta(days=ahead)) for ahead in days]

    assert given == [0, 0, 2, 3, 3, 0]  # 108: late to sign; 110 and 170: two signatories and a witness
    assert Notice.objects.count() == told + 8
    assert Notice.objects.filter(key__startswith=f"agreement.ends:{agreement.to_on}").count() == 6


def test_what_is_signed_is_the_same_however_it_is_written_down():
    content = {"text": "a\nb ", "parties": [["x", None]], "n": True}

    assert digest(content) == digest({"n": True, "parties": (("x", None),), "text": "a \r\nb\n"})
    assert digest(content) != digest(content | {"text": "a\nc"})
    assert digest(content) != digest(content | {"parties": [["x", "None"]]})


def test_a_party_of_another_association_signs_and_finds_the_agreement_in_its_own(association, keeper, client):
    other = make_association()
    here, guest = make_representative(association), make_representative(other)
    made = make_cooperation(association, here.organization, guest.organization)
    agreement = offered(association, keeper, here, guest, cooperation=made)
    party = agreement.parties.get(organization=guest.organization)
    client.force_login(guest.user)

    at = f"/a/{other.slug}/agreements/"
    assert [client.get(f"{at}{agreement.pk}/").status_code, client.get(at).status_code] == [200, 200]
    assert client.get(f"/a/{association.slug}/agreements/{agreement.pk}/").status_code == 404
    yes = {"seen": agreement.text_hash, "confirmed": "on"}
    assert client.post(f"{at}parties/{party.pk}/sign/", yes).status_code == 302
    party.refresh_from_db()
    assert (party.signed_by, party.signed_hash) == (guest.user, agreement.text_hash)
    assert list(visible_agreements(guest.user, association)) == []
    told = Notice.objects.get(user=guest.user, kind="agreement")
    assert told.link == f"{at}{agreement.pk}/"


def test_for_the_association_itself_signs_whose_post_decides_for_it(association, keeper):
    itself = make_organization(association, name_zh=association.name_zh, name_en=association.name_en)
    firm = make_representative(association)
    official, post = make_official(association)
    agreement = make_agreement(association, keeper, parties=[Signing(itself, official, post), signing(firm)])

    assert refused(lambda: actions.offer_agreement(agreement, actor=keeper)) == "no_power"
    Post.objects.filter(pk=post.pk).update(powers=[Power.DECIDE])
    assert actions.offer_agreement(agreement, actor=keeper).state == "offered"
    other = make_agreement(
        association, keeper, parties=[Signing(make_organization(association), official, post), signing(firm)]
    )
    assert refused(lambda: actions.offer_agreement(other, actor=keeper)) == "no_power"
