"""Kill everything at random moments and look for anything lost, doubled or half-done.

    python -m tools.chaos [--rounds 50] [--seed 1] [--postgresql] [--voting]

In every round the server and its background work run as they do for people, while four doors report check-ins,
a notice goes out to sixty people, tables of firms are imported and some undone, short ones within the request
and long ones in the background, one year's dues after the other are booked and sent to 2,400 members, bank statements
are taken in, matched and booked, entries of the same firm are merged and taken apart again, and one vote after the
other is opened, voted in by forty, closed and declared (with ``--voting`` nothing but that). At a random moment every process gets SIGKILL; with ``--postgresql``, in some
rounds that server with all its processes gets it too, or first, so that ours has to go on. What was answered must
be there afterwards, no table and no merge may be there in part, the books must balance and say what notices and
payments say, and what was not answered is asked again with the same
identifiers. In the end everything must be there once and the record must be whole.

So that a drill of minutes meets what hours would, the time after which a dead process's claims end is made to
pass after every kill.
"""

import argparse
import asyncio
import contextlib
import random
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from email import message_from_bytes
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from tools.chaos.installation import Installation, free_port
from tools.chaos.polling import Polling, votes_at_rest, votes_in_the_end
from tools.chaos.treasury import Treasury
from tools.chaos.verdict import at_rest, in_the_end, money_at_rest, money_in_the_end
from tools.chaos.work import Work
from tools.postgres import running

PATIENCE = 300
LONGEST = 3.0
LONGEST_WAIT = 15.0
# What dies in a round: our processes, the database's, or both; the share of rounds when it is PostgreSQL.
SERVER, DATABASE, BOTH = "server", "database, then server", "server and database"
TABLES, DUES = ("checking", "committing", "undoing"), ("booking", "sending", "lines")
SHARES = {SERVER: 6, DATABASE: 2, BOTH: 2}


class Postbox:
    """Takes every mail and counts the message identifiers."""

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 -- aiosmtpd's name
        self.taken[str(message_from_bytes(envelope.content)["Message-ID"])] += 1
        await asyncio.sleep(0.01)
        return "250 OK"


class Drill:
    """One installation that is killed again and again while work is done on it."""

    def __init__(self, installation: Installation, rounds: int, *, votes_only: bool = False) -> None:
        self.installation, self.rounds, self.votes_only = installation, rounds, votes_only
        self.work = Work(installation.port, installation.ask("build", rounds))
        self.treasury = Treasury(self.work)
        self.polling = Polling(self.work)
        self.hit: Counter[str] = Counter()
        self.killed: Counter[str] = Counter()
        self.processes = 0
        self.wrong: list[str] = []

    def run(self) -> None:
        for number in range(self.rounds):
            self.round(number)
        self.installation.start()
        self.polling.finish()
        self.work.finish()
        self.treasury.finish()
        deadline = time.monotonic() + PATIENCE
        while any(left := self.installation.ask("settle").values()) and time.monotonic() < deadline:
            time.sleep(1)
        if any(left):
            self.wrong.append(f"after {PATIENCE} s {list(left)} jobs and mails still wait")
        self.processes += self.installation.kill()
        self.wrong += self.work.wrong

    def round(self, number: int) -> None:
        self.installation.start()
        before = self.work.cut.copy()
        awaited = "" if self.votes_only else random.choice(("", "", "", *TABLES, *DUES))
        works = self.polling.works()
        if not self.votes_only:
            works += [*self.work.works(number, leave_out=bool(awaited)), *self.treasury.works(awaited)]
        stop, threads = self.work.threads(works)
        for thread in threads:
            thread.start()
        self.wait_for_a_moment(awaited)
        what = self.kill()
        stop.set()
        for thread in threads:
            thread.join()
        found = self.installation.ask("wreck")
        hits = sorted(self.work.cut - before) + [f"job {task}" for task in found["running"]]
        hits += ["mails going out"] if found["sending"] else []
        self.hit.update(hits or ["nothing"])
        self.killed[what] += 1
        wrong = at_rest(self.work, found) + money_at_rest(self.treasury, found)
        wrong += votes_at_rest(self.polling, found)
        self.wrong += [f"round {number + 1}: {sentence}" for sentence in wrong]
        self.installation.ask("lapse")
        print(f"round {number + 1}: killed {what} during {', '.join(hits) or 'nothing'}", flush=True)

    def wait_for_a_moment(self, awaited: str) -> None:
        """Any moment; or any after a long table, the year's dues or a long statement came as far as this."""
        deadline = time.monotonic() + LONGEST_WAIT
        has_come = self.treasury.is_at if awaited in DUES else self.work.is_long_table_at
        while not has_come(awaited) and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(random.uniform(0.05, LONGEST))

    def kill(self) -> str:
        database = self.installation.postgres
        what = random.choices(list(SHARES), list(SHARES.values()))[0] if database else SERVER
        self.work.is_database_dying = what != SERVER
        if database and what != SERVER:
            if what == BOTH:
                self.processes += self.installation.kill()
            self.processes += database.kill()
            database.start()
        if what == DATABASE:
            self.installation.wait_until_it_answers()
            time.sleep(random.uniform(0.5, 3))
            self.installation.wait_until_it_works()
            self.processes += self.installation.kill(expected=frozenset({"guildhall-web"}))
        if what == SERVER:
            self.processes += self.installation.kill()
        return what


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--voting", action="store_true", help="only votes, in every round")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is ended
    random.seed(asked.seed)
    box = Postbox()
    mail_port, begun = free_port(), time.monotonic()
    postbox = Controller(box, hostname="127.0.0.1", port=mail_port)
    postbox.start()
    with tempfile.TemporaryDirectory(prefix="guildhall-chaos-") as home, contextlib.ExitStack() as stack:
        # A PostgreSQL as one runs it for people: it waits for the disk.
        postgres = stack.enter_context(running({})) if asked.postgresql else None
        installation = Installation(Path(home), mail_port, postgres)
        stack.callback(installation.end)
        drill = Drill(installation, asked.rounds, votes_only=asked.voting)
        drill.run()
        found, left = installation.ask("look"), installation.ask("wreck")
        wrong = drill.wrong + in_the_end(drill.work, found, left)
        wrong += money_in_the_end(drill.treasury, found, left) + votes_in_the_end(drill.polling, left)
        if len(box.taken) != len(drill.work.world["invitations"]) * asked.rounds + found["dues_mails"]:
            wrong.append(f"{len(box.taken)} different mails left")
    postbox.stop()
    report(drill, box.taken, wrong, time.monotonic() - begun)
    return 1 if wrong else 0


def report(drill: Drill, mails: Counter[str], wrong: list[str], seconds: float) -> None:
    for sentence in wrong:
        print(sentence)
    tables, twice = drill.work.tables, sum(mails.values()) - len(mails)
    print(", ".join(f"{what}: {number}" for what, number in drill.killed.items()), "rounds;", end=" ")
    print(f"{drill.processes} processes killed in {seconds:.0f} s. The kills hit:")
    for what, number in drill.hit.most_common():
        print(f"  {number:3} times {what}")
    print("Answered, with the median time:")
    for what, times in sorted(drill.work.seconds.items()):
        print(f"  {len(times):5} times {what}: {statistics.median(times):.2f} s")
    print(
        f"{len(drill.work.answered)} check-ins, {sum(table.rows for table in tables)} rows in {len(tables)} tables"
    )
    treasury = drill.treasury
    lines, turns = len(treasury.paid()), sum(pair.told for pair in treasury.pairs)
    print(
        f"{len(treasury.runs)} years' dues of {len(treasury.members)} members, {lines} lines of"
        f" {len(treasury.statements)} statements booked, {turns} merges and undone merges"
    )
    polls, secret = drill.polling.polls, sum(poll.is_secret for poll in drill.polling.polls)
    print(f"{drill.polling.counted} ballots in {len(polls)} votes, {secret} of them secret")
    print(f"{len(mails)} mails, {twice} of them offered to the mail server again under the same Message-ID")
    print(f"{drill.rounds} rounds: {len(wrong)} things lost, doubled or half-done")


if __name__ == "__main__":
    sys.exit(main())
