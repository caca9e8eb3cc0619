"""What a treasurer and a secretariat do while the kills come: dues notices of one year after the other are booked
and sent, bank statements are taken in and booked, entries of the same firm are merged and taken apart again.

Asked again after a kill as ``work`` does it: the same ``Idempotency-Key``.
"""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from tools.chaos.work import BASE, RefusedError, Work, multipart

FIRST_YEAR = 2000
# Lines that are matched and booked within the request, and lines that the background work matches and books.
SHORT, LONG = 120, 1100
REPEATED = 10  # lines with which a statement begins again, as banks give them out by the month
RUN_STEPS = ("preview", "booking", "booked", "sending", "sent")
NEXT = {"preview": "book", "booked": "send"}
ASKED_AGAIN = 40  # looks after which certain lines are asked to be booked once more


@dataclass
class Run:
    """One year's dues. ``told`` is the furthest state that was answered."""

    year: int
    pk: str = ""
    told: str = ""
    is_finished: bool = False

    def hear(self, answer: Any) -> str:
        self.pk, state = answer["id"], str(answer["state"])
        if not self.told or RUN_STEPS.index(state) > RUN_STEPS.index(self.told):
            self.told = state
        return state


@dataclass
class BankStatement:
    """Payments of the notices from the place ``first`` to before ``end``, each the whole of its notice."""

    name: str
    year: int
    first: int
    end: int
    is_taken: bool = False
    is_finished: bool = False


@dataclass
class Pair:
    """Two entries of one firm. ``told`` is how often they were merged or taken apart, as far as was answered."""

    kept: str
    gone: str
    told: int = 0
    versions: tuple[int, int] | None = None
    merge: str = ""


class Treasury:
    """The three kinds of work, each done by one thread in every round."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.members: list[list[Any]] = work.world["members"]
        self.runs: list[Run] = []
        self.statements: list[BankStatement] = []
        self.pairs = [Pair(*pair) for pair in work.world["pairs"]]
        self.turn = 0

    def ask(self, what: str, path: str, content: Any = None, key: str = "") -> Any:
        method = "GET" if content is None else "POST"
        body = b"" if content is None else json.dumps(content).encode()
        return self.work.ask(what, method, f"{BASE}/{path}", body, key=key)

    def must(self, what: str, path: str, content: Any = None, key: str = "") -> Any:
        """The same for what is never to be refused."""
        answer = self.ask(what, path, content, key)
        if answer is None:
            self.work.wrong.append(f"{what} was refused at {path}")
            raise RefusedError
        return answer

    def works(self, awaited: str) -> list[Callable[[threading.Event], None]]:
        """One round's work; of merges none where the background work is to come to the dues."""
        works: list[Callable[[threading.Event], None]] = [self.raise_dues, self.bring_statements]
        return works if awaited else [*works, self.merge_pairs]

    def is_at(self, awaited: str) -> bool:
        """Whether a run is being booked or sent, or lines of a long statement are."""
        if awaited == "lines":
            last = self.statements[-1] if self.statements else None
            return bool(last and last.is_taken and not last.is_finished and last.end - last.first > SHORT)
        return bool(self.runs) and self.runs[-1].told == awaited

    def raise_dues(self, stop: threading.Event) -> None:
        while not stop.is_set():
            if not self.runs or self.runs[-1].is_finished:
                self.runs.append(Run(FIRST_YEAR + len(self.runs)))
            self.advance(self.runs[-1])

    def advance(self, run: Run) -> None:
        """The next step of a year's dues: prepared, booked, sent."""
        year = run.year
        if not run.pk:
            days = {"issued_on": f"{year}-11-18", "due_on": f"{year}-11-30"}
            wanted = {"year": year, "standard_id": self.work.world["standard"]} | days
            run.hear(self.must("prepare a run", "dues/runs", wanted, f"run-{year}"))
            return
        shown = self.must("look at a run", f"dues/runs/{run.pk}")
        state = run.hear(shown)
        if state != run.told:
            self.work.wrong.append(f"run {year} went back from {run.told} to {state}")
        if step := NEXT.get(state):
            run.hear(self.must(f"{step} a run", f"dues/runs/{run.pk}/{step}", {}, f"run-{year}-{step}"))
        elif state == "sent":
            run.is_finished = True
        elif again := {"book_run", "send_run"} & set(shown["acts"]):
            step = again.pop().removesuffix("_run")  # given up after twenty kills
            run.hear(self.must(f"{step} a run again", f"dues/runs/{run.pk}/{step}", {}))
        else:
            time.sleep(0.1)

    def bring_statements(self, stop: threading.Event) -> None:
        while not stop.is_set():
            is_free = not self.statements or self.statements[-1].is_finished
            if is_free and not self.begin_statement():
                stop.wait(0.1)
            else:
                self.settle(self.statements[-1])

    def begin_statement(self) -> bool:
        """A statement of the notices that are booked and not paid yet, if there are any."""
        last = self.statements[-1] if self.statements else None
        year, first = (last.year, last.end) if last else (FIRST_YEAR, 0)
        if first >= len(self.members):
            year, first = year + 1, 0
        run = next((run for run in self.runs if run.year == year), None)
        if run is None or not run.told or RUN_STEPS.index(run.told) < RUN_STEPS.index("booked"):
            return False
        lines = LONG if len(self.statements) % 3 == 1 else SHORT
        end = min(first + lines, len(self.members))
        self.statements.append(BankStatement(f"b{len(self.statements):04d}", year, first, end))
        return True

    def content(self, statement: BankStatement) -> bytes:
        rows = ["交易日期,贷方发生额,对方户名,附言,交易流水号"]
        for place in range(max(0, statement.first - REPEATED), statement.end):
            name, fen = self.members[place]
            number = number_of(statement.year, place)
            rows.append(
                f"{statement.year + 1}-01-05,{fen // 100}.00,{name},会费 {number},{statement.year}{place:06}"
            )
        return "\n".join(rows).encode()

    def settle(self, statement: BankStatement) -> None:
        """The next step of a statement: taken in, its certain lines booked until none waits."""
        if not statement.is_taken:
            body, kind = multipart(f"{statement.name}.csv", self.content(statement))
            key = f"{statement.name}-take"
            if self.work.ask("take a statement", "POST", f"{BASE}/dues/statements", body, kind, key) is None:
                self.work.wrong.append(f"statement {statement.name} was refused")
            statement.is_taken = True
            return
        self.must("book certain lines", "dues/lines/book-certain", {}, f"{statement.name}-book")
        for look in count(1):
            paid = self.must("count payments", "dues/payments?limit=1")["count"]
            if paid >= self.expected(statement):
                statement.is_finished = True
                return
            if look % ASKED_AGAIN == 0:
                self.must("book certain lines again", "dues/lines/book-certain", {})
            time.sleep(0.1)

    def expected(self, last: BankStatement) -> int:
        """How many payments there are after this statement."""
        upto = self.statements[: self.statements.index(last) + 1]
        return sum(one.end - one.first for one in upto)

    def merge_pairs(self, stop: threading.Event) -> None:
        while not stop.is_set():
            self.turn_pair(self.pairs[self.turn % len(self.pairs)])
            self.turn += 1
            stop.wait(0.05)

    def turn_pair(self, pair: Pair) -> None:
        """Made one where they are two, taken apart where they are one."""
        key = f"{pair.gone}-{pair.told}"
        if pair.told % 2:
            self.must("undo a merge", f"merges/{pair.merge}/undo", {}, key)
        else:
            if pair.versions is None:
                shown = self.must("compare", f"duplicates/{pair.kept}/{pair.gone}")
                pair.versions = (shown["versions"][0], shown["versions"][1])
            wanted = {"kept_id": pair.kept, "gone_id": pair.gone, "versions": pair.versions}
            pair.merge = self.must("merge", "merges", wanted | {"choose": ["phone"]}, key)["id"]
        pair.told, pair.versions = pair.told + 1, None

    def finish(self) -> None:
        """Bring to an end what the kills left open, and merge every pair that is two."""
        for run in self.runs:
            while not run.is_finished:
                self.advance(run)
        if self.statements:
            while not self.statements[-1].is_finished:
                self.settle(self.statements[-1])
        for pair in self.pairs:
            if pair.told % 2 == 0:
                self.turn_pair(pair)

    def paid(self) -> dict[str, int]:
        """The truth: what each notice that a statement pays was paid, by its number."""
        return {
            number_of(one.year, place): self.members[place][1]
            for one in self.statements
            if one.is_finished
            for place in range(one.first, one.end)
        }


def number_of(year: int, place: int) -> str:
    """The number of a notice: members come in the order of their identifiers, and numbers have no gaps."""
    return f"HF{year}-{place + 1:05}"
