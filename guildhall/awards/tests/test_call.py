from datetime import timedelta

import pytest
from django.utils import timezone

from guildhall.awards import actions, queries
from guildhall.awards.fees import fee_passages
from guildhall.awards.tests.make import (
    LINES,
    make_association,
    make_call,
    make_entrant,
    make_entry,
    make_keeper,
    make_user_with_powers,
)
from guildhall.core.errors import NotAllowedError, RuleError
from guildhall.notices.models import Notice

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


def test_a_call_is_published_once_it_is_whole(association, keeper):
    draft = make_call(association, state="draft", is_regulated=True, lines=actions.Lines())
    member = make_user_with_powers(association)
    assert not queries.call_list(member, association).exists()
    refused("call_incomplete", lambda: actions.publish_call(draft, actor=keeper))
    actions.change_call(draft, version=1, lines=LINES, title_zh="科技进步奖", actor=keeper)
    refused("approval_missing", lambda: actions.publish_call(draft, actor=keeper))
    actions.change_call(draft, version=2, lines=LINES, approval_number="国评〔2026〕1号", actor=keeper)
    actions.publish_call(draft, actor=keeper)

    assert (draft.state, queries.call_list(member, association).get()) == ("open", draft)
    refused("not_a_draft", lambda: actions.publish_call(draft, actor=keeper))
    refused(
        "changed_meanwhile",
        lambda: actions.change_call(draft, version=draft.version, lines=LINES, title_zh="改", actor=keeper),
    )


def test_deadlines_are_put_off_and_never_brought_forward(association, keeper):
    call = make_call(association)
    later = call.closes_at + timedelta(days=1)
    refused(
        "brought_forward",
        lambda: actions.postpone_call(
            call, closes_at=timezone.now(), scores_until=None, version=1, actor=keeper
        ),
    )
    actions.postpone_call(call, closes_at=later, scores_until=call.scores_until, version=1, actor=keeper)
    assert call.closes_at == later
    refused(
        "changed_meanwhile",
        lambda: actions.postpone_call(call, closes_at=later, scores_until=None, version=1, actor=keeper),
    )


def test_who_entered_is_told_that_it_is_called_off(association, keeper):
    call, entrant = make_call(association), make_entrant(association)
    make_entry(call, organization=entrant.people.get().organization)
    with pytest.raises(NotAllowedError):
        actions.cancel_call(call, reason="申报不足", actor=entrant)
    actions.cancel_call(call, reason="申报不足", actor=keeper)

    assert Notice.objects.get(user=entrant).text_zh == "科技进步奖已取消，原因：申报不足"
    refused("over", lambda: actions.cancel_call(call, reason="再次", actor=keeper))


def test_a_text_is_searched_for_money_that_entrants_would_pay():
    clean = [
        "本次评选不收取任何费用。",
        "申报免费，无需缴纳报名费。",
        "There is no fee for entering; nobody is charged.",
        "There is no fee. Nothing is paid.",
        "评审要点：创新性、效益。",
    ]
    assert [fee_passages(text) for text in clean] == [[]] * len(clean)
    assert fee_passages("获奖单位须缴纳证书费200元。") == ["获奖单位须缴纳证书费200元。"]
    for text in ("每项收取评审费500元", "The entry fee is 100 yuan.", "不设奖金。报名费100元。"):
        assert fee_passages(text), text


def test_a_call_that_speaks_of_a_fee_carries_a_warning(association, keeper, client):
    call = make_call(association, rules_zh="获奖后缴纳证书费。")
    client.force_login(keeper)
    assert "证书费" in queries.fee_warnings(call)[0]
    assert "证书费" in client.get(f"/a/{association.slug}/awards/{call.pk}/").content.decode()
    answer = client.get(f"/api/v1/a/{association.slug}/awards/{call.pk}").json()
    assert len(answer["fee_warnings"]) == len(queries.fee_warnings(call))
