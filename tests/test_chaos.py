"""The drill that kills the server sees what it is there to see. The drill itself takes minutes: `make chaos`."""

import pytest

from tools.chaos.polling import Poll, Polling, votes_at_rest, votes_in_the_end
from tools.chaos.treasury import BankStatement, Run, Treasury
from tools.chaos.verdict import at_rest, in_the_end, money_at_rest, money_in_the_end
from tools.chaos.work import Table, Work


def work(*tables: Table) -> Work:
    """Two people, one meeting, one check-in that was answered."""
    world = {"meetings": ["m"], "invitations": ["i1", "i2"]}
    return Work(0, world, answered={"c1"}, tables=list(tables))


def table(told: str, *, is_undone: bool = False) -> Table:
    return Table("s0001", 3, is_undone=is_undone, told=told, is_finished=True)


def wreck(state: str, rows: int, names: int | None = None, **more):
    there = {"s0001": [rows, rows if names is None else names]}
    return {"answered": ["c1"], "batches": [["s0001", state]], "firms": there if rows else {}} | more


def world(**more):
    notices = [["k1", "p1@example.org"], ["k2", "p2@example.org"]]
    lists = ("failed_jobs", "odd_jobs", "broken", "numbers", "letters", "files", "database")
    whole = {"events": ["c1"], "notices": notices, "notified": ["m"], "failed_mails": 0}
    return whole | {name: [] for name in lists} | more


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("checked", wreck("checked", 0)),
        ("checked", wreck("committed", 3)),
        ("committed", wreck("undoing", 3)),
        ("committed", wreck("undone", 0)),
        ("", {"answered": ["c1", "c2"], "batches": [], "firms": {}}),
    ],
)
def test_what_is_whole_is_not_complained_of(told, found):
    assert at_rest(work(table(told)), found) == []


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("checked", wreck("committed", 2)),
        ("checked", wreck("committing", 1)),
        ("checked", wreck("committed", 3, 2)),
        ("checked", wreck("committed", 6, 3)),
        ("committed", wreck("checked", 0)),
        ("undone", wreck("committed", 3)),
        ("checked", wreck("checked", 0, batches=[["s0001", "checked"]] * 2)),
        ("uploaded", wreck("", 0, batches=[])),
        ("checked", wreck("checked", 0, answered=[])),
    ],
)
def test_what_is_lost_doubled_or_half_done_after_a_kill_is_said(told, found):
    assert at_rest(work(table(told)), found)


def test_nothing_is_wrong_in_the_end_when_everything_is_there_once():
    assert in_the_end(work(table("committed")), world(), wreck("committed", 3)) == []


@pytest.mark.parametrize(
    "more",
    [
        {"events": ["c1", "c1"]},
        {"notices": [["k1", "p1@example.org"]]},
        {"notices": [["k1", "p1@example.org"], ["k1", "p1@example.org"], ["k2", "p2@example.org"]]},
        {"notified": []},
        {"failed_mails": 1},
        {"failed_jobs": [["imports.commit_batch", "broken"]]},
        {"odd_jobs": [["imports.commit_batch", 4, 3]]},
        {"broken": [[7, "altered"]]},
        {"numbers": ["notice 2026: 2 documents, last number 3"]},
        {"letters": ["meeting m has 0 valid letters"]},
        {"files": ["file x is not whole"]},
        {"database": ["row missing from index"]},
    ],
)
def test_what_is_wrong_in_the_end_is_said(more):
    assert in_the_end(work(table("committed")), world(**more), wreck("committed", 3))


def test_a_table_that_was_to_be_taken_out_and_is_still_there_is_said():
    assert in_the_end(work(table("committed", is_undone=True)), world(), wreck("committed", 3))


def treasury() -> Treasury:
    """One year's dues of two members, a statement that pays the first, a pair that was merged."""
    given = Treasury(Work(0, {"members": [["甲", 100], ["乙", 200]], "pairs": [["k", "g"]]}))
    given.runs = [Run(2000, "r", "sent", is_finished=True)]
    given.statements = [BankStatement("b0000", 2000, 0, 1, is_taken=True, is_finished=True)]
    given.pairs[0].told = 1
    return given


def books(**more):
    return {"books": [], "runs": {"2000": "sent"}, "payments": 1, "turns": {"g": 1}} | more


def test_money_that_is_whole_is_not_complained_of():
    assert money_in_the_end(treasury(), {"paid": {"HF2000-00001": [100]}}, books()) == []
    assert money_at_rest(treasury(), books(turns={"g": 2}, payments=2)) == []


@pytest.mark.parametrize(
    "more",
    [
        {"books": ["accounts hold 1, by their events 2"]},
        {"runs": {"2000": "booking"}},
        {"runs": {}},
        {"payments": 0},
        {"turns": {}},
        {"turns": {"g": 3}},
    ],
)
def test_dues_and_merges_that_are_lost_or_half_done_are_said(more):
    assert money_at_rest(treasury(), books(**more))


@pytest.mark.parametrize(
    "paid", [{}, {"HF2000-00001": [100, 100]}, {"HF2000-00001": [99]}, {"HF2000-00002": [200]}]
)
def test_a_notice_that_is_not_paid_as_its_line_says_is_said(paid):
    assert money_in_the_end(treasury(), {"paid": paid}, books())


def polling(state="open"):
    """Three have voted: one was told so, one asked again, one was cut off."""
    given = Polling(Work(0, {"voters": ["a", "b", "c", "d"], "session": "m"}))
    poll = Poll(0, is_secret=True, pk="v", state=state, told={0: ["p0"]}, lost={1}, cut={1, 2})
    given.polls = [poll]
    return given


def lying(**more):
    vote = {
        "state": "open",
        "voted": 3,
        "ballots": 3,
        "envelopes": 3,
        "phrases": [],
        "counted": None,
        "key": True,
    }
    return {"votes": {"v": vote | more}, "keys": 0}


def closed(**more):
    boxed = {"state": "counting", "envelopes": 0, "phrases": ["p0", "p1", "p2"], "key": False}
    return lying(**boxed | more)


def test_votes_that_are_whole_are_not_complained_of():
    assert votes_at_rest(polling(), lying()) == []
    assert votes_at_rest(polling(), lying(voted=2, ballots=2)) == []
    assert votes_in_the_end(polling("declared"), closed(state="declared", counted=3)) == []


@pytest.mark.parametrize(
    "found",
    [
        {"votes": {}, "keys": 0},
        lying(voted=1, ballots=1),
        lying(voted=4, ballots=4),
        lying(ballots=2),
        lying(key=False),
        closed(envelopes=1),
        closed(phrases=["p1", "p2", "p3"]),
        closed(counted=2),
        closed() | {"keys": 1},
    ],
)
def test_ballots_that_are_lost_doubled_or_left_sealed_are_said(found):
    assert votes_in_the_end(polling(), found)


def test_a_vote_that_is_open_again_is_said():
    assert votes_at_rest(polling("counting"), lying())
