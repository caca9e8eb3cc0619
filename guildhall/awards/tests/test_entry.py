from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone as clock

from guildhall.awards import actions, eligibility, queries
from guildhall.awards.models import Call
from guildhall.awards.tests.make import (
    PDF,
    make_association,
    make_call,
    make_entrant,
    make_entry,
    make_keeper,
    make_member,
)
from guildhall.core.errors import NotAllowedError, RuleError

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def refused(code, act):
    with pytest.raises(RuleError) as refusal:
        act()
    assert refusal.value.code == code
    return refusal.value


@pytest.fixture
def association():
    return make_association()


@pytest.fixture
def entrant(association):
    return make_entrant(association)


def start(call, actor, **details):
    category = call.categories.select_related("association").get()
    return actions.start_entry(category, **{"title_zh": "高速轴承"} | details, actor=actor)


def test_an_entry_is_submitted_by_the_rules_with_their_sentences(association, entrant):
    call = make_call(association, members_only=True, member_months=12, needs_file=True, entries_each=1)
    entry = start(call, entrant)
    refusal = refused("not_eligible", lambda: actions.submit_entry(entry, actor=entrant))
    assert {one["code"] for one in refusal.details["verdicts"]} == {"member", "needs_file"}

    make_member(association, organization=entry.organization)
    actions.attach_entry_file(entry, name="申报书.pdf", content=PDF, actor=entrant)
    actions.submit_entry(entry, actor=entrant)
    assert (entry.state, entry.number, entry.member.organization) == ("submitted", 1, entry.organization)
    assert [one["ok"] for one in entry.verdicts] == [True] * 5

    second = start(call, entrant)
    actions.attach_entry_file(second, name="申报书.pdf", content=PDF, actor=entrant)
    refusal = refused("not_eligible", lambda: actions.submit_entry(second, actor=entrant))
    assert [one["code"] for one in refusal.details["verdicts"]] == ["entries_each"]
    refused("last_file", lambda: actions.remove_entry_file(entry.files.get(), actor=entrant))


def test_nothing_changes_after_the_deadline(association, entrant):
    call = make_call(association)
    entry = start(call, entrant)
    Call.objects.update(closes_at=clock.now() - timedelta(minutes=1), scores_until=None)
    again = {"category": entry.category, "people": [], "version": 1, "title_zh": "改"}
    refused("deadline_passed", lambda: actions.change_entry(entry, **again, actor=entrant))
    refused("deadline_passed", lambda: actions.submit_entry(entry, actor=entrant))
    refused("deadline_passed", lambda: start(call, entrant))


def test_the_slower_of_two_is_told(association, entrant):
    entry = start(make_call(association), entrant)
    again = {"category": entry.category, "people": [], "title_zh": "重载轴承"}
    actions.change_entry(entry, **again, version=1, actor=entrant)
    refusal = refused(
        "changed_meanwhile", lambda: actions.change_entry(entry, **again, version=1, actor=entrant)
    )
    assert refusal.details["stands"]["title_zh"] == "重载轴承"


def test_an_entry_is_its_entrants_and_seen_by_nobody_else_before_it_is_submitted(association, entrant):
    keeper, other = make_keeper(association), make_entrant(association)
    entry = start(make_call(association), entrant)
    assert not queries.entries_visible_to(keeper, association).exists()
    with pytest.raises(NotAllowedError):
        actions.submit_entry(entry, actor=other)
    actions.submit_entry(entry, actor=entrant)
    assert queries.entries_visible_to(keeper, association).get() == entry
    assert not queries.entries_visible_to(other, association).exists()


def test_withdrawn_and_excluded_entries_are_out(association, entrant):
    call, keeper = make_call(association), make_keeper(association)
    entry = start(call, entrant)
    actions.submit_entry(entry, actor=entrant)
    actions.withdraw_entry(entry, reason="数据有误", actor=entrant)
    refused("ended", lambda: actions.withdraw_entry(entry, actor=entrant))
    refused("not_submitted", lambda: actions.exclude_entry(entry, reason="不符", actor=keeper))
    other = make_entry(call)
    actions.exclude_entry(other, reason="不符合条件", actor=keeper)
    assert (other.state, other.ended_reason) == ("excluded", "不符合条件")
    assert start(call, entrant).pk


RULES = eligibility.Rules(NOON, members_only=True, member_months=12, entries_each=0, needs_file=False)


@pytest.mark.parametrize(
    ("joined", "today", "ok"),
    [
        (date(2025, 5, 1), date(2026, 5, 1), True),
        (date(2025, 5, 2), date(2026, 5, 1), False),
        (date(2025, 5, 31), date(2026, 5, 30), False),
        (None, date(2026, 5, 1), False),
    ],
)
def test_months_of_membership_are_whole_months(joined, today, ok):
    facts = eligibility.Facts(
        NOON - timedelta(hours=1), today, is_member=True, joined_on=joined, submitted_before=0, files=0
    )
    found = {answer.code: answer for answer in eligibility.check(RULES, facts)}
    assert found["member_months"].ok is ok
    assert found["member_months"].sentence.zh.endswith("。")
