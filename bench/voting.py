"""An election of 31 by 100,000 ballots: counted, decided, bundled, and verified by the file that is handed out.

Needs neither a database nor a server. The rules are those of the association's preset.
"""

import random
import resource
import secrets
import time
from collections.abc import Iterator
from datetime import UTC, datetime

from guildhall.core.sentences import Sentence
from guildhall.registry.presets import preset
from guildhall.registry.rules import Counts
from guildhall.votes.bundle import About, ByCharter, CastBallot, election_bundle, write_bundle
from guildhall.votes.phrases import new_phrase
from guildhall.votes.tally import CandidateOnBallot, ElectionBallot, Slate, count_election, decide_election
from guildhall.votes.verifier import verify_bundle

BALLOTS, CANDIDATES, SEATS = 100_000, 31, 25
WRITTEN_IN = 0.02
OTHERS = ("王芳", "李 强", "张 伟", "Li Ming")


def drawn(draw: random.Random) -> Iterator[CastBallot]:
    """Ballots as they come: mostly for, some against, abstaining or blank; one in fifty with a name written in."""
    for _ in range(BALLOTS):
        marks = "".join(draw.choices("FAS-", (70, 15, 10, 5), k=CANDIDATES))
        others = (draw.choice(OTHERS),) if draw.random() < WRITTEN_IN else ()
        yield CastBallot(marks, others, new_phrase(secrets.randbelow))


def measure() -> Iterator[str]:
    """Lines to print: seconds of each step, and the memory at its highest."""
    names = (CandidateOnBallot(f"c{n}", f"候选人{n}", f"Candidate {n}") for n in range(CANDIDATES))
    slate = Slate(tuple(names), SEATS, write_ins_allowed=True)
    cast = list(drawn(random.Random(4)))
    by = ByCharter(preset("cn-industry-association"), "assembly", "election", Counts(BALLOTS, BALLOTS))
    before = peak()

    begun = time.perf_counter()
    ballots = (ElectionBallot(one.marks, one.write_ins) for one in cast)
    count = count_election(ballots, slate, issued=BALLOTS)
    outcome = decide_election(count, slate, by.profile, by.body_kind, by.motion_kind, by.counts)
    counted = time.perf_counter()
    said = Sentence("选举", "Election")
    about = About("bench", said, said, said, datetime(2026, 11, 21, tzinfo=UTC), is_secret=True)
    bundle = election_bundle(
        about, by, slate=slate, ballots=cast, electronic=count, count=count, outcome=outcome
    )
    content, hashed = write_bundle(bundle)
    bundled, held = time.perf_counter(), peak()
    report = verify_bundle.check(content, hashed, cast[0].phrase)
    verified = time.perf_counter()

    if report.problems:
        raise RuntimeError(f"the verifier disagrees: {report.problems}")
    yield (
        f"{BALLOTS} ballots of {CANDIDATES} marks: counted and decided in {counted - begun:.2f} s, bundled in"
        f" {bundled - counted:.2f} s ({len(content) / 1e6:.1f} MB), verified in {verified - bundled:.2f} s;"
        f" {verified - begun:.2f} s together"
    )
    yield (
        f"memory at its highest: {before:.0f} MB with the ballots, {held:.0f} MB when bundled, {peak():.0f} MB when"
        f" verified; {count.valid} valid, {len(outcome.elected)} elected"
    )


def peak() -> float:
    """The most memory that this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
