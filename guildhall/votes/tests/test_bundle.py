"""The bundle of a closed vote, and the verifier that finds whatever was changed in it."""

import copy
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guildhall.core.sentences import Sentence, UnreadableError
from guildhall.registry.rules import Counts, Tally
from guildhall.registry.tests.charters import make_charter
from guildhall.votes.bundle import (
    About,
    ByCharter,
    CastBallot,
    election_bundle,
    motion_bundle,
    read_bundle,
    write_bundle,
)
from guildhall.votes.tally import (
    ElectionBallot,
    count_election,
    count_motion,
    counted_by_hand,
    decide_election,
    decide_motion,
    entered_election,
    together,
)
from guildhall.votes.tests.elections import make_slate
from guildhall.votes.verifier import verify_bundle

pytestmark = pytest.mark.once
SYLLABLES = ["ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu"]


def phrase(number):
    words = "".join(SYLLABLES[int(digit)] for digit in f"{number:08}")
    return "-".join([words[:4], words[4:8], words[8:12], words[12:], f"{number:04}"])


def about(*, is_secret=True):
    return About(
        vote="01936c5e-0000-7000-8000-000000000000",
        association=Sentence("云岭协会", "Yunling Association"),
        body=Sentence("会员大会", "Assembly"),
        title=Sentence("选举理事", "Election of the council"),
        closed_at=datetime(2026, 11, 21, 15, 30, tzinfo=UTC),
        is_secret=is_secret,
    )


def make_election(marks=("FFA-", "FAF-", "AFFS", "F--F+王芳", "FFFF", "FA-A"), *, paper=True, **charter):
    """Nine there, six by device - one ballot with too many marks - and three on paper."""
    slate = make_slate(4, 3, write_ins_allowed=True)
    ballots = [
        CastBallot(letters, tuple(names), phrase(number))
        for number, (letters, *names) in enumerate((text.split("+") for text in marks), start=1)
    ]
    electronic = count_election(
        (ElectionBallot(one.marks, one.write_ins) for one in ballots), slate, issued=len(ballots)
    )
    votes = [Tally(3, 0, 0), Tally(3, 0, 0), Tally(1, 1, 1), Tally(0, 3, 0)]
    entered = [entered_election(slate, votes, issued=3, returned=3)] if paper else []
    by = ByCharter(make_charter(**charter), "assembly", "election", Counts(12, 9))
    count = together([electronic, *entered])
    outcome = decide_election(count, slate, by.profile, "assembly", "election", by.counts)
    return election_bundle(
        about(),
        by,
        slate=slate,
        ballots=ballots,
        electronic=electronic,
        entered=entered,
        count=count,
        outcome=outcome,
    )


def make_motion():
    """A named vote: hands in the room, devices online."""
    ballots = [
        CastBallot("for", seat="甲公司"),
        CastBallot("against", seat="乙公司"),
        CastBallot("for", seat="甲公司"),
    ]
    electronic = count_motion((one.marks for one in ballots), issued=4, way="named_electronic")
    hands = counted_by_hand(Tally(6, 1, 1))
    count = together([electronic, hands])
    by = ByCharter(make_charter(), "council", "ordinary", Counts(15, 8, 4))
    result = decide_motion(count, by.profile, "council", "ordinary", by.counts)
    return motion_bundle(
        about(is_secret=False),
        by,
        ballots=ballots,
        electronic=electronic,
        entered=[hands],
        count=count,
        result=result,
    )


ELECTION, MOTION = make_election(), make_motion()


def found(bundle, **more):
    content = bundle if isinstance(bundle, bytes) else write_bundle(bundle)[0]
    return {code for code, _where in verify_bundle.check(content, **more).problems}


@pytest.mark.parametrize(
    "bundle", [ELECTION, MOTION, make_election(paper=False)], ids=["hybrid", "named", "electronic"]
)
def test_an_honest_bundle_agrees_with_its_recount(bundle):
    content, hashed = write_bundle(bundle)

    assert found(content, expected=hashed) == set()
    assert read_bundle(content) == bundle
    assert write_bundle(read_bundle(content)) == (content, hashed)


def test_a_bundle_says_nothing_of_the_order_in_which_ballots_were_cast():
    ballots = [CastBallot("for", phrase=phrase(number)) for number in (5, 1, 9, 3)]
    electronic = count_motion((one.marks for one in ballots), issued=9)
    by = ByCharter(make_charter(), "council", "ordinary", Counts(9, 9))
    result = decide_motion(electronic, by.profile, "council", "ordinary", by.counts)

    one, two = (
        motion_bundle(about(), by, ballots=order, electronic=electronic, count=electronic, result=result)
        for order in (ballots, ballots[::-1])
    )

    assert write_bundle(one) == write_bundle(two)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"format":"other"}', b"\xff"])
def test_what_is_no_bundle_is_not_read(content):
    with pytest.raises(UnreadableError):
        read_bundle(content)


def ballot(number):
    return {"marks": "FA--", "phrase": phrase(number)}


def at(path, value):
    """Set what stands at ``counts.candidates.0.for``; a function is given what stands there."""

    def tamper(bundle):
        *way, last = [int(part) if part.isdecimal() else part for part in path.split(".")]
        place = bundle
        for part in way:
            place = place[part]
        place[last] = value(place[last]) if callable(value) else value

    return tamper


def without(path):
    def tamper(bundle):
        *way, last = path.split(".")
        place = bundle
        for part in way:
            place = place[part]
        del place[last]

    return tamper


def all_of(*tampers):
    def tamper(bundle):
        for one in tampers:
            one(bundle)

    return tamper


def swapped(bundle):
    first, second = bundle["ballots"][:2]
    first["marks"], second["marks"] = second["marks"], first["marks"]


def moved(bundle):
    bundle["ballots"].append(bundle["ballots"].pop(0))


TAMPERINGS = {
    "a mark changed": (at("ballots.0.marks", "AFA-"), {"counts_differ"}),
    "a mark and the counts changed": (
        all_of(
            at("ballots.0.marks", "FAA-"),
            at("counts.candidates.1.for", 4),
            at("counts.candidates.1.against", 3),
        ),
        {"result_differs"},
    ),
    "an abstention made a vote against": (at("ballots.2.marks", "AFFA"), {"counts_differ"}),
    "an invalid ballot made valid": (at("ballots.4.marks", "FFF-"), {"counts_differ"}),
    "a ballot spoilt": (at("ballots.0.marks", "FFFF"), {"counts_differ"}),
    "a mark that is none": (at("ballots.0.marks", "FFx-"), {"counts_differ"}),
    "a mark too few": (at("ballots.0.marks", "FFA"), {"counts_differ"}),
    "a name written in": (at("ballots.0.write_ins", ["王芳"]), {"counts_differ"}),
    "a name written in exchanged": (at("ballots.3.write_ins", ["李强"]), {"counts_differ"}),
    "a ballot removed": (at("ballots", lambda all_: all_[1:]), {"ballots_missing", "counts_differ"}),
    "a ballot removed, and said so": (
        all_of(at("ballots", lambda all_: all_[1:]), at("box.returned", 5)),
        {"counts_differ"},
    ),
    "a ballot added": (
        at("ballots", lambda all_: [*all_, ballot(9)]),
        {"ballots_added", "more_than_issued", "counts_differ"},
    ),
    "a ballot added, and said so": (
        all_of(at("ballots", lambda all_: [*all_, ballot(9)]), at("box.returned", 7)),
        {"more_than_issued", "counts_differ"},
    ),
    "a ballot exchanged for another": (at("ballots", lambda all_: [*all_[:5], ballot(9)]), {"counts_differ"}),
    "a ballot there twice": (
        at("ballots", lambda all_: [all_[0], *all_]),
        {"phrase_twice", "ballots_added", "more_than_issued", "counts_differ"},
    ),
    "a phrase taken from another ballot": (at("ballots.1.phrase", phrase(1)), {"phrase_twice"}),
    "a ballot without its phrase": (at("ballots.0.phrase", ""), {"ballot_unmarked"}),
    "a secret ballot with a seat": (
        at("ballots.0", lambda one: one | {"seat": "甲公司"}),
        {"secret_ballot_named"},
    ),
    "ballots in another order": (moved, {"not_sorted"}),
    "votes for somebody raised": (at("counts.candidates.3.for", 9), {"counts_differ"}),
    "votes against lowered": (at("counts.candidates.0.against", 0), {"counts_differ"}),
    "a name written in counted that nobody wrote": (at("counts.write_ins.李强", 1), {"counts_differ"}),
    "invalid ballots hidden": (at("counts.invalid", {}), {"counts_differ"}),
    "invalid ballots hidden in the box": (at("box.invalid", {}), {"counts_differ"}),
    "fewer returned": (at("counts.returned", 8), {"counts_differ"}),
    "paper votes moved": (
        at("entered.0.candidates.3", {"for": 3, "against": 0, "abstain": 0}),
        {"counts_differ"},
    ),
    "paper votes more than ballots": (
        at("entered.0.candidates.0.for", 4),
        {"entered_misfit", "counts_differ"},
    ),
    "a negative count": (at("entered.0.candidates.0.for", -1), {"misshapen"}),
    "somebody else elected": (at("result.elected", ["c1", "c4"]), {"result_differs"}),
    "one more elected": (at("result.elected", lambda ids: [*ids, "c4"]), {"result_differs"}),
    "the order of the elected": (at("result.elected", lambda ids: ids[::-1]), {"result_differs"}),
    "a vacancy hidden": (at("result.vacancies", 0), {"result_differs"}),
    "a yes for a no": (at("result.ok", True), {"result_differs"}),
    "a lower threshold": (at("rule.majority.value", "1/9"), {"result_differs"}),
    "another base": (at("rule.majority.base", "cast"), {"result_differs"}),
    "a higher quorum": (at("rule.quorum.value", "1"), {"result_differs"}),
    "more seats": (at("seats", 4), {"counts_differ", "result_differs"}),
    "fewer present than voted": (at("attendance.entitled", 7), {"more_than_entitled", "result_differs"}),
    "no rule at all": (without("rule"), {"misshapen"}),
    "another format": (at("format", "guildhall-votes-9"), {"wrong_format"}),
    "two ballots' marks swapped": (swapped, set()),
    "another title": (at("title_en", "Something else"), set()),
    "another time": (at("closed_at", "2026-11-22T00:00:00+00:00"), set()),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_found_and_named(name):
    tamper, codes = TAMPERINGS[name]
    bundle = copy.deepcopy(ELECTION)
    hashed = write_bundle(bundle)[1]

    tamper(bundle)

    assert found(bundle) >= codes
    assert bool(found(bundle)) is bool(codes)
    assert "hash_differs" in found(bundle, expected=hashed)


def test_a_named_vote_with_a_seat_twice_is_found():
    bundle = copy.deepcopy(MOTION)
    assert [one["seat"] for one in bundle["ballots"]] == ["乙公司", "甲公司", "甲公司 (2)"]

    bundle["ballots"][2]["seat"] = "甲公司"

    assert found(bundle) == {"seat_twice"}


def test_bytes_that_were_written_in_another_way_are_found():
    content, hashed = write_bundle(ELECTION)

    assert found(json.dumps(ELECTION, indent=1).encode()) == {"not_canonical"}
    assert found(content[:-1] + b',"vote":"other"}') == {"key_twice"}
    assert found(content[:-1]) == {"unreadable"}
    assert found(content, expected=hashed[::-1]) == {"hash_differs"}


def test_every_problem_has_its_words():
    codes = {code for _tamper, named in TAMPERINGS.values() for code in named}
    others = {"unreadable", "key_twice", "not_canonical", "hash_differs", "seat_twice", "phrase_not_found"}

    assert set(verify_bundle.PROBLEMS) == codes | others


def test_an_overfull_box_is_void_and_so_says_the_bundle():
    bundle = make_election(paper=False)
    assert bundle["result"]["code"] == "vacancies"

    overfull = make_election(("F---",) * 6, paper=False)
    overfull["box"]["issued"] = overfull["counts"]["issued"] = 5

    assert found(overfull) == {"more_than_issued", "result_differs"}


@given(
    st.lists(st.text("FAS-", min_size=4, max_size=4), max_size=9),
    st.sampled_from(["present", "valid", "cast"]),
)
@settings(max_examples=25, deadline=None)
def test_whatever_was_voted_the_verifier_comes_to_the_same_result(marks, base):
    bundle = make_election(marks, paper=False, bodies__assembly__majority=f">= 1/2 {base}")

    assert found(bundle) == set()


def test_the_verifier_is_one_file_that_runs_by_itself(tmp_path):
    content, hashed = write_bundle(ELECTION)
    (tmp_path / "bundle.json").write_bytes(content)
    (tmp_path / "verify_bundle.py").write_bytes(Path(verify_bundle.__file__).read_bytes())

    def run(*arguments):
        command = [sys.executable, "-I", "verify_bundle.py", "bundle.json", *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)

    right = run("--hash", hashed, "--phrase", phrase(4).upper().replace("-", " "))
    wrong = run("--hash", "0" * 64, "--phrase", "no such phrase")

    assert right.returncode == 0, right.stdout + right.stderr
    assert "全部相符。 / Everything agrees." in right.stdout
    assert "候选人1 Candidate 1 赞成 for" in right.stdout
    assert "另选他人 written in 王芳" in right.stdout
    assert wrong.returncode == 1
    assert "hash_differs" in wrong.stdout
    assert "phrase_not_found" in wrong.stdout
