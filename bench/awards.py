"""1,000 entries given to 5 reviewers each, and 1,000 certificates: numbered, printed, kept, recorded, verifiable.

The assignment needs no database. The certificates are issued as the background work issues them, by a process of its
own on a database of its own: ``python -m bench.awards``.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

from guildhall.awards.assignment import ImpossibleError, Problem, assign

ENTRIES, REVIEWERS, EACH, MOST = 1_000, 250, 5, 24
IN_CONFLICT = 0.08
SHARED = (0, 0, 0, 1, 2)
CERTIFICATES = 1_000
TOO_FEW = 19


def drawn(most: int) -> Problem:
    """Entries and reviewers by chance; one pair in twelve is in conflict."""
    draw = random.Random(1)
    entries = [f"entry {place}" for place in range(ENTRIES)]
    reviewers = [f"reviewer {place}" for place in range(REVIEWERS)]
    apart = {(entry, one) for entry in entries for one in reviewers if draw.random() < IN_CONFLICT}
    fit = {(entry, one): draw.choice(SHARED) for entry in entries for one in reviewers}
    return Problem(dict.fromkeys(entries, EACH), dict.fromkeys(reviewers, most), apart, fit)


def measure() -> Iterator[str]:
    """Lines to print."""
    problem = drawn(MOST)
    began, used = time.perf_counter(), time.process_time()
    found = assign(problem)
    seconds, cpu = time.perf_counter() - began, time.process_time() - used
    told = "proven optimal" if found.proven else f"gap {found.gap}"
    loads = found.loads.values()
    yield (
        f"{ENTRIES} entries x {EACH} of {REVIEWERS} reviewers: {seconds:.1f} s ({cpu:.1f} s of the processor), {told}, "
        f"loads {min(loads)} to {max(loads)}"
    )
    began, used = time.perf_counter(), time.process_time()
    try:
        assign(drawn(TOO_FEW))
    except ImpossibleError as refusal:
        group = refusal.shortage
        cpu = time.process_time() - used
        asked = (
            f"{group.needed} asked for, {group.places} there" if group else "entries with too few reviewers"
        )
        yield f"where none exists, the reason: {time.perf_counter() - began:.1f} s ({cpu:.1f}), {asked}"
    with tempfile.TemporaryDirectory(prefix="guildhall-bench-") as home:
        there = os.environ | {"GUILDHALL_HOME": home, "DJANGO_SETTINGS_MODULE": "guildhall.config.settings"}
        done = subprocess.run(
            [sys.executable, "-m", "bench.awards"], env=there, check=True, capture_output=True, text=True
        )
        yield done.stdout.strip()


def certificates() -> None:
    """Issues them on an empty database and prints how long that took."""
    import django  # noqa: PLC0415  only the process of its own has a database

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from guildhall.awards.certificates import issue_missing  # noqa: PLC0415
    from guildhall.awards.models import Award  # noqa: PLC0415
    from guildhall.awards.tests.make import make_association, make_call, make_entry  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    association = make_association()
    call = make_call(association, state="decided")
    prize = call.prizes.get(position=1)
    Award.objects.bulk_create(
        Award(association=association, entry=make_entry(call), prize=prize) for _number in range(CERTIFICATES)
    )
    began, used = time.perf_counter(), time.process_time()
    count = issue_missing(call, actor=None)
    seconds, cpu = time.perf_counter() - began, time.process_time() - used
    print(f"{count} certificates: {seconds:.1f} s ({cpu:.1f} s of the processor)")


if __name__ == "__main__":
    certificates()
