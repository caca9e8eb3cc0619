"""Minutes drafted from a record: complete sentences in both languages, nothing that the record does not hold."""

import json
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.core.sentences import Sentence
from guildhall.meetings.drafting import (
    Attendee,
    Decision,
    Item,
    Promise,
    Record,
    Speech,
    Supporter,
    Turn,
    draft_chinese,
    draft_english,
)
from guildhall.meetings.drafting.chinese import OUTCOMES as OUTCOMES_ZH
from guildhall.meetings.drafting.english import OUTCOMES as OUTCOMES_EN

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(hour, minute):
    return datetime(2026, 3, 2, hour, minute, tzinfo=SHANGHAI)


BARE = Record(
    association=Sentence("示例协会", "Example Association"),
    body=Sentence("会长办公会", "Presidents' meeting"),
    name=Sentence("一届二次会长办公会", "Second presidents' meeting"),
)
FULL = replace(
    BARE,
    began_at=at(14, 5),
    ended_at=at(16, 10),
    place=Sentence("协会会议室", "the association's meeting room"),
    mode="hybrid",
    chair=Sentence("甲会长", "President A"),
    recorder=Sentence("乙秘书", "Secretary B"),
    entitled=9,
    present=7,
    online=2,
    quorum=Sentence(
        "应到9人，实到7人，须达到6人，可以开会。", "7 of 9 are present; 6 are needed: it may open."
    ),
    attendees=(
        Attendee(Sentence("甲会长", "President A"), Sentence("会长", "President")),
        Attendee(Sentence("丙", "C"), stand_in=Sentence("丁", "D"), mode="online"),
        Attendee(Sentence("戊", "E"), status="excused", reason="出差"),
        Attendee(Sentence("己", "F"), status="absent"),
        Attendee(Sentence("庚", "G"), role="non_voting"),
        Attendee(Sentence("辛", "H"), role="guest", status="absent"),
    ),
    turns=(
        Turn("adjourned", at(15, 0), "茶歇"),
        Turn("resumed", at(15, 10)),
        Turn("quorum_lost", at(15, 30), present=5),
    ),
    items=(
        Item(
            Sentence("会费收缴情况", "Dues collected"),
            "report",
            (Speech(Sentence("壬", "I")), Speech(Sentence("七家企业", "seven firms"), 7)),
            Sentence("已收八成。\n下一步继续催缴。", "Four fifths are in.\nThe rest is reminded."),
            Sentence("会议听取了汇报", "The report was heard"),
            (Sentence("收缴表", "List"),),
            (
                Decision(
                    Sentence("通过年度计划", "Adopt the annual plan"),
                    state="carried",
                    way="show_of_hands",
                    in_favour=6,
                    against=0,
                    abstain=1,
                    verdict=Sentence("须6票，得6票，通过。", "6 are needed, 6 were given: carried."),
                    resolution="决议〔2026〕3号",
                ),
            ),
        ),
    ),
    decisions=(
        Decision(Sentence("选举理事", "Elect the council"), state="not_stated"),
        Decision(
            Sentence("往年议案", "A past motion"),
            state="rejected",
            way="show_of_hands",
            in_favour=5,
            against=0,
            abstain=2,
        ),
    ),
    promises=(Promise(Sentence("走访会员", "Visit members"), date(2026, 6, 30), Sentence("壬", "I")),),
    supporters=(
        Supporter("sponsor", Sentence("某酒店", "A hotel")),
        Supporter("photographs", Sentence("癸", "J")),
    ),
)


@pytest.mark.parametrize(
    "said",
    [
        "示例协会会长办公会于2026年3月2日在协会会议室以现场与线上相结合方式召开会议：一届二次会长办公会。",
        "会议14:05开始，16:10结束。",
        "会议由甲会长主持，乙秘书记录。",
        "15:00休会（茶歇）。",
        "15:30起有表决权的到会人数为5人，不足法定人数，其间不作表决。",
        "应到9人，实到7人（其中线上2人），请假1人，缺席1人。",
        "开会时：应到9人，实到7人，须达到6人，可以开会。",
        "**出席**（2人）：甲会长（会长）、丙（由丁代为出席，线上）。",
        "**请假**（1人）：戊（出差）。",
        "**列席**（1人）：庚。",
        "### （一）会费收缴情况",
        "由壬、七家企业（7）作汇报。",
        "下一步继续催缴。",
        "会议材料：《收缴表》。",
        "举手表决：须6票，得6票，通过。",
        "举手表决：赞成5票，反对0票，弃权2票。议案未获通过。",
        "形成决议：决议〔2026〕3号。",
        "**结果**：会议听取了汇报。",
        "结果未载明。",
        "1. 走访会员。落实时间：2026年6月30日；责任人员：壬。",
        "会议由某酒店提供支持。",
        "摄影：癸。",
    ],
)
def test_the_chinese_minutes_say(said):
    assert said in draft_chinese(FULL)


@pytest.mark.parametrize(
    "said",
    [
        "Presidents' meeting of Example Association met on 2 March 2026 at the association's meeting room",
        "The meeting began at 14:05 and ended at 16:10.",
        "President A was in the chair. Secretary B kept the record.",
        "At 15:00 the meeting was adjourned (茶歇).",
        "From 15:30 only 5 with a vote were present",
        "Of 9 entitled, 7 attended (2 of them online); 1 excused, 1 absent.",
        "At the opening: 7 of 9 are present; 6 are needed: it may open.",
        "**Present** (2): President A (President); C (represented by D, online).",
        "**Excused** (1): E (出差).",
        "**In attendance without a vote** (1): G.",
        "### 1. Dues collected",
        "I and seven firms (7) reported.",
        "The rest is reminded.",
        "Papers: List.",
        "By show of hands: 6 are needed, 6 were given: carried.",
        "By show of hands: 5 for, 0 against, 2 abstaining. The motion was rejected.",
        "Resolution 决议〔2026〕3号.",
        "**Result:** The report was heard.",
        "The result is not stated.",
        "1. Visit members. Deadline: 30 June 2026; responsible: I.",
        "The meeting was supported by A hotel.",
        "Photographs: J.",
    ],
)
def test_the_english_minutes_say(said):
    assert said in draft_english(FULL)


def test_a_guest_who_did_not_come_is_not_mentioned():
    assert "辛" not in draft_chinese(FULL)
    assert "H" not in draft_english(FULL).replace("Hotel", "")


@pytest.mark.parametrize("draft", [draft_chinese, draft_english])
def test_a_bare_record_gives_minutes_that_state_nothing_of_their_own(draft):
    text = draft(BARE)

    assert ("未载明" in text) or ("not stated" in text)
    assert text.count("##") == 1


def test_a_date_without_a_year_is_told_as_the_source_states_it():
    record = replace(BARE, stated_date=Sentence("3月30日（年份未载明）", "30 March (year not stated)"))

    assert "于3月30日（年份未载明）" in draft_chinese(record)
    assert "on 30 March (year not stated)" in draft_english(record)


def test_names_in_one_language_only_appear_in_both_minutes():
    record = replace(BARE, chair=Sentence("张三", ""))

    assert "会议由张三主持" in draft_chinese(record)
    assert "张三 was in the chair" in draft_english(record)


@pytest.mark.parametrize("state", OUTCOMES_ZH)
def test_every_state_of_a_motion_has_its_sentence(state):
    record = replace(BARE, decisions=(Decision(Sentence("议案甲", "Motion A"), state=state),))

    assert OUTCOMES_ZH[state] in draft_chinese(record)
    assert OUTCOMES_EN[state] in draft_english(record)


def test_consensus_counts_no_votes():
    record = replace(BARE, decisions=(Decision(Sentence("甲", "A"), state="carried", way="consensus"),))

    assert "经协商一致，议案通过。" in draft_chinese(record)
    assert "By consensus. The motion was carried." in draft_english(record)


@given(st.text(max_size=60))
def test_no_title_can_add_a_line_or_a_heading(title):
    named = Sentence(title, title)
    record = replace(BARE, items=(Item(named, decisions=(Decision(named),)),))
    plain = replace(BARE, items=(Item(Sentence("", ""), decisions=(Decision(Sentence("", "")),)),))

    for draft in (draft_chinese, draft_english):
        assert len(draft(record).splitlines()) >= len(draft(plain).splitlines())
        assert draft(record).count("\n#") == draft(plain).count("\n#")


def test_the_record_as_data_is_plain_json_and_changes_with_every_fact():
    data = json.dumps(FULL.as_data(), sort_keys=True)

    assert json.loads(data)["began_at"] == "2026-03-02T14:05:00+08:00"
    assert json.dumps(replace(FULL, entitled=10).as_data(), sort_keys=True) != data
