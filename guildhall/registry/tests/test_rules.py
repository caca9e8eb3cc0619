"""Opening, deciding and counting: the golden cases, and what the sentences say."""

import json

import pytest

from guildhall.registry.rules import (
    Counts,
    Tally,
    is_carried,
    is_carried_by_consensus,
    may_decide_so,
    may_open,
    threshold_for,
)
from guildhall.registry.tests.charters import make_charter

CHARTER = make_charter()


@pytest.mark.parametrize(
    ("quorum", "entitled", "present", "ok", "code"),
    [
        (">= 2/3 entitled", 27, 18, True, "quorum_reached"),
        (">= 2/3 entitled", 27, 17, False, "quorum_not_reached"),
        ("> 2/3 entitled", 27, 18, False, "quorum_not_reached"),
        ("> 2/3 entitled", 27, 19, True, "quorum_reached"),
        (">= 2/3 entitled", 28, 18, False, "quorum_not_reached"),
        (">= 2/3 entitled", 28, 19, True, "quorum_reached"),
        (">= 1/2 entitled", 20, 10, True, "quorum_reached"),
        ("> 1/2 entitled", 20, 10, False, "quorum_not_reached"),
        ("> 1/2 entitled", 20, 11, True, "quorum_reached"),
        ("> 1/2 entitled", 21, 11, True, "quorum_reached"),
        (">= 1 entitled", 5, 4, False, "quorum_not_reached"),
        (">= 1 entitled", 5, 5, True, "quorum_reached"),
        ("> 0 entitled", 5, 1, True, "quorum_reached"),
        ("> 0 entitled", 5, 0, False, "nobody_present"),
        (">= 2/3 entitled", 27, 0, False, "nobody_present"),
        (">= 2/3 entitled", 0, 0, False, "nobody_entitled"),
        (">= 2/3 entitled", 1, 1, True, "quorum_reached"),
        (">= 2/3 entitled", 27, 28, None, "counts_do_not_fit"),
    ],
)
def test_a_body_opens_exactly_from_its_quorum(quorum, entitled, present, ok, code):
    charter = make_charter(bodies__council__quorum=quorum)

    verdict = may_open(charter, "council", entitled=entitled, present=present)

    assert (verdict.ok, verdict.code) == (ok, code)


def test_the_applied_sentence_is_printed_in_both_languages():
    verdict = may_open(CHARTER, "council", entitled=27, present=18)

    assert verdict.sentence.zh == "应到27人，实到18人；须达到应到人数的2/3（不少于18人）：可以开会。"
    assert (
        verdict.sentence.en == "18 of 27 entitled are present; 2/3 are needed (>= 18): the meeting may open."
    )


def test_a_strict_rule_says_more_than():
    verdict = may_open(CHARTER, "team", entitled=4, present=2)

    assert verdict.sentence.zh == "应到4人，实到2人；须超过应到人数的1/2（不少于3人）：不能开会。"
    assert verdict.sentence.en == (
        "2 of 4 entitled are present; more than 1/2 are needed (>= 3): the meeting may not open."
    )


def test_the_figures_that_were_applied_are_in_the_answer():
    data = may_open(CHARTER, "council", entitled=27, present=18).as_data()

    assert json.loads(json.dumps(data)) == data
    assert data["applied"] == {
        "key": "bodies.council.quorum",
        "value": "2/3",
        "operator": ">=",
        "base": "entitled",
        "base_count": 27,
        "needed": 18,
        "got": 18,
        "source": {"zh": "协会章程的通行写法", "en": "common charter practice"},
        "confidence": "B",
    }


@pytest.mark.parametrize(("counts", "ok"), [(True, True), (False, False)])
def test_those_online_count_where_the_charter_counts_them(counts, ok):
    charter = make_charter(bodies__council__remote_counts=counts)

    verdict = may_open(charter, "council", entitled=27, present=20, online=5)

    assert verdict.ok is ok
    assert ("另有线上5人不计入" in verdict.sentence.zh) is not counts
    assert ("5 online not counted" in verdict.sentence.en) is not counts


def test_nobody_in_the_room_does_not_open_where_online_does_not_count():
    charter = make_charter(bodies__council__remote_counts=False)

    assert may_open(charter, "council", entitled=27, present=27, online=27).code == "nobody_present"


def test_more_online_than_present_cannot_be():
    assert may_open(CHARTER, "council", entitled=27, present=5, online=6).code == "counts_do_not_fit"


def test_a_motion_with_a_quorum_of_its_own_needs_that_one():
    charter = make_charter(bodies__assembly__quorum="> 1/2 entitled")

    assert may_open(charter, "assembly", entitled=30, present=16).ok is True
    assert may_open(charter, "assembly", entitled=30, present=16, motion_kind="plan").ok is True
    assert may_open(charter, "assembly", entitled=30, present=16, motion_kind="dues_standard").ok is False


@pytest.mark.parametrize("counts", [(-1, 0), (27, -1), (27.0, 18), (True, 1)])
def test_what_is_no_count_is_a_mistake_in_the_program(counts):
    with pytest.raises(ValueError, match="is no count"):
        may_open(CHARTER, "council", entitled=counts[0], present=counts[1])


def test_a_silent_charter_gives_no_answer_but_says_where_to_add_the_rule():
    verdict = may_open(make_charter(without="quorum"), "council", entitled=27, present=18)

    assert (verdict.ok, verdict.code) == (None, "no_rule")
    assert verdict.sentence.zh == "章程规则没有规定理事会的“出席人数”，请按本会章程补充。"
    assert (
        verdict.sentence.en
        == "The charter profile has no rule “quorum” for: council. Add it from your charter."
    )


@pytest.mark.parametrize(
    ("majority", "votes", "ok", "code"),
    [
        ("> 1/2 present", (10, 10, 0), False, "not_carried"),
        (">= 1/2 present", (10, 10, 0), True, "carried"),
        ("> 1/2 present", (11, 9, 0), True, "carried"),
        (">= 2/3 present", (13, 7, 0), False, "not_carried"),
        (">= 2/3 present", (14, 6, 0), True, "carried"),
        # abstentions in the base and out of it
        ("> 1/2 present", (10, 2, 8), False, "not_carried"),
        ("> 1/2 cast", (10, 2, 8), True, "carried"),
        ("> 1/2 voted", (10, 2, 8), False, "not_carried"),
        ("> 1/2 cast", (6, 6, 8), False, "not_carried"),
        (">= 1/2 cast", (6, 6, 8), True, "carried"),
        # those who are present and do not vote
        ("> 1/2 voted", (8, 7, 0), True, "carried"),
        ("> 1/2 present", (8, 7, 0), False, "not_carried"),
        ("> 1/2 entitled", (14, 6, 0), True, "carried"),
        ("> 1/2 entitled", (13, 7, 0), False, "not_carried"),
        (">= 1 present", (20, 0, 0), True, "carried"),
        (">= 1 present", (19, 0, 1), False, "not_carried"),
        # bases of zero never carry
        ("> 0 cast", (0, 0, 20), False, "base_is_zero"),
        ("> 1/2 online", (20, 0, 0), False, "base_is_zero"),
        ("> 0 present", (0, 0, 20), False, "not_carried"),
        ("> 1/2 valid", (20, 0, 0), None, "base_not_counted"),
        ("> 1/2 present", (20, 1, 0), None, "counts_do_not_fit"),
    ],
)
def test_a_motion_is_carried_exactly_from_its_majority(majority, votes, ok, code):
    charter = make_charter(bodies__assembly__majority=majority)

    verdict = is_carried(charter, "assembly", "ordinary", Tally(*votes), Counts(27, 20))

    assert (verdict.ok, verdict.code) == (ok, code)


@pytest.mark.parametrize("base", ["issued", "returned", "valid", "on_site", "online"])
def test_every_base_is_counted_as_itself(base):
    charter = make_charter(bodies__assembly__majority=f"> 1/2 {base}")
    counts = Counts(40, 20, 11, issued=30, returned=26, valid=24)
    size = {"issued": 30, "returned": 26, "valid": 24, "on_site": 20, "online": 11}[base]
    enough = size // 2 + 1

    carried = is_carried(charter, "assembly", "election", Tally(enough, 0, 0), counts)
    short = is_carried(charter, "assembly", "election", Tally(enough - 1, 0, 0), counts)

    assert (carried.ok, short.ok) == (True, False)
    assert carried.applied is not None
    assert (carried.applied.base_count, carried.applied.needed) == (size, enough)


def test_a_count_is_said_with_its_base_in_both_languages():
    verdict = is_carried(CHARTER, "assembly", "ordinary", Tally(11, 7, 2), Counts(27, 20))

    assert (
        verdict.sentence.zh
        == "赞成11票，反对7票，弃权2票；实到人数为20，赞成票须超过其1/2（不少于11票）：通过。"
    )
    assert verdict.sentence.en == (
        "11 for, 7 against, 2 abstaining; more than 1/2 of the 20 present are needed (>= 11): carried."
    )


def test_a_quorum_lost_in_mid_meeting_spoils_the_vote():
    before = is_carried(CHARTER, "council", "ordinary", Tally(17, 0, 0), Counts(27, 18))
    after = is_carried(CHARTER, "council", "ordinary", Tally(17, 0, 0), Counts(27, 17))

    assert before.ok is True
    assert (after.ok, after.code) == (False, "no_quorum")
    assert after.sentence.zh.endswith("表决时不足法定人数，表决无效。")
    assert after.sentence.en.endswith("no quorum when the vote closed, so the vote does not count.")


def test_nobody_present_carries_nothing():
    assert is_carried(CHARTER, "council", "ordinary", Tally(0, 0, 0), Counts(27, 0)).code == "nobody_present"


@pytest.mark.parametrize(
    ("ballots", "ok", "code"),
    [
        ((20, 20, 20), True, "carried"),
        ((20, 19, 18), True, "carried"),
        ((20, 21, 20), False, "more_returned_than_issued"),
        ((20, 18, 19), None, "counts_do_not_fit"),
        ((20, 15, 11), None, "counts_do_not_fit"),
    ],
)
def test_ballots_have_to_fit(ballots, ok, code):
    counts = Counts(27, 20, 0, *ballots)

    verdict = is_carried(CHARTER, "assembly", "election", Tally(11, 1, 0), counts)

    assert (verdict.ok, verdict.code) == (ok, code)


def test_votes_by_correspondence_count_as_present_even_where_online_does_not():
    charter = make_charter(bodies__council__remote_counts=False)

    verdict = is_carried(charter, "council", "ordinary", Tally(18, 0, 0), Counts(27, 0, by_correspondence=18))

    assert verdict.ok is True


def test_the_rule_belongs_to_the_kind_of_motion():
    counts, tally = Counts(27, 20), Tally(12, 8, 0)

    assert is_carried(CHARTER, "assembly", "ordinary", tally, counts).ok is True
    assert is_carried(CHARTER, "assembly", "charter_change", tally, counts).ok is False
    assert is_carried(CHARTER, "assembly", "dues_standard", Tally(10, 10, 0), counts).ok is True
    assert is_carried(CHARTER, "assembly", "something_new", tally, counts).ok is True
    assert is_carried(CHARTER, "council", "ordinary", tally, counts).ok is False


@pytest.mark.parametrize(("present", "ok", "code"), [(18, True, "carried_by_consensus"), (17, False, "no_quorum"), (0, False, "nobody_present"), (28, None, "counts_do_not_fit")])  # fmt: skip
def test_consensus_needs_a_quorum(present, ok, code):
    verdict = is_carried_by_consensus(CHARTER, "council", "plan", Counts(27, present))

    assert (verdict.ok, verdict.code) == (ok, code)


def test_which_thresholds_apply_and_where_they_come_from():
    of_motion = threshold_for(CHARTER, "assembly", "charter_change")
    of_body = threshold_for(CHARTER, "presidents_meeting")
    nowhere = threshold_for(make_charter(without="majority"), "council", "ordinary")

    assert of_motion.quorum == CHARTER.by_key["bodies.assembly.quorum"]
    assert of_motion.majority == CHARTER.by_key["motions.charter_change.majority"]
    assert of_motion.sentence.zh == (
        "会员（代表）大会，章程修改：出席不少于应到人数的2/3（按机构的规则）；赞成不少于实到人数的2/3（按事项种类的规则）。"
    )
    assert of_motion.sentence.en == (
        "Members' assembly, change of the charter: quorum at least 2/3 of those entitled (the rule of this body);"
        " in favour at least 2/3 of those present (the rule of this kind of motion)."
    )
    assert of_body.majority == CHARTER.by_key["bodies.presidents_meeting.majority"]
    assert nowhere.majority is None
    assert "没有规定" in nowhere.sentence.zh


@pytest.mark.parametrize(
    ("body", "motion", "way", "form", "code"),
    [
        ("assembly", "election", "correspondence", "correspondence", "not_by_correspondence"),
        ("assembly", "election", "secret_electronic", "correspondence", "not_by_correspondence"),
        ("assembly", "election", "correspondence", "on_site", "not_by_correspondence"),
        ("assembly", "election", "consensus", "on_site", "secret_ballot_only"),
        ("assembly", "election", "show_of_hands", "on_site", "secret_ballot_only"),
        ("assembly", "election", "named_electronic", "hybrid", "secret_ballot_only"),
        ("assembly", "election", "paper", "on_site", "way_allowed"),
        ("assembly", "election", "secret_electronic", "hybrid", "way_allowed"),
        ("assembly", "election", "secret_electronic", "online", "form_not_allowed"),
        ("council", "re_election", "consensus", "on_site", "secret_ballot_only"),
        ("assembly", "dues_standard", "show_of_hands", "on_site", "secret_ballot_only"),
        ("assembly", "dues_standard", "paper", "on_site", "way_allowed"),
        ("assembly", "dues_standard", "paper", "correspondence", "not_by_correspondence"),
        ("council", "dues_standard", "paper", "on_site", "wrong_body"),
        ("presidents_meeting", "branch", "show_of_hands", "on_site", "wrong_body"),
        ("council", "branch", "show_of_hands", "on_site", "way_allowed"),
        ("assembly", "charter_change", "consensus", "on_site", "way_not_allowed"),
        ("presidents_meeting", "plan", "consensus", "on_site", "way_allowed"),
        ("council", "plan", "correspondence", "correspondence", "correspondence_in_special_cases_only"),
        ("assembly", "plan", "correspondence", "correspondence", "not_by_correspondence"),
        ("team", "plan", "correspondence", "correspondence", "way_allowed"),
        ("council", "procedural", "paper", "on_site", "way_not_allowed"),
    ],
)
def test_what_the_rules_forbid_is_refused_with_its_reason(body, motion, way, form, code):
    verdict = may_decide_so(CHARTER, body, motion, way, form)

    assert verdict.code == code
    assert verdict.ok is (code == "way_allowed")
    assert verdict.sentence.zh != verdict.sentence.en


def test_a_special_case_opens_the_way_by_correspondence():
    verdict = may_decide_so(CHARTER, "council", "plan", "correspondence", "correspondence", special_case=True)

    assert verdict.ok is True


def test_a_special_case_never_opens_it_for_an_election():
    verdict = may_decide_so(
        CHARTER, "council", "election", "correspondence", "correspondence", special_case=True
    )

    assert verdict.code == "not_by_correspondence"
    assert verdict.sentence.zh == "选举不得通讯表决；可用现场会议、现场与线上结合的会议。"


def test_a_body_that_counts_nobody_online_does_not_meet_online_only():
    charter = make_charter(bodies__council__remote_counts=False)

    assert (
        may_decide_so(charter, "council", "plan", "show_of_hands", "online").code == "remote_does_not_count"
    )
    assert may_decide_so(charter, "council", "plan", "show_of_hands", "hybrid").ok is True


@pytest.mark.parametrize(("rule", "form"), [("correspondence", "correspondence"), ("ways", "on_site")])
def test_no_way_is_allowed_by_a_charter_that_says_nothing_of_it(rule, form):
    charter = make_charter(without=f".{rule}")

    verdict = may_decide_so(charter, "team", "plan", "show_of_hands", form)

    assert (verdict.ok, verdict.code) == (None, "no_rule")


def test_a_way_that_does_not_exist_is_a_mistake_in_the_program():
    with pytest.raises(ValueError, match="telepathy"):
        may_decide_so(CHARTER, "council", "plan", "telepathy", "on_site")
