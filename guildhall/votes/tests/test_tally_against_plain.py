"""Our counter, the plain one and the verifier agree; how ballots are ordered and boxed makes no difference."""

import random
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guildhall.registry.rules import Counts, Tally
from guildhall.registry.tests.charters import make_charter
from guildhall.votes.tally import (
    ElectionBallot,
    count_election,
    count_motion,
    decide_election,
    together,
)
from guildhall.votes.tests.elections import make_slate
from guildhall.votes.tests.plain import PlainElection

pytestmark = pytest.mark.once
ELECTIONS = 10_000
OTHERS = ["王芳", "李强", "张伟"]
QUORUMS = [">= 2/3 entitled", "> 1/2 entitled", ">= 1/2 entitled"]
MAJORITIES = [
    "> 1/2 present",
    ">= 1/2 present",
    ">= 2/3 present",
    "> 1/2 valid",
    ">= 1/3 valid",
    "> 1/2 cast",
]
MAJORITIES += [">= 1/2 voted", "> 1/2 entitled", "> 1/2 returned", ">= 1/2 issued"]


def drawn(dice):
    """A small election, so that halves, thirds, ties, blanks, mistakes and lost quorums are frequent."""
    candidates, present = dice.randint(0, 5), dice.choice([0, 1, 2, 3, 4, 6, 6, 9, 12, 12])
    election = PlainElection(
        names=[f"候选人{n}" for n in range(1, candidates + 1)],
        seats=dice.randint(1, 4),
        write_ins=dice.random() < 0.7,
        entitled=max(present + dice.choice([0, 0, 1, 3, present]), 1),
        present=present,
        issued=max(present - dice.choice([0, 0, 0, 0, 1]), 0),
        quorum=dice.choice(QUORUMS),
        majority=dice.choice(MAJORITIES),
    )
    letters = dice.choice(["FFAS-", "FA", "FFFFFA", "F-", "FASFASFASx"])
    for _ in range(max(present - dice.choice([0, 0, 1, 2]), 0)):
        marks = "".join(dice.choices(letters, k=candidates + (dice.random() < 0.01)))
        written = (
            dice.choices([*OTHERS, "候选人1"], k=dice.choice([0, 0, 0, 1, 2])) if dice.random() < 0.5 else []
        )
        election.ballots.append((marks, written))
    return election


@pytest.mark.slow
def test_two_independent_counters_agree_on_ten_thousand_elections():
    dice = random.Random(4)  # noqa: S311 -- elections for a test, the same every time
    charters = {
        (quorum, majority): make_charter(bodies__assembly__quorum=quorum, bodies__assembly__majority=majority)
        for quorum, majority in product(QUORUMS, MAJORITIES)
    }
    seen = set()
    for _ in range(ELECTIONS):
        plain = drawn(dice)
        slate = make_slate(len(plain.names), plain.seats, write_ins_allowed=plain.write_ins)
        ballots = [ElectionBallot(marks, tuple(written)) for marks, written in plain.ballots]
        charter = charters[plain.quorum, plain.majority]

        count = count_election(ballots, slate, issued=plain.issued)
        counts = Counts(plain.entitled, plain.present)
        outcome = decide_election(count, slate, charter, "assembly", "election", counts)

        assert [(one.for_, one.against, one.abstain) for one in count.votes] == list(plain.votes().values())
        assert {one.name: one.votes for one in count.write_ins} == plain.written()
        assert count.valid == len(plain.valid_ballots)
        code, elected, tied = plain.result()
        ours = [[one.candidate.name_zh for one in names] for names in (outcome.elected, outcome.run_off)]
        assert (outcome.code, *ours) == (code, elected, tied), plain
        seen.add(code)
    assert seen == {
        "all_elected",
        "vacancies",
        "tie",
        "no_quorum",
        "nobody_present",
        "more_returned_than_issued",
    }


BALLOT = st.builds(
    ElectionBallot,
    st.text("FAS-x", min_size=3, max_size=4),
    st.lists(st.sampled_from([*OTHERS, "候选人1"]), max_size=2).map(tuple),
)


@given(st.lists(BALLOT, max_size=25), st.data())
@settings(max_examples=60, deadline=None)
def test_neither_order_nor_boxes_change_a_count(ballots, data):
    slate = make_slate(3, 2, write_ins_allowed=True)
    shuffled = data.draw(st.permutations(ballots))
    cut = data.draw(st.integers(0, len(ballots)))

    whole = count_election(ballots, slate)
    boxes = together(count_election(part, slate) for part in (shuffled[:cut], shuffled[cut:]))

    assert count_election(shuffled, slate) == whole
    assert (boxes.votes, boxes.write_ins) == (whole.votes, whole.write_ins)
    assert (boxes.returned, boxes.valid, boxes.invalid) == (whole.returned, whole.valid, whole.invalid)
    assert all(votes.total == whole.valid for votes in whole.votes)


@given(st.lists(st.sampled_from(["for", "against", "abstain", "?"]), max_size=40))
@settings(max_examples=40, deadline=None)
def test_every_ballot_on_a_motion_is_counted_once(ballots):
    count = count_motion(ballots)

    assert count.votes == Tally(*(ballots.count(mark) for mark in ("for", "against", "abstain")))
    assert count.returned == len(ballots) == count.valid + sum(count.invalid.values())
