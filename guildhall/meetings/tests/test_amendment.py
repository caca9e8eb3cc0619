"""A motion is amended before the vote: proposed, adopted into its text, not adopted, taken back."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.meetings import actions, queries
from guildhall.meetings.amending import Misfit, amended
from guildhall.meetings.models import Amendment, Motion
from guildhall.meetings.tests.make import make_invitation, make_user, make_user_with_powers
from guildhall.meetings.tests.make_session import make_clerk, make_motion, make_open, make_sitting
from guildhall.meetings.tests.session_doors import Door, api, page, sign_in

TEXT = {"text_zh": "一、走访会员五十家。\n二、九月办展会。", "text_en": "Visit 50 members. Hold a fair."}


@pytest.fixture
def motion(db):
    return make_motion(make_open(), **TEXT)


def propose(motion, **words):
    given_words = words or {"old_zh": "五十家", "new_zh": "六十家", "old_en": "50", "new_en": "60"}
    return actions.propose_amendment(motion, **given_words, actor=make_clerk(motion.meeting))


def test_an_adopted_amendment_makes_the_next_version_of_the_motion(motion):
    amendment = propose(motion)

    actions.adopt_amendment(amendment, note="提出人同意", actor=make_clerk(motion.meeting))

    motion.refresh_from_db()
    assert motion.text_zh == "一、走访会员六十家。\n二、九月办展会。"
    assert (motion.text_en, motion.version) == ("Visit 60 members. Hold a fair.", 2)
    newest, first = queries.motion_versions(motion)
    assert (newest.version.amendment, newest.before.text_zh) == (amendment, TEXT["text_zh"])
    assert (newest.changes_words, first.changes_words) == (True, False)
    assert (amendment.state, amendment.note) == (Amendment.State.ADOPTED, "提出人同意")
    assert AuditEntry.objects.get(action="amendment.adopted").details["version"] == 2


def test_amendments_go_together_as_long_as_their_passages_stand(motion):
    clerk = make_clerk(motion.meeting)
    first, added = propose(motion), propose(motion, new_zh="三、编印名录。")
    clashing = propose(motion, old_zh="走访会员五十家", new_zh="不走访")
    struck = propose(motion, old_zh="\n二、九月办展会。", old_en=" Hold a fair.")
    for amendment in (first, added, struck):
        actions.adopt_amendment(amendment, actor=clerk)

    with pytest.raises(InvalidError) as refusal:
        actions.adopt_amendment(clashing, actor=clerk)

    motion.refresh_from_db()
    assert [one.number for one in queries.amendment_list(motion)] == [1, 2, 3, 4]
    assert (motion.text_zh, motion.text_en) == ("一、走访会员六十家。\n\n三、编印名录。", "Visit 60 members.")
    assert refusal.value.code == "passage_missing"
    clashing.refresh_from_db()
    assert clashing.state == Amendment.State.PROPOSED


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"old_zh": "七十家", "new_zh": "八十家"}, "passage_missing"),
        ({"old_zh": "、", "new_zh": "."}, "passage_several_times"),
        ({"old_zh": "五十家", "new_zh": " 五十家 "}, "passage_unchanged"),
        ({"new_zh": "  "}, "amendment_empty"),
    ],
)
def test_an_amendment_that_does_not_fit_is_not_proposed(motion, words, code):
    with pytest.raises(InvalidError) as refusal:
        propose(motion, **words)

    assert refusal.value.code == code
    assert not motion.amendments.exists()


def test_one_that_is_not_adopted_or_withdrawn_stays_in_the_record(motion):
    clerk = make_clerk(motion.meeting)
    rejected, withdrawn = propose(motion), propose(motion)

    actions.reject_amendment(rejected, note="赞成1票，反对2票", actor=clerk)
    actions.withdraw_amendment(withdrawn, actor=clerk)

    motion.refresh_from_db()
    assert (motion.version, motion.text_zh) == (1, TEXT["text_zh"])
    assert [one.state for one in motion.amendments.all()] == ["rejected", "withdrawn"]
    with pytest.raises(RuleError) as refusal:
        actions.adopt_amendment(rejected, actor=clerk)
    assert refusal.value.code == "amendment_decided"
    record = queries.meeting_record(motion.meeting)
    assert [change.note for change in record.decisions[0].changes] == ["赞成1票，反对2票"]


def test_once_a_vote_is_under_way_nothing_is_amended(motion):
    clerk = make_clerk(motion.meeting)
    amendment = propose(motion)
    actions.begin_voting(motion, actor=clerk)

    for act in (
        lambda: propose(motion),
        lambda: actions.adopt_amendment(amendment, actor=clerk),
        lambda: actions.reject_amendment(amendment, actor=clerk),
        lambda: actions.withdraw_amendment(amendment, actor=clerk),
    ):
        with pytest.raises(RuleError) as refusal:
            act()
        assert refusal.value.code == "vote_under_way"
    amendment.refresh_from_db()
    assert amendment.state == Amendment.State.PROPOSED


def test_whoever_has_a_vote_proposes_and_takes_back_their_own_only(motion):
    one, other = (make_user_with_powers(motion.association) for _each in range(2))
    make_invitation(motion.meeting, one.people.get())
    make_invitation(motion.meeting, other.people.get(), role="non_voting")

    mine = actions.propose_amendment(motion, new_zh="三、编印名录。", actor=one)

    assert mine.proposer == one.people.get()
    for act in (
        lambda: actions.propose_amendment(motion, new_zh="四、旅行。", actor=other),
        lambda: actions.withdraw_amendment(mine, actor=other),
        lambda: actions.adopt_amendment(mine, actor=one),
        lambda: actions.reject_amendment(mine, actor=make_user()),
    ):
        with pytest.raises(NotAllowedError):
            act()
    assert actions.withdraw_amendment(mine, actor=one).state == Amendment.State.WITHDRAWN


def test_of_two_who_correct_a_motion_the_slower_is_told(motion):
    clerk = make_clerk(motion.meeting)
    actions.change_motion(motion, version=1, title_zh="先到的题目", actor=clerk)

    with pytest.raises(RuleError) as refusal:
        actions.change_motion(motion, version=1, title_zh="后到的题目", actor=clerk)

    assert refusal.value.code == "changed_meanwhile"
    assert refusal.value.details["stands"]["title_zh"] == "先到的题目"
    motion.refresh_from_db()
    assert (motion.title_zh, motion.version, motion.versions.count()) == ("先到的题目", 2, 2)


@pytest.mark.parametrize("kind", ["page", "api"])
def test_an_amendment_goes_its_way_through_any_door(motion, client, kind):
    meeting, door = motion.meeting, Door(kind, client)
    sign_in(client, meeting)
    rest = f"motions/{motion.pk}"

    door.send(meeting, f"{rest}/amendments/propose/", f"{rest}/amendments", {"new_zh": "三、编印名录。"})
    first = motion.amendments.get()
    door.send(meeting, f"{rest}/amendments/propose/", f"{rest}/amendments", {"new_zh": "四、旅行。"})
    second = motion.amendments.last()
    door.send(meeting, f"{rest}/amendments/propose/", f"{rest}/amendments", {"new_zh": "五、聚餐。"})
    third = motion.amendments.last()
    for amendment, act in ((first, "adopt"), (second, "reject"), (third, "withdraw")):
        path = f"{rest}/amendments/{amendment.pk}/{act}"
        answer = door.send(meeting, f"{path}/", path, {"note": "举手"} if act != "withdraw" else {})
        assert answer.status_code in (200, 302), answer.content

    assert [one.state for one in motion.amendments.all()] == ["adopted", "rejected", "withdrawn"]
    motion.refresh_from_db()
    assert motion.text_zh.endswith("三、编印名录。")
    answer = door.send(meeting, f"{rest}/amendments/propose/", f"{rest}/amendments", {"old_zh": "没有的话"})
    assert answer.status_code == (200 if kind == "page" else 422)
    said = answer.content.decode() if kind == "page" else answer.json()["detail"]
    assert "没有“没有的话”" in said
    versions = client.get(api(meeting, f"{rest}/versions")).json()["items"]
    assert [version["amendment"] for version in versions] == [1, None]
    shown = client.get(page(meeting, f"{rest}/")).content.decode()
    assert "编印名录" in shown


def test_the_minutes_say_what_was_amended(motion):
    clerk = make_clerk(motion.meeting)
    actions.adopt_amendment(propose(motion), note="提出人同意", actor=clerk)
    actions.decide_motion(motion, way="consensus", actor=clerk)

    draft = actions.draft_minutes(
        actions.close_meeting(motion.meeting, actor=clerk), actor=clerk
    ).versions.get()

    assert "将“五十家”改为“六十家”。采纳（提出人同意）。" in draft.text_zh
    assert "“50” becomes “60”. Adopted" in draft.text_en


@pytest.mark.parametrize("state", [Motion.State.CARRIED, Motion.State.WITHDRAWN])
def test_what_was_decided_is_not_amended_any_more(motion, state):
    Motion.objects.filter(pk=motion.pk).update(state=state)

    with translation.override("en"), pytest.raises(RuleError) as refusal:
        propose(motion)

    assert refusal.value.code == "already_decided"


def test_before_the_meeting_a_motion_is_amended_too(db):
    motion = make_motion(make_sitting(), **TEXT)
    assert propose(motion).number == 1


@given(st.text("甲乙丙\n ", max_size=12), st.text("甲乙丙", max_size=3), st.text("甲乙丙丁", max_size=3))
def test_a_passage_that_stands_once_is_replaced_and_nothing_else(text, old, new):
    made = amended(text, old, new)

    if isinstance(made, Misfit):
        assert not (old and new and old != new and text.count(old) == 1)
    elif old:
        assert made == text.strip().replace(old, new, 1).strip()
    else:
        assert (made[: len(text.strip())], made[-len(new) :]) == (text.strip(), new)
