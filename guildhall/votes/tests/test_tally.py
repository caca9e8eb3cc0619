"""Ballots counted and elections decided: the golden cases."""

import json

import pytest

from guildhall.registry.rules import Counts, Tally
from guildhall.registry.tests.charters import make_charter
from guildhall.votes.tally import (
    BlankIs,
    Box,
    CandidateOnBallot,
    CountError,
    ElectionBallot,
    MotionCount,
    Slate,
    WrittenIn,
    count_election,
    count_motion,
    counted_by_hand,
    decide_election,
    decide_motion,
    differences,
    entered_election,
    entered_motion,
    fault_of,
    next_slate,
    together,
    written_name,
)
from guildhall.votes.tests.elections import make_ballots, make_counts, make_slate

pytestmark = pytest.mark.once
CHARTER = make_charter()


def decided(slate, *marks, charter=CHARTER, counts=None, issued=None):
    ballots = make_ballots(*marks)
    count = count_election(ballots, slate, issued=issued)
    return decide_election(count, slate, charter, "assembly", "election", counts or make_counts(len(ballots)))


def ids(standings):
    return [one.candidate.id for one in standings]


@pytest.mark.parametrize(
    ("majority", "votes", "counts", "ok", "code"),
    [
        ("> 1/2 present", "for x10, against x10", Counts(20, 20), False, "not_carried"),
        ("> 1/2 present", "for x11, against x9", Counts(20, 20), True, "carried"),
        (">= 1/2 present", "for x10, against x10", Counts(20, 20), True, "carried"),
        (">= 2/3 present", "for x18, against x9", Counts(27, 27), True, "carried"),
        (">= 2/3 present", "for x17, against x10", Counts(27, 27), False, "not_carried"),
        ("> 2/3 present", "for x18, against x9", Counts(27, 27), False, "not_carried"),
        ("> 1/2 voted", "for x10, against x4, abstain x6", Counts(20, 20), False, "not_carried"),
        ("> 1/2 cast", "for x10, against x4, abstain x6", Counts(20, 20), True, "carried"),
        ("> 1/2 cast", "abstain x20", Counts(20, 20), False, "base_is_zero"),
        ("> 1/2 valid", "for x5, against x4, illegible x11", Counts(20, 20), True, "carried"),
        ("> 1/2 returned", "for x5, against x4, illegible x11", Counts(20, 20), False, "not_carried"),
        ("> 1/2 present", "", Counts(20, 0), False, "nobody_present"),
        ("> 1/2 present", "for x13", Counts(20, 13), False, "no_quorum"),
        ("> 1/2 present", "for x14", Counts(20, 14), True, "carried"),
    ],
)
def test_a_motion_is_carried_exactly_from_its_threshold(majority, votes, counts, ok, code):
    charter = make_charter(bodies__assembly__majority=majority)
    parts = [part.split(" x") for part in votes.split(", ") if part]
    ballots = [mark for mark, times in parts for _ in range(int(times))]

    verdict = decide_motion(count_motion(ballots), charter, "assembly", "ordinary", counts)

    assert (verdict.ok, verdict.code) == (ok, code)


def test_hands_paper_and_devices_make_one_result():
    hands = counted_by_hand(Tally(5, 2, 1))
    paper = entered_motion(Tally(3, 0, 0), issued=5, returned=4, invalid=1)
    devices = count_motion(["for", "against", "abstain", "??"], issued=6, way="named_electronic")

    count = together([paper, hands, devices])

    assert count.votes == Tally(9, 3, 2)
    assert (count.issued, count.returned, count.valid) == (None, None, None)  # hands are no ballots
    assert count.invalid == {"paper": 1, "unknown_mark": 1}
    assert count == together([devices, paper, hands])
    ballots = together([devices, paper])
    assert (ballots.issued, ballots.returned, ballots.valid) == (11, 8, 6)
    json.dumps(count.as_data())


def test_an_overfull_box_is_void_even_where_all_boxes_together_are_not():
    paper = entered_motion(Tally(11, 0, 0), issued=10, returned=11)
    devices = count_motion(["for"] * 5, issued=10)
    count = together([paper, devices])

    verdict = decide_motion(count, CHARTER, "assembly", "ordinary", Counts(20, 20))

    assert count.returned < count.issued
    assert (verdict.ok, verdict.code) == (False, "more_returned_than_issued")
    assert "纸质无记名投票：发出选票10张，收回11张" in verdict.sentence.zh


@pytest.mark.parametrize(
    ("marks", "write_ins", "code"),
    [
        ("FF-", (), None),
        ("---", (), None),
        ("FFF", (), "too_many_marks"),
        ("FF-", ("王芳",), "too_many_marks"),
        ("F--", ("王芳",), None),
        ("F-", (), "wrong_length"),
        ("F---", (), "wrong_length"),
        ("Fx-", (), "unknown_mark"),
        ("F-\n", (), "unknown_mark"),
        ("f--", (), "unknown_mark"),
        ("A--", (" \u200b",), "write_in_unreadable"),
        ("A--", ("王" * 61,), "write_in_unreadable"),
        ("A--", ("王芳", "王 芳"), "write_in_twice"),
        ("A--", ("候 选人１",), "write_in_on_slate"),
        ("A--", ("candidate 1",), "write_in_on_slate"),
    ],
)
def test_a_ballot_is_invalid_for_a_reason_that_is_said(marks, write_ins, code):
    fault = fault_of(ElectionBallot(marks, write_ins), make_slate(write_ins_allowed=True))

    assert (fault and fault.code) == code
    assert fault is None or (fault.sentence.zh and fault.sentence.en)


def test_a_name_written_in_where_that_is_not_allowed_makes_the_ballot_invalid():
    assert fault_of(ElectionBallot("A--", ("王芳",)), make_slate()).code == "write_ins_not_allowed"


def test_a_name_written_in_is_one_name_however_it_is_written():
    assert {written_name(name) for name in ("王芳", " 王 芳", "王　芳", "王\u200b芳")} == {"王芳"}
    assert {written_name(name) for name in ("Li  Ming", "ＬＩ ming ")} == {"LI MING"}
    assert written_name("买买提 • 艾力") == "买买提·艾力"


def test_marks_are_counted_for_each_candidate_and_invalid_ballots_for_none():
    slate = make_slate(write_ins_allowed=True)
    ballots = make_ballots("FA- x3", "SFF x2", "-AS+王 芳", "FFF x4", "A-A+王芳")

    count = count_election(ballots, slate, issued=20)

    assert count.votes == (Tally(3, 1, 3), Tally(2, 4, 1), Tally(2, 1, 4))
    assert count.write_ins == (WrittenIn("王芳", 2),)
    assert (count.issued, count.returned, count.valid, count.invalid) == (20, 11, 7, {"too_many_marks": 4})


@pytest.mark.parametrize(
    ("blank_is", "votes"),
    [
        (BlankIs.ABSTAIN, Tally(1, 1, 2)),
        (BlankIs.AGAINST, Tally(1, 2, 1)),
        (BlankIs.NOTHING, Tally(1, 1, 1)),
    ],
)
def test_what_a_blank_means_is_the_charters(blank_is, votes):
    slate = make_slate(candidates=1, seats=1, blank_is=blank_is)

    assert count_election(make_ballots("F", "A", "S", "-"), slate).votes == (votes,)


def test_an_equal_election_elects_whoever_reaches_the_majority():
    outcome = decided(make_slate(3, 3), "FFF x11", "FFA x5", "FAA x4")

    assert (outcome.ok, outcome.code) == (True, "all_elected")
    assert ids(outcome.elected) == ["c1", "c2", "c3"]
    assert outcome.sentence.zh == "应选3名，当选3名：候选人1、候选人2、候选人3。"
    assert outcome.sentence.en == "3 elected for 3 seats: Candidate 1, Candidate 2, Candidate 3."
    assert outcome.standings[2].sentence.zh.endswith("赞成票须超过其1/2（不少于11票）：通过。当选。")


def test_exactly_half_does_not_elect_where_more_than_half_is_needed():
    outcome = decided(make_slate(2, 2), "FF x10", "FA x10")

    assert (outcome.ok, outcome.code, outcome.vacancies) == (False, "vacancies", 1)
    assert ids(outcome.elected) == ["c1"]
    assert [one.state for one in outcome.standings] == ["elected", "not_carried"]
    assert next_slate(outcome, make_slate(2, 2)) == Slate((outcome.standings[1].candidate,), 1)


def test_a_contested_election_fills_the_seats_by_votes():
    outcome = decided(make_slate(3, 2), "AFF x9", "FFA x8", "FAF x6")

    assert ids(outcome.elected) == ["c2", "c3"]
    assert [one.state for one in outcome.standings] == ["without_seat", "elected", "elected"]


def test_a_tie_for_the_last_seat_elects_none_of_the_tied():
    slate = make_slate(4, 2)
    tied = decided(slate, "FF-- x6", "F-F- x6", "-FF- x4")
    assert (tied.ok, tied.code) == (False, "tie")
    assert (ids(tied.elected), ids(tied.run_off), tied.seats_left) == (["c1"], ["c2", "c3"], 1)
    assert "候选人2、候选人3得票相同（各10票），余下名额1名" in tied.sentence.zh
    assert next_slate(tied, slate) == Slate(slate.candidates[1:3], 1)


def test_a_tie_among_the_elected_harms_nobody():
    outcome = decided(make_slate(3, 2), "FFA x15", "FAF x1", "AFF x1")

    assert (outcome.code, ids(outcome.elected)) == ("all_elected", ["c1", "c2"])


def test_somebody_written_in_is_elected_subject_to_confirmation():
    slate = make_slate(2, 1, write_ins_allowed=True)

    outcome = decided(slate, "AA+王芳 x11", "FA x9")

    assert ids(outcome.elected) == ["written:王芳"] == ids(outcome.to_be_confirmed)
    assert outcome.elected[0].votes == Tally(11, 0, 9)
    assert "王芳系另选他人当选，须本人同意并核实任职条件" in outcome.sentence.zh


@pytest.mark.parametrize("base", ["cast", "voted", "valid", "returned", "present"])
def test_one_vote_never_elects_a_name_written_in_whatever_the_base(base):
    slate = make_slate(1, 1, write_ins_allowed=True)

    outcome = decided(
        slate, "-+王芳", "S x9", charter=make_charter(bodies__assembly__majority=f"> 1/2 {base}")
    )

    assert outcome.standings[-1].state == "not_carried"


@pytest.mark.parametrize(
    ("counts", "issued", "ok", "code"),
    [
        (Counts(20, 20), 9, False, "more_returned_than_issued"),
        (Counts(20, 13), 20, False, "no_quorum"),
        (Counts(20, 0), 20, False, "nobody_present"),
        (Counts(20, 21), 20, None, "counts_do_not_fit"),
        (Counts(20, 20), 20, True, "all_elected"),
    ],
)
def test_what_undoes_the_vote_elects_nobody(counts, issued, ok, code):
    slate = make_slate(1, 1)

    outcome = decided(slate, "F x11", counts=counts, issued=issued)

    assert (outcome.ok, outcome.code) == (ok, code)
    assert bool(outcome.elected) is (ok is True)
    assert next_slate(outcome, slate) == (None if ok else slate)


def test_where_the_charter_is_silent_nobody_is_elected():
    outcome = decided(make_slate(1, 1), "F x11", charter=make_charter(without="majority"))

    assert (outcome.ok, outcome.code, outcome.elected) == (None, "no_rule", ())


def test_paper_entered_by_tellers_is_counted_with_the_electronic_box():
    slate = make_slate(2, 1, write_ins_allowed=True)
    electronic = count_election(make_ballots("FA x3", "-A+王芳"), slate, issued=5)
    paper = entered_election(
        slate, [Tally(4, 1, 1), Tally(1, 3, 2)], issued=8, returned=7, invalid=1, write_ins={"王 芳": 1}
    )

    count = together([paper, electronic])

    assert count.votes == (Tally(7, 1, 2), Tally(1, 7, 2))
    assert count.write_ins == (WrittenIn("王芳", 2),)
    assert (count.issued, count.returned, count.valid) == (13, 11, 10)


@pytest.mark.parametrize(
    ("votes", "more", "code"),
    [
        ([Tally(1, 0, 0)], {}, "candidates_missing"),
        ([Tally(4, 1, 1), Tally(1, 1, 3)], {}, "votes_do_not_add_up"),
        ([Tally(4, 1, 1), Tally(1, 1, 5)], {}, "votes_do_not_add_up"),
        ([Tally(4, 1, 1), Tally(3, 1, 2)], {}, "too_many_votes"),
        ([Tally(4, 1, 1), Tally(1, 1, 4)], {"write_ins": {"王芳": 2}}, "too_many_votes"),
        ([Tally(0, 1, 5), Tally(1, 1, 4)], {"write_ins": {"候选人1": 1}}, "write_in_misfits"),
        ([Tally(0, 0, 0), Tally(0, 0, 0)], {"invalid": 8}, "more_invalid_than_returned"),
    ],
)
def test_figures_that_do_not_add_up_are_refused(votes, more, code):
    slate = make_slate(2, 1, write_ins_allowed=True)

    with pytest.raises(CountError) as refused:
        entered_election(slate, votes, **{"issued": 8, "returned": 6} | more)

    assert refused.value.code == code


def test_two_tellers_who_differ_are_told_where():
    first = entered_motion(Tally(5, 2, 1), issued=9, returned=8)
    second = entered_motion(Tally(6, 2, 1), issued=9, returned=9)

    assert differences(first, first) == ()
    assert [one.zh for one in differences(first, second)] == [
        "纸质无记名投票收回：一人记8，另一人记9",
        "纸质无记名投票有效：一人记8，另一人记9",
        "赞成：一人记5，另一人记6",
    ]


def test_a_slate_names_nobody_twice_and_has_a_seat():
    twice = (CandidateOnBallot("a", "王芳"), CandidateOnBallot("a", "李强"))

    with pytest.raises(ValueError, match="twice"):
        Slate(twice, 1)
    with pytest.raises(ValueError, match="seats"):
        make_slate(seats=0)


def test_a_box_of_hands_has_no_ballots():
    assert counted_by_hand(Tally(1, 0, 0)) == MotionCount((Box("show_of_hands"),), Tally(1, 0, 0))
