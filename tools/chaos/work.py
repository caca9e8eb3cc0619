"""What people do while the kills come: doors report check-ins, notices are asked for, tables are imported.

Whatever was cut off is asked again after the kill as a careful client does it: the same identifiers, the same
``Idempotency-Key``.
"""

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any
from uuid import uuid4

SLUG = "chaos"
BASE = f"/api/v1/a/{SLUG}"
DOORS = 4
SHORT, LONG = 400, 2200  # rows that are imported at once, and rows that the background work imports
STEPS = ("uploaded", "checking", "checked", "committing", "committed", "undoing", "undone")


class CutOffError(Exception):
    """No answer came: the request may have done all or nothing."""


class RefusedError(Exception):
    """What was never to be refused was refused; it is written down."""


@dataclass
class Table:
    """A list of firms on its way in, and for some out again. ``told`` is the furthest state that was answered."""

    name: str
    rows: int
    is_undone: bool
    batch: str = ""
    told: str = ""
    cut_off: tuple[str, str] | None = None
    is_finished: bool = False

    def hear(self, answer: Any) -> str:
        self.batch, state = answer["id"], str(answer["state"])
        if not self.told or STEPS.index(state) > STEPS.index(self.told):
            self.told = state
        return state

    @property
    def content(self) -> bytes:
        lines = [f"{self.name}厂{n:05d}有限公司,地区{n % 30},工业路{n}号" for n in range(self.rows)]
        return "\n".join(["单位名称,地区,地址", *lines]).encode()


@dataclass
class Work:
    """Everything that was asked for, and what came of it."""

    port: int
    world: dict[str, Any]
    answered: set[str] = field(default_factory=set)
    unanswered: list[dict[str, Any]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    seconds: dict[str, list[float]] = field(default_factory=dict)
    cut: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    is_database_dying: bool = False

    def ask(self, what: str, method: str, path: str, body: bytes = b"", kind: str = "", key: str = "") -> Any:
        """The JSON answer, or None for a refusal. Raises CutOffError, and counts it, where no answer came."""
        status, answer = self.answer_of(what, method, path, body, kind=kind, key=key)
        return answer if status < 300 else None

    def answer_of(
        self,
        what: str,
        method: str,
        path: str,
        body: bytes,
        *,
        kind: str = "",
        key: str = "",
        token: str = "",
    ) -> tuple[int, Any]:
        """The same with the refusals, and for whoever has this token."""
        headers = {
            "Authorization": f"Bearer {token or self.world['token']}",
            "Content-Type": kind or "application/json",
        }
        if key:
            headers["Idempotency-Key"] = key
        connection, begun = HTTPConnection("127.0.0.1", self.port, timeout=120), time.monotonic()
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            answer = response.read()
        except (OSError, HTTPException) as error:
            self.cut[what] += 1
            raise CutOffError from error
        finally:
            connection.close()
        if response.status >= 500:
            self.cut[what] += 1
            if not self.is_database_dying:
                self.wrong.append(f"{what} was answered with {response.status}: {answer[:300]!r}")
            raise CutOffError
        self.seconds.setdefault(what, []).append(time.monotonic() - begun)
        return response.status, json.loads(answer)

    def works(self, number: int, *, leave_out: bool) -> list[Callable[[threading.Event], None]]:
        """One round's work; or less of it, so that the background work comes to the long tables."""
        works: list[Callable[[threading.Event], None]] = [self.report_check_ins, self.import_long]
        if not leave_out:
            works += [*[self.report_check_ins] * (DOORS - 1), self.import_short]
            works.append(lambda _: self.send_notice(number))
        return works

    def threads(
        self, works: list[Callable[[threading.Event], None]]
    ) -> tuple[threading.Event, list[threading.Thread]]:
        """They are to be started, and end with the event or when they are cut off."""
        stop = threading.Event()
        threads = [threading.Thread(target=self.until_cut_off, args=(work, stop)) for work in works]
        return stop, threads

    def until_cut_off(self, work: Callable[[threading.Event], None], stop: threading.Event) -> None:
        try:
            work(stop)
        except (CutOffError, RefusedError):
            return

    def report_check_ins(self, stop: threading.Event) -> None:
        """A door: what was not answered before the kill is sent again after it, with the same identifiers."""
        while not stop.is_set():
            self.check_in(self.unanswered.pop() if self.unanswered else self.new_event())
            time.sleep(0.02)

    def check_in(self, event: dict[str, Any]) -> None:
        path = f"{BASE}/meetings/{self.world['door']}/attendance"
        try:
            answer = self.ask("check-in", "POST", path, json.dumps({"events": [event]}).encode())
        except CutOffError:
            self.unanswered.append(event)
            raise
        if answer and event["client_id"] in [*answer["stored"], *answer["known"]]:
            self.answered.add(event["client_id"])

    def new_event(self) -> dict[str, Any]:
        at = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime())
        return {"client_id": str(uuid4()), "invitation": random.choice(self.world["invitations"]), "at": at}

    def send_notice(self, number: int) -> None:
        """Asked for without a key: what was sent already is refused, which is right."""
        self.ask("notice", "POST", f"{BASE}/meetings/{self.world['meetings'][number]}/notice", b"{}")

    def import_short(self, stop: threading.Event) -> None:
        self.import_tables(stop, "s", SHORT)

    def import_long(self, stop: threading.Event) -> None:
        self.import_tables(stop, "l", LONG)

    def import_tables(self, stop: threading.Event, kind: str, rows: int) -> None:
        """One table after the other, beginning with the one that the last kill left unfinished."""
        while not stop.is_set():
            mine = [table for table in self.tables if table.name.startswith(kind)]
            table = mine[-1] if mine else None
            if table is None or table.is_finished:
                table = Table(f"{kind}{len(mine):04d}", rows, is_undone=len(mine) % 2 == 1)
                self.tables.append(table)
            while not table.is_finished and not stop.is_set():
                self.advance(table)

    def is_long_table_at(self, state: str) -> bool:
        """Whether the long table that is being imported has come to the state, as far as was answered."""
        long = [table.told for table in self.tables if table.rows == LONG]
        return not state or bool(long and long[-1] and STEPS.index(long[-1]) >= STEPS.index(state))

    def advance(self, table: Table) -> None:
        """The next step of a table's import; one that was cut off is asked again with the same key."""
        if table.cut_off:
            self.step(table, *table.cut_off)
            return
        if not table.batch:
            self.step(table, "upload", "imports")
            return
        own = f"imports/{table.batch}"
        state = table.hear(self.ask("look at an import", "GET", f"{BASE}/{own}"))
        if state == "checked" and STEPS.index(table.told) <= STEPS.index("checked"):
            self.step(table, "commit", f"{own}/commit")
        elif state == "committed" and table.is_undone:
            self.step(table, "undo", f"{own}/undo")
        elif state in ("committed", "undone"):
            table.is_finished = True
        elif state in ("checking", "committing", "undoing"):
            time.sleep(0.1)
        else:
            table.is_finished = True
            self.wrong.append(f"table {table.name} went back from {table.told} to {state}")

    def step(self, table: Table, what: str, path: str) -> None:
        table.cut_off = (what, path)
        body, kind = (b"{}", "") if what != "upload" else multipart(f"{table.name}.csv", table.content)
        size = "a short" if table.rows == SHORT else "a long"
        answer = self.ask(
            f"{what} of {size} table", "POST", f"{BASE}/{path}", body, kind, f"{table.name}-{what}"
        )
        table.cut_off = None
        if answer is None:
            table.is_finished = True
            self.wrong.append(f"{what} of table {table.name} was refused")
        else:
            table.hear(answer)

    def finish(self) -> None:
        """Bring to an end what the kills left open."""
        while self.unanswered:
            self.check_in(self.unanswered.pop())
        for number in range(len(self.world["meetings"])):
            self.send_notice(number)
        for table in self.tables:
            while not table.is_finished:
                self.advance(table)


def multipart(name: str, content: bytes) -> tuple[bytes, str]:
    edge = "drill-edge"
    head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
    body = head.encode() + b"Content-Type: text/csv\r\n\r\n" + content + f"\r\n--{edge}--\r\n".encode()
    return body, f"multipart/form-data; boundary={edge}"
