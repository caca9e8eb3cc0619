from datetime import date

import pytest

from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.dues import actions
from guildhall.dues.models import DuesStandard
from guildhall.dues.tests.make import VOTE, make_draft, make_run, make_standard, make_tier
from guildhall.meetings.models import Meeting, Motion
from guildhall.registry.tests.make import make_body, make_top_body

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(association, tier, treasurer):
    standard = make_draft(association)
    return actions.set_rates(standard, rates={tier: 500_000}, version=1, actor=treasurer)


def refused_code(standard, actor, **vote):
    with pytest.raises(RuleError) as refusal:
        actions.adopt_standard(standard, **VOTE | vote, actor=actor)
    standard.refresh_from_db()
    assert standard.state == "draft"
    return refusal.value.code


def test_a_standard_is_drafted_with_rates_and_adopted_as_the_assembly_voted(
    association, tier, treasurer, president, lines
):
    standard = actions.draft_standard(
        association,
        body=make_top_body(association),
        name_zh="会费标准",
        from_on=date(2026, 1, 1),
        actor=treasurer,
    )
    actions.set_rates(standard, rates={tier: 2_000_000}, version=1, actor=treasurer)

    adopted = actions.adopt_standard(standard, **VOTE, actor=president)

    assert (adopted.state, adopted.entitled, adopted.in_favour) == ("adopted", 90, 60)
    said = [verdict["sentence"]["zh"] for verdict in adopted.verdict["verdicts"]]
    assert any("72" in sentence or "60" in sentence for sentence in said)
    assert lines()[-3:] == ["dues_standard.drafted", "dues_standard.rates_set", "dues_standard.adopted"]


@pytest.mark.parametrize(
    ("vote", "code"),
    [
        ({"way": "show_of_hands"}, "secret_ballot_only"),
        ({"way": "consensus"}, "secret_ballot_only"),
        ({"form": "correspondence"}, "not_by_correspondence"),
        ({"present": 59, "in_favour": 40}, "no_quorum"),
        ({"in_favour": 35, "against": 30, "abstained": 7}, "not_carried"),
        ({"in_favour": 100}, "counts_do_not_fit"),
        ({"present": 91}, "counts_do_not_fit"),
        ({"against": None}, "vote_incomplete"),
        ({"way": ""}, "vote_incomplete"),
        ({"decided_on": date(2999, 1, 1)}, "day_to_come"),
    ],
)
def test_an_openly_voted_standard_or_one_without_quorum_is_refused(draft, president, vote, code):
    assert refused_code(draft, president, **vote) == code


def test_the_refusal_is_the_sentence_of_the_rule(draft, president):
    with pytest.raises(RuleError) as refusal:
        actions.adopt_standard(draft, **VOTE | {"present": 59, "in_favour": 40}, actor=president)

    assert "59" in str(refusal.value.message)
    assert refusal.value.details["verdict"]["applied"]["key"] == "motions.dues_standard.quorum"


def test_another_body_than_the_assembly_cannot_adopt_it(association, tier, treasurer, president):
    standard = make_draft(association)
    DuesStandard.objects.filter(pk=standard.pk).update(body=make_body(association, kind="council"))
    standard.refresh_from_db()
    actions.set_rates(standard, rates={tier: 1}, version=1, actor=treasurer)

    assert refused_code(standard, president) == "wrong_body"


def test_more_rates_than_the_charter_allows_are_refused(association, draft, treasurer, president):
    rates = {make_tier(association): 100 * number for number in range(1, 6)}
    actions.set_rates(draft, rates=rates, version=draft.version, actor=treasurer)

    assert refused_code(draft, president) == "too_many_tiers"


def test_a_standard_without_rates_is_not_adopted(association, president):
    assert refused_code(make_draft(association), president) == "no_rates"


def test_an_adopted_standard_never_changes(association, tier, treasurer, president):
    standard = make_standard(association, rates={tier: 100})

    for change in (
        lambda: actions.set_rates(standard, rates={tier: 1}, version=1, actor=treasurer),
        lambda: actions.change_standard(standard, version=1, name_zh="新", actor=treasurer),
        lambda: actions.adopt_standard(standard, **VOTE, actor=president),
    ):
        with pytest.raises(RuleError) as refusal:
            change()
        assert refusal.value.code == "already_adopted" or refusal.value.code == "begins_too_early"
    assert standard.rates.get().amount == 100


def test_a_successor_ends_the_standard_before_it_the_day_before(association, tier, treasurer, president):
    first = make_standard(association, rates={tier: 100}, from_on=date(2024, 1, 1))
    make_run(first)
    draft = make_draft(association, from_on=date(2027, 1, 1))
    actions.set_rates(draft, rates={tier: 200}, version=1, actor=treasurer)

    actions.adopt_standard(draft, **VOTE, actor=president)

    first.refresh_from_db()
    assert first.to_on == date(2026, 12, 31)


def test_a_successor_that_begins_no_later_is_refused(association, draft, tier, president):
    make_standard(association, rates={tier: 100}, from_on=date(2026, 1, 1))

    assert refused_code(draft, president) == "begins_too_early"


def test_whoever_keeps_the_money_does_not_decide_and_who_decides_does_not_keep_it(
    association, draft, tier, treasurer, president, reader
):
    with pytest.raises(NotAllowedError):
        actions.adopt_standard(draft, **VOTE, actor=treasurer)
    for outsider in (president, reader):
        with pytest.raises(NotAllowedError):
            actions.set_rates(draft, rates={tier: 1}, version=draft.version, actor=outsider)


def test_two_who_change_a_draft_at_once_do_not_overwrite_each_other(draft, tier, treasurer):
    with pytest.raises(RuleError) as refusal:
        actions.set_rates(draft, rates={tier: 7}, version=1, actor=treasurer)

    assert refusal.value.code == "changed_meanwhile"
    assert draft.rates.get().amount == 500_000


def test_a_negative_rate_and_a_tier_of_another_association_are_refused(draft, tier, treasurer):
    for rates in ({tier: -1}, {make_tier(): 5}):
        with pytest.raises(InvalidError):
            actions.set_rates(draft, rates=rates, version=draft.version, actor=treasurer)


def test_a_nameless_standard_is_refused(association, treasurer):
    with pytest.raises(InvalidError) as refusal:
        actions.draft_standard(
            association, body=make_top_body(association), from_on=date(2026, 1, 1), actor=treasurer
        )

    assert refusal.value.code == "name_missing"


def make_motion(standard, **details):
    meeting = Meeting.objects.create(
        association=standard.association, body=standard.body, name_zh="第二次会员大会"
    )
    return Motion.objects.create(
        association=standard.association,
        meeting=meeting,
        kind="dues_standard",
        title_zh="会费标准",
        **details,
    )


def test_the_count_is_taken_from_the_meetings_motion(draft, president):
    counts = {"entitled": 90, "present_on_site": 70, "present_online": 2, "by_correspondence": 0}
    motion = make_motion(draft, for_count=60, against_count=7, abstain_count=5, counts=counts)

    adopted = actions.adopt_standard(
        draft, motion=motion, way="paper", decided_on=date(2025, 12, 12), actor=president
    )

    assert (adopted.motion, adopted.present, adopted.meeting_zh) == (motion, 72, "第二次会员大会")


def test_a_rejected_motion_and_one_about_something_else_are_refused(draft, president):
    for details, code in (({"state": "rejected"}, "motion_rejected"),):
        with pytest.raises(RuleError) as refusal:
            actions.adopt_standard(draft, motion=make_motion(draft, **details), **VOTE, actor=president)
        assert refusal.value.code == code
    other = make_motion(draft)
    Motion.objects.filter(pk=other.pk).update(kind="ordinary")
    other.refresh_from_db()
    with pytest.raises(InvalidError):
        actions.adopt_standard(draft, motion=other, **VOTE, actor=president)
