"""Who has an interest in a motion stays out of the decision, and out of its bases."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.meetings import actions, queries
from guildhall.meetings.models import Motion, Recusal
from guildhall.meetings.tests.make import make_invitation, make_user_with_powers
from guildhall.meetings.tests.make_session import (
    RULES,
    SOURCE,
    make_clerk,
    make_event,
    make_motion,
    make_open,
)
from guildhall.meetings.tests.session_doors import Door, api, page, sign_in
from guildhall.registry.models import CharterProfile

pytestmark = pytest.mark.django_db


@pytest.fixture
def motion():
    return make_motion(make_open(entitled=4, present=3))


def recuse(motion, place=0, reason="其单位为合同相对方"):
    invitation = motion.meeting.invitations.all()[place]
    return actions.declare_recusal(
        motion, invitation=invitation, reason=reason, actor=make_clerk(motion.meeting)
    )


def hands(motion, in_favour, against):
    votes = {"for_count": in_favour, "against_count": against, "abstain_count": 0}
    return actions.decide_motion(motion, way="show_of_hands", **votes, actor=make_clerk(motion.meeting))


def test_recused_votes_leave_the_bases_and_the_sentence_says_so(motion):
    recusal = recuse(motion)

    bases = queries.bases_of(motion)
    hands(motion, 2, 0)

    assert queries.recused(motion) == {recusal.invitation_id}
    assert (bases.counts.entitled, bases.counts.present, bases.may_vote, bases.needed) == (3, 2, 2, 2)
    assert (motion.state, motion.counts["entitled"], motion.counts["recused"]) == ("carried", 3, 1)
    assert motion.verdict["sentence"]["zh"].endswith("回避1票，不计入应到和实到。")
    assert AuditEntry.objects.get(action="recusal.declared").details["reason"] == recusal.reason
    decision = queries.meeting_record(motion.meeting).decisions[0]
    assert [one.reason for one in decision.recused] == [recusal.reason]


def test_one_who_is_absent_leaves_the_entitled_only(motion):
    recuse(motion, place=3)
    bases = queries.bases_of(motion)
    assert (bases.counts.entitled, bases.counts.present, bases.recused.present) == (3, 3, 0)


def test_hands_of_the_recused_are_not_counted(motion):
    recuse(motion)

    with pytest.raises(InvalidError) as refusal:
        hands(motion, 3, 0)

    assert (refusal.value.code, refusal.value.details["present"]) == ("more_hands_than_present", 2)


def test_without_enough_others_nothing_is_decided_and_no_vote_begun():
    meeting = make_open(entitled=3, present=2)
    motion = make_motion(meeting)
    recuse(motion)

    for act in (
        lambda: hands(motion, 1, 0),
        lambda: actions.begin_voting(motion, actor=make_clerk(meeting)),
    ):
        with pytest.raises(RuleError) as refusal:
            act()
        assert refusal.value.code == "quorum_lost"
        assert "回避1票" in str(refusal.value.message) or "1 recused vote" in str(refusal.value.message)
    assert hands(make_motion(meeting), 2, 0).state == Motion.State.CARRIED


def test_a_charter_can_count_them_all_the_same(motion):
    counted = {"value": True, "confidence": "C", "source": SOURCE}
    rules = {"key": "own", "name": {"zh": "本会章程", "en": "Own"}}
    rules["rules"] = RULES | {"motions.ordinary.recused_count": counted}
    CharterProfile.objects.filter(association=motion.association).update(rules=rules)
    recuse(motion)

    bases = queries.bases_of(motion)

    assert (bases.counts.entitled, bases.counts.present, bases.may_vote) == (4, 3, 2)
    assert "仍计入" in bases.rule.sentence.zh


@pytest.mark.parametrize(
    ("reason", "role", "code"),
    [(" ", "voting", "reason_missing"), ("关联", "non_voting", "no_vote")],
)
def test_a_recusal_has_a_reason_and_a_vote(motion, reason, role, code):
    invitation = make_invitation(motion.meeting, role=role)

    with pytest.raises(InvalidError) as refusal:
        actions.declare_recusal(
            motion, invitation=invitation, reason=reason, actor=make_clerk(motion.meeting)
        )

    assert refusal.value.code == code
    assert not Recusal.objects.exists()


def test_nobody_is_recused_twice_from_another_meeting_or_once_a_vote_is_under_way(motion):
    recusal, clerk = recuse(motion), make_clerk(motion.meeting)
    with pytest.raises(RuleError) as twice:
        recuse(motion)
    with pytest.raises(InvalidError) as elsewhere:
        actions.declare_recusal(motion, invitation=make_invitation(), reason="关联", actor=clerk)
    make_event(motion.meeting.invitations.all()[3])
    actions.begin_voting(motion, actor=clerk)
    with pytest.raises(RuleError) as late:
        recuse(motion, place=1)
    with pytest.raises(RuleError) as taken_back:
        actions.withdraw_recusal(recusal, actor=clerk)

    codes = [refusal.value.code for refusal in (twice, elsewhere, late, taken_back)]
    assert codes == ["recused_already", "invited_elsewhere", "vote_under_way", "vote_under_way"]


@pytest.mark.parametrize("kind", ["page", "api"])
def test_a_member_declares_and_takes_back_their_own_through_any_door(motion, client, kind):
    meeting, door = motion.meeting, Door(kind, client)
    user = make_user_with_powers(motion.association)
    own = make_invitation(meeting, user.people.get())
    client.force_login(user)
    rest = f"motions/{motion.pk}/recusals"

    answer = door.send(meeting, f"{rest}/declare/", rest, {"invitation": str(own.pk), "reason": "关联企业"})
    assert answer.status_code in (201, 302), answer.content
    recusal = motion.recusals.get()
    assert (recusal.invitation, recusal.declared_by) == (own, user)
    assert "关联企业" in client.get(page(meeting, f"motions/{motion.pk}/")).content.decode()
    path = f"{rest}/{recusal.pk}/withdraw"
    assert door.send(meeting, f"{path}/", path).status_code in (204, 302)
    assert not motion.recusals.exists()
    assert AuditEntry.objects.get(action="recusal.withdrawn").details["reason"] == "关联企业"


def test_for_others_only_whoever_runs_the_meeting_enters_it(motion, client):
    user = make_user_with_powers(motion.association)
    make_invitation(motion.meeting, user.people.get())
    other = motion.meeting.invitations.first()

    with pytest.raises(NotAllowedError):
        actions.declare_recusal(motion, invitation=other, reason="关联", actor=user)
    sign_in(client, motion.meeting)
    given = {"invitation": str(other.pk), "reason": "关联"}
    Door("page", client).send(motion.meeting, f"motions/{motion.pk}/recusals/declare/", "", given)

    assert queries.recused(motion) == {other.pk}


@pytest.mark.once
def test_the_page_of_a_motion_asks_the_same_number_of_questions_however_much_it_shows(client):
    asked = []
    for rows in (1, 3):
        meeting = make_open(entitled=4, present=4)
        motion, clerk = make_motion(meeting, text_zh="第一条"), make_clerk(meeting)
        for place in range(rows):
            recuse(motion, place)
            amendment = actions.propose_amendment(motion, new_zh=f"增加{place}", actor=clerk)
            actions.adopt_amendment(amendment, actor=clerk)
        sign_in(client, meeting)
        client.get(page(meeting, f"motions/{motion.pk}/"))
        for address in (
            page(meeting, f"motions/{motion.pk}/"),
            api(meeting, f"motions/{motion.pk}/recusals"),
        ):
            with CaptureQueriesContext(connection) as questions:
                assert client.get(address).status_code == 200
            asked.append(len(questions))

    assert asked[:2] == asked[2:]
    assert max(asked) < 18
