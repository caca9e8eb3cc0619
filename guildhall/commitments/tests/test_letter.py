import io
from typing import Any

import pytest
from pypdf import PdfReader

from guildhall.commitments import actions
from guildhall.commitments.actions import Party
from guildhall.commitments.models import Commitment, Letter
from guildhall.commitments.queries import letters_visible_to
from guildhall.commitments.tests.make import (
    in_days,
    make_association,
    make_commitment,
    make_person,
    today,
    user_of,
)
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.documents.queries import content_path, verify_document
from guildhall.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(body):
    return [make_person(body.association, name_zh="李明"), make_person(body.association, name_en="Ann Berg")]


@pytest.fixture
def target(body, two):
    return make_commitment(body, state="draft", content_en="Reach 30 intentions", responsible=two[1])


@pytest.fixture
def draft(body, officer, two, target):
    return actions.draft_letter(
        body=body,
        kind=Letter.Kind.RESPONSIBILITY,
        title_zh="目标责任书",
        title_en="Letter of responsibility",
        text_zh="双方约定如下。",
        parties=[Party(two[0], "会长", "President"), Party(two[1], "责任人", "Responsible")],
        targets=[target],
        actor=officer,
    )


@pytest.fixture
def offered(draft, officer):
    return actions.offer_letter(draft, actor=officer)


def sign_all(letter):
    for party in letter.parties.select_related("person__user"):
        actions.sign_letter(party, confirmed=True, actor=user_of(party.person))
    letter.refresh_from_db()
    return letter


def test_a_letter_is_drafted_and_offered_and_both_parties_are_asked(offered, two, lines):
    assert offered.state == Letter.State.OFFERED
    assert {notice.user for notice in Notice.objects.all()} == {user_of(person) for person in two}
    assert lines() == ["letter.drafted", "letter.offered"]


def test_only_whoever_issues_for_the_body_drafts_and_offers(body, two, draft, head):
    with pytest.raises(NotAllowedError):
        actions.draft_letter(
            body=body, kind=Letter.Kind.COMMITMENT, title_en="L", parties=[Party(two[0])], actor=head
        )
    with pytest.raises(NotAllowedError):
        actions.offer_letter(draft, actor=head)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda two, elsewhere: {"title_en": ""}, "title_missing"),
        (lambda two, elsewhere: {"parties": []}, "parties_missing"),
        (lambda two, elsewhere: {"parties": [Party(two[0]), Party(two[0])]}, "party_twice"),
        (lambda two, elsewhere: {"parties": [Party(elsewhere)]}, "of_elsewhere"),
        (lambda two, elsewhere: {"from_on": in_days(3), "to_on": in_days(2)}, "ends_before_start"),
    ],
)
def test_a_letter_makes_sense(body, officer, two, change, code):
    given: dict[str, Any] = {"title_en": "Letter", "parties": [Party(two[0])]}
    given |= change(two, make_person(make_association()))

    with pytest.raises(InvalidError) as refusal:
        actions.draft_letter(body=body, kind=Letter.Kind.COMMITMENT, actor=officer, **given)

    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("kind", "code"), [("appointment", "term_missing"), ("responsibility", "targets_missing")]
)
def test_a_letter_is_offered_only_when_its_kind_s_parts_are_there(body, officer, two, kind, code):
    letter = actions.draft_letter(
        body=body, kind=Letter.Kind(kind), title_en="L", parties=[Party(two[0])], actor=officer
    )

    with pytest.raises(RuleError) as refusal:
        actions.offer_letter(letter, actor=officer)

    assert refusal.value.code == code


def test_a_letter_with_an_incomplete_target_is_not_offered(draft, target, officer):
    Commitment.objects.filter(pk=target.pk).update(deadline=None)

    with pytest.raises(RuleError) as refusal:
        actions.offer_letter(draft, actor=officer)

    assert refusal.value.code == "incomplete"


def test_a_draft_changes_and_an_offered_letter_does_not(draft, officer, two, target):
    same: dict[str, Any] = {"parties": [Party(two[1])], "targets": [target]}
    actions.change_letter(draft, version=1, title_en="Better", actor=officer, **same)
    assert (draft.title_en, [party.person for party in draft.parties.all()]) == ("Better", [two[1]])

    actions.offer_letter(draft, actor=officer)
    with pytest.raises(RuleError):
        actions.change_letter(draft, version=draft.version, title_en="Other", actor=officer, **same)


def test_with_the_last_signature_the_letter_is_issued_and_its_targets_are_under_way(offered, target, two):
    first, second = offered.parties.select_related("person__user")
    actions.sign_letter(first, confirmed=True, actor=user_of(first.person))
    offered.refresh_from_db()
    assert (offered.state, offered.document) == (Letter.State.OFFERED, None)

    actions.sign_letter(second, confirmed=True, actor=user_of(second.person))

    offered.refresh_from_db()
    target.refresh_from_db()
    assert (offered.state, offered.signed_on) == (Letter.State.SIGNED, today())
    assert (target.state, target.adopted_on) == (Commitment.State.ADOPTED, today())
    answer = verify_document(offered.document.code)
    assert (answer.state, answer.title_en) == ("valid", "Letter of responsibility")
    printed = PdfReader(io.BytesIO(content_path(offered.document.file).read_bytes()))
    text = "".join(page.extract_text() for page in printed.pages)
    assert "李明" in text
    assert "Reach 30 intentions" in text


def test_nobody_signs_for_another(offered, two, officer):
    party = offered.parties.get(person=two[0])

    for user in (user_of(two[1]), officer):
        with pytest.raises(NotAllowedError):
            actions.sign_letter(party, confirmed=True, actor=user)


def test_a_signature_needs_the_party_s_own_word_and_is_given_once(offered, two):
    party = offered.parties.select_related("person__user").get(person=two[0])
    with pytest.raises(InvalidError):
        actions.sign_letter(party, confirmed=False, actor=user_of(two[0]))
    actions.sign_letter(party, confirmed=True, actor=user_of(two[0]))

    with pytest.raises(RuleError) as refusal:
        actions.sign_letter(party, confirmed=True, actor=user_of(two[0]))

    assert refusal.value.code == "already_signed"


def test_a_draft_is_not_signed(draft, two):
    party = draft.parties.select_related("person__user").get(person=two[0])

    with pytest.raises(RuleError) as refusal:
        actions.sign_letter(party, confirmed=True, actor=user_of(two[0]))

    assert refusal.value.code == "not_offered"


def test_a_signature_on_paper_is_recorded_with_its_scan(offered, officer, two, head):
    party = offered.parties.get(person=two[0])
    with pytest.raises(NotAllowedError):
        actions.record_signature(party, scan=("scan.txt", b"signed"), actor=head)

    actions.record_signature(party, scan=("scan.txt", b"signed"), actor=officer)

    assert (party.signed_by, party.scan.name) == (officer, "scan.txt")


def test_a_revoked_letter_says_so_wherever_it_is_verified(offered, officer, target, lines):
    letter = sign_all(offered)

    actions.revoke_letter(letter, reason="Changed jobs", actor=officer)

    target.refresh_from_db()
    assert letter.state == Letter.State.REVOKED
    assert verify_document(letter.document.code).state == "revoked"
    assert target.state == Commitment.State.ADOPTED
    assert lines()[-1] == "letter.revoked"
    with pytest.raises(RuleError):
        actions.revoke_letter(letter, reason="Again", actor=officer)


def test_a_draft_is_discarded_and_an_offered_letter_is_not(draft, officer):
    actions.discard_letter(draft, actor=officer)
    assert not Letter.objects.exists()


def test_a_letter_is_seen_by_its_parties_once_offered_and_by_those_who_read_the_body(
    draft, officer, reader, two, body
):
    stranger = make_person(body.association)

    def seen_by(user):
        return letters_visible_to(user, body.association).exists()

    assert [seen_by(user) for user in (officer, reader, user_of(two[0]))] == [True, True, False]
    actions.offer_letter(draft, actor=officer)
    assert [seen_by(user_of(person)) for person in (*two, stranger)] == [True, True, False]


def test_the_end_of_a_term_is_told_once(body, officer, two):
    letter = actions.draft_letter(
        body=body,
        kind=Letter.Kind.APPOINTMENT,
        title_zh="专家聘书",
        parties=[Party(two[0])],
        from_on=in_days(-300),
        to_on=in_days(29),
        actor=officer,
    )
    sign_all(actions.offer_letter(letter, actor=officer))
    Notice.objects.all().delete()

    assert actions.send_letter_endings(body.association, on=today()) == 1
    assert actions.send_letter_endings(body.association, on=today()) == 0
