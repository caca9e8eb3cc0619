"""``python -m bench [sqlite] [postgresql] [pages] [members] [dues] [exchange] [files] [streams] [ballots] [voting] [awards] [matching]``: fill a database, serve it, measure, print.

Without a database both, without a part all: pages and check-ins, members with statements and lists, yearly runs, ten thousand offers
matched, letters with imports and duplicates, 2,000 open pages of a live meeting, 2,000 ballots cast in ten seconds (``ballots``;
``voting`` is that with the counting and verifying of an election, which needs no database), entries assigned to reviewers and certificates
issued (``awards``), matching offers with needs (no database either; a number after ``matching`` measures among that many offers only).
"""

import json
import os
import platform
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

from bench import awards, ballots, directory, matching, streams, voting
from bench.timing import Caller, megabytes, per_second, times
from tools.postgres import running

SLUG = "bench"  # as in bench.world, which needs Django
DATABASES = ("sqlite", "postgresql")
WRITERS = 8
SECONDS = 8.0


def pages(world: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Main pages with their API twins: (name, page, endpoint)."""
    work, twin = f"/a/{SLUG}", f"/api/v1/a/{SLUG}"
    return [
        ("Today", f"{work}/today/", f"{twin}/today"),
        ("meetings", f"{work}/meetings/?when=past", f"{twin}/meetings?when=past"),
        ("meeting", f"{work}/meetings/{world['meeting']}/", f"{twin}/meetings/{world['meeting']}"),
        (
            "invitations",
            f"{work}/meetings/{world['meeting']}/invitations/",
            f"{twin}/meetings/{world['meeting']}/invitations",
        ),
        ("follow-up board", f"{work}/follow-up/", f"{twin}/follow-up"),
        (
            "commitment",
            f"{work}/commitments/{world['commitment']}/",
            f"{twin}/commitments/{world['commitment']}",
        ),
        ("plan", f"{work}/plans/{world['plan']}/", f"{twin}/plans/{world['plan']}"),
        ("organizations", f"{work}/organizations/", f"{twin}/organizations"),
        (
            "organization",
            f"{work}/organizations/{world['organization']}/",
            f"{twin}/organizations/{world['organization']}",
        ),
        ("people", f"{work}/people/", f"{twin}/people"),
        ("person", f"{work}/people/{world['person']}/", f"{twin}/people/{world['person']}"),
        ("bodies", f"{work}/bodies/", f"{twin}/bodies"),
        ("body", f"{work}/bodies/{world['body']}/", f"{twin}/bodies/{world['body']}"),
        ("inbox", "/inbox/", "/api/v1/me/notices"),
        ("public page", f"/p/{SLUG}/", f"/api/v1/p/{SLUG}/meetings"),
    ]


PARTS = ("pages", "members", "dues", "exchange", "files", "streams", "ballots")
SIZES = (10_000, 100_000)
LISTS = ("meetings", "follow-up board", "organizations", "people")


def at(page: str, number: int) -> str:
    """The page at an address at which nobody looked yet."""
    return f"{page}{'&' if '?' in page else '?'}first={number}"


class Bench:
    """One database, one running server, one table of figures."""

    def __init__(self, name: str, home: Path) -> None:
        self.name, self.home = name, home
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.environment = os.environ | {"GUILDHALL_HOME": str(home)}

    def django(self, code: str) -> Any:
        """Run a line of Python inside a Django process; what it prints last is JSON."""
        start = "import django, json; django.setup(); from bench import dues, hall, inside, members, standing, world; "
        command = [sys.executable, "-c", start + code]
        environment = self.environment | {"DJANGO_SETTINGS_MODULE": "guildhall.config.settings"}
        done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
        return json.loads(done.stdout.splitlines()[-1])

    def run(self, parts: Sequence[str] = PARTS) -> None:
        print(f"\n## {self.name}", flush=True)
        subprocess.run([sys.executable, "-m", "guildhall", "prepare"], env=self.environment, check=True)
        self.world = self.django("print(json.dumps(world.build()))")
        for part in parts:
            getattr(self, part)()

    @contextmanager
    def served(self) -> Iterator[int]:
        """The product as people run it; its process."""
        command = [sys.executable, "-m", "guildhall", "serve", "--port", str(self.port)]
        server = subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL)
        try:
            self.wait_until_served()
            self.wait_until_at_rest()
            yield server.pid
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(60)

    def pages(self) -> None:
        with self.served() as server:
            self.measure_pages()
            self.measure_throughput()
            self.measure_check_ins()
            print(f"memory of server and background work: {megabytes(server):.0f} MB", flush=True)

    def streams(self) -> None:
        hall = self.django("print(json.dumps(hall.build()))")
        with self.served() as server:
            for line in streams.measure(self.port, self.caller(), self.readers()[0], hall, server):
                print(line, flush=True)

    def ballots(self) -> None:
        assembly = self.django("from bench import assembly; print(json.dumps(assembly.build()))")
        with self.served():
            cast = ballots.cast(self.port, assembly)
        found = self.django(
            f"from bench import assembly; print(json.dumps(assembly.close({assembly['vote']!r})))"
        )
        print(*ballots.figures(*cast, found), sep="\n", flush=True)

    def members(self) -> None:
        worlds = {size: self.django(f"print(json.dumps(members.build({size})))") for size in SIZES}
        with self.served():
            for size, world in worlds.items():
                for line in directory.measure(self.port, world, size):
                    print(line, flush=True)
        for size in SIZES:
            found = self.django(f"print(json.dumps(members.statement_seconds({size})))")
            words = (
                f"a statement of 10,000 lines against {size} members: {{all:.1f}} s, {{work:.1f}} of the processor (taken in {{take:.1f}},"
                " matched {match:.1f}, booked {book:.1f}); {booked} lines were certain"
            )
            print(words.format(**found), flush=True)
            out, back = self.django(f"print(json.dumps(members.list_seconds({size})))")
            print(
                f"the lists of {size} firms and members written in {out:.1f} s, taken in again in {back:.1f} s",
                flush=True,
            )

    def dues(self) -> None:
        for size in SIZES:
            years = self.django(f"print(json.dumps(dues.yearly_runs({size})))")
            for year, notices, clock, processor in years:
                words = "dues of {}, {} members: {} notices prepared and booked in {:.1f} s ({:.1f} s of the processor)"
                print(words.format(year, size, notices, clock, processor), flush=True)
            found = self.django(f"print(json.dumps(standing.figures('dues-{size}')))")
            told = [f"{name} {clock:.0f} ms ({own:.0f} of it own)" for name, (clock, own) in found.items()]
            print(f"dues of {size} members over 5 years: {', '.join(told)}", flush=True)

    def exchange(self) -> None:
        size = SIZES[0]
        found = self.django(f"from bench import exchange; print(json.dumps(exchange.figures({size})))")
        words = (
            f"{size:,} offers: index built from the database in {{built:.1f}} s; a need matched with reasons and"
            " {questions} queries: median {alone[0]:.0f} ms, p95 {alone[1]:.0f} ms; while one process"
            " matches {amid[0]:.0f} needs/s (p95 {amid[1]:.0f} ms) and offers come in: {late[1]} new ones found within"
            " {late[0]:.2f} s of their commit"
        )
        print(words.format(**found), flush=True)

    def files(self) -> None:
        letter = self.django("print(json.dumps(inside.letter_milliseconds()))")
        print(f"letters to PDF: {letter:.1f} ms each", flush=True)
        rate = self.django("print(json.dumps(inside.import_rows_per_second()))")
        print(
            f"import of 100,000 firms from Excel: {rate:.0f} rows/s from the file to the stored rows",
            flush=True,
        )
        found = self.django("from bench import duplicates; print(json.dumps(duplicates.figures()))")
        words = "duplicates among 100,000 names: {seconds:.1f} s ({work:.1f} s of work), {pairs} pairs, {hits} of {planted} planted"
        print(words.format(**found), flush=True)

    def caller(self) -> Caller:
        return Caller(self.port, {"Authorization": f"Bearer {self.world['token']}"})

    def readers(self) -> list[Caller]:
        """The eight of the secretariat, each signed in with a browser."""
        keys = self.django(
            f"print(json.dumps([inside.session_of(one) for one in {self.world['readers']!r}]))"
        )
        return [Caller(self.port, {}, {"sessionid": key}) for key in keys]

    def wait_until_served(self) -> None:
        deadline = time.monotonic() + 300
        while True:
            try:
                Caller(self.port, {}).get("/")
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)
            else:
                return

    def wait_until_at_rest(self) -> None:
        """A morning's reminders of twenty thousand commitments go out first."""
        deadline = time.monotonic() + 600
        while not self.django("print(json.dumps(inside.is_at_rest()))"):
            if time.monotonic() > deadline:
                raise RuntimeError("background work does not come to rest")
            time.sleep(2)

    def measure_pages(self) -> None:
        """A page as it is built for the first look after a change, looked at again, and its API twin."""
        reader, caller, number = self.readers()[0], self.caller(), count()
        print(
            f"{'':16} {'first look':>10} {'p95':>7} {'again':>7} {'p95':>7} {'API':>7} {'p95':>7}   (median, ms)"
        )
        for name, page, twin in pages(self.world):
            figures = [
                times(lambda: reader.get(at(page, next(number)))),  # noqa: B023 -- asked within the turn
                times(partial(reader.get, page)),
                times(partial(caller.get, twin)),
            ]
            print(
                f"{name:16} " + " ".join(f"{one.median:9.1f} {one.p95:7.1f}" for one in figures), flush=True
            )

    def measure_throughput(self) -> None:
        """Lists that eight people look at all at once: first looks only, again, again while things change."""
        addresses = {name: page for name, page, _twin in pages(self.world)}
        readers, number = self.readers(), count()
        for name in LISTS:
            page = addresses[name]
            first = [lambda one=one: one.get(at(page, next(number))) for one in readers]  # noqa: B023 -- asked within the turn
            again: list[Callable[[], object]] = [partial(one.get, page) for one in readers]
            rates = [per_second(first, SECONDS), per_second(again, SECONDS)]
            with self.changes():
                rates.append(per_second(again, SECONDS))
            words = "{:.0f} requests/s first looks, {:.0f} again, {:.0f} with a change every second"
            print(f"{name}: {words.format(*rates)}", flush=True)

    @contextmanager
    def changes(self) -> Iterator[None]:
        """Somebody adds an organization every second."""
        caller, end = self.caller(), threading.Event()

        def add() -> None:
            while not end.wait(1):
                caller.ask(
                    "POST", f"/api/v1/a/{SLUG}/organizations", {"name_zh": f"新增{uuid4()}"}, (200, 201)
                )

        adding = threading.Thread(target=add)
        adding.start()
        try:
            yield
        finally:
            end.set()
            adding.join()

    def measure_check_ins(self) -> None:
        """Eight doors report who comes; afterwards every report is stored exactly once.

        First one person in each request, then as the desk's page does it: whoever came in while an answer was
        on its way goes together with the next request. There, fifty people a second come to each door.
        """
        sent: list[str] = []
        doors: list[Callable[[], object]] = [
            partial(self.report, self.caller(), 1, sent) for _ in range(WRITERS)
        ]
        alone = per_second(doors, SECONDS)
        gathered = len(sent)
        begun = time.perf_counter()
        per_second([self.desk(sent) for _ in range(WRITERS)], SECONDS)
        together = (len(sent) - gathered) / (time.perf_counter() - begun)
        stored = self.django(f"print(json.dumps(inside.stored_events({self.world['door']!r})))")
        lost, doubled = len(set(sent) - set(stored)), len(stored) - len(set(stored))
        print(
            f"check-ins from {WRITERS} doors: {together:.0f} a second as desks send them, {alone:.0f} with one in each"
            f" request; {lost} lost, {doubled} doubled",
            flush=True,
        )

    def desk(self, sent: list[str]) -> Callable[[], object]:
        """A door to which fifty people come every second; called again and again, it reports who came since."""
        caller, begun, told = self.caller(), time.perf_counter(), 0

        def send() -> None:
            nonlocal told
            came = int(50 * (time.perf_counter() - begun)) - told
            if came:
                self.report(caller, came, sent)
                told += came
            else:
                time.sleep(0.005)

        return send

    def report(self, caller: Caller, people: int, sent: list[str]) -> None:
        path = f"/api/v1/a/{SLUG}/meetings/{self.world['door']}/attendance"
        guests = random.choices(self.world["invitations"], k=people)
        events = [{"client_id": str(uuid4()), "invitation": guest, "at": self.now()} for guest in guests]
        answer = caller.post(path, {"events": events})
        if sorted(answer["stored"]) != sorted(event["client_id"] for event in events):
            raise RuntimeError(f"not stored: {answer}")
        sent += answer["stored"]

    @staticmethod
    def now() -> str:
        return time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime())


def main(asked: list[str]) -> None:
    databases = [one for one in DATABASES if one in asked] or DATABASES
    chosen = {*asked, "ballots"} if "voting" in asked else {*asked}
    parts = [part for part in PARTS if part in chosen] or ([] if {"matching", "awards"} & {*asked} else PARTS)
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {time.strftime('%Y-%m-%d')}"
    )
    if "voting" in asked or not asked:
        print("\n## Voting", *voting.measure(), sep="\n", flush=True)
    if "awards" in asked or not asked:
        print("\n## Awards", *awards.measure(), sep="\n", flush=True)
    if "matching" in asked or not asked:
        matching.measure([int(word) for word in asked if word.isdigit()] or matching.SIZES)
    if not parts:
        return
    if "sqlite" in databases:
        os.environ.pop("DATABASE_URL", None)
        with tempfile.TemporaryDirectory(prefix="guildhall-bench-") as home:
            Bench("SQLite", Path(home)).run(parts)
    if "postgresql" in databases:
        with tempfile.TemporaryDirectory(prefix="guildhall-bench-") as home, running({}) as server:
            os.environ["DATABASE_URL"] = server.url
            Bench("PostgreSQL", Path(home)).run(parts)


if __name__ == "__main__":
    main(sys.argv[1:])
