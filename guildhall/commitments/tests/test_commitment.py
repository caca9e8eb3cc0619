import pytest

from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.commitments import actions
from guildhall.commitments.models import Commitment
from guildhall.commitments.tests.make import (
    in_days,
    make_association,
    make_body,
    make_commitment,
    make_holder,
    make_organization,
    make_person,
    make_plan,
    today,
)
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return make_body(make_association())


@pytest.fixture
def secretary(body):
    return make_holder(body, Power.FOLLOW_UP)


@pytest.fixture
def head(body):
    return make_holder(body, Power.DECIDE)


def lines():
    return list(AuditEntry.objects.order_by("number").values_list("action", flat=True))


def test_the_secretary_drafts_what_a_thing_led_to(body, secretary):
    unit, origin = make_organization(body.association), make_plan(body)

    commitment = actions.draft_commitment(
        association=body.association,
        body=body,
        content_zh="走访六家企业",
        responsible=make_person(body.association),
        supporting=[unit],
        origin=origin,
        actor=secretary,
    )

    assert (commitment.state, commitment.deadline) == (Commitment.State.DRAFT, None)
    assert list(commitment.supporting.all()) == [unit]
    assert (commitment.origin_type, commitment.origin_id) == ("commitments.plan", origin.pk)
    assert lines() == ["commitment.drafted"]


def test_a_draft_says_what_is_to_be_done(body, secretary):
    with pytest.raises(InvalidError) as refusal:
        actions.draft_commitment(association=body.association, body=body, content_zh=" ", actor=secretary)

    assert refusal.value.code == "content_missing"


def test_a_draft_names_nobody_of_another_association(body, secretary):
    stranger = make_person(make_association())

    with pytest.raises(InvalidError) as refusal:
        actions.draft_commitment(
            association=body.association, body=body, content_en="Visit", responsible=stranger, actor=secretary
        )

    assert refusal.value.code == "of_elsewhere"


def test_a_plain_member_drafts_nothing(body):
    member = make_holder(body, Power.READ)

    with pytest.raises(NotAllowedError):
        actions.draft_commitment(association=body.association, body=body, content_en="Visit", actor=member)

    assert not Commitment.objects.exists()


def test_a_read_only_record_takes_no_draft():
    body = make_body(make_association(is_record=True, source="a page"))

    with pytest.raises(RuleError) as refusal:
        actions.draft_commitment(
            association=body.association,
            body=body,
            content_en="Visit",
            actor=make_holder(body, Power.FOLLOW_UP),
        )

    assert refusal.value.code == "read_only_record"


def test_a_draft_is_changed_by_whoever_read_its_last_version(body, secretary):
    draft = make_commitment(body, state="draft", deadline=None)

    actions.change_commitment(draft, version=1, deadline=in_days(5), actor=secretary)

    assert (draft.deadline, draft.version) == (in_days(5), 2)
    with pytest.raises(RuleError) as refusal:
        actions.change_commitment(draft, version=1, deadline=in_days(9), actor=secretary)
    assert refusal.value.code == "changed_meanwhile"


def test_the_head_adopts_a_complete_draft(body, head):
    draft = make_commitment(body, state="draft")

    actions.adopt_commitment(draft, actor=head)

    assert (draft.state, draft.adopted_on) == (Commitment.State.ADOPTED, today())
    assert lines() == ["commitment.adopted"]


@pytest.mark.parametrize("lacking", ["deadline", "responsible"])
def test_nothing_is_adopted_without_the_three(body, head, lacking):
    draft = make_commitment(body, state="draft", **{lacking: None})

    with pytest.raises(RuleError) as refusal:
        actions.adopt_commitment(draft, actor=head)

    assert (refusal.value.code, refusal.value.details["missing"]) == ("incomplete", [lacking])
    draft.refresh_from_db()
    assert draft.state == Commitment.State.DRAFT


def test_the_secretary_adopts_only_what_the_body_decided(body, secretary):
    with pytest.raises(NotAllowedError):
        actions.adopt_commitment(make_commitment(body, state="draft"), actor=secretary)

    decided = make_commitment(body, state="draft", origin_type="x.y", origin_id=body.pk)
    assert actions.adopt_commitment(decided, actor=secretary).state == Commitment.State.ADOPTED


def test_a_commitment_is_adopted_once(body, head):
    draft = make_commitment(body, state="draft")
    actions.adopt_commitment(draft, actor=head)

    with pytest.raises(RuleError) as refusal:
        actions.adopt_commitment(draft, actor=head)

    assert refusal.value.code == "not_a_draft"
