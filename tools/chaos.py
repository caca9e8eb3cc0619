"""Kill the server at random moments and look for anything lost, doubled or half-done.

    python -m tools.chaos [--rounds 50] [--seed 1] [--postgresql]

In every round the server and its background work run as they do for people, while several doors report
check-ins, a notice goes out to sixty people and a table of firms is imported. At a random moment every
process gets SIGKILL. What was answered must be there afterwards, what was not answered is sent again
with the same identifiers, and in the end everything must be there once and the record must be whole.
"""

import argparse
import asyncio
import contextlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from email import message_from_bytes
from http.client import HTTPException
from pathlib import Path
from typing import Any
from uuid import uuid4

from aiosmtpd.controller import Controller

from bench.timing import Caller
from tools.postgres import database_url

SLUG = "chaos"
DOORS = 4
PATIENCE = 240


class Postbox:
    """Takes every mail and counts the message identifiers."""

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 -- aiosmtpd's name
        self.taken[str(message_from_bytes(envelope.content)["Message-ID"])] += 1
        await asyncio.sleep(0.01)
        return "250 OK"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


class Drill:
    """One installation that is killed again and again."""

    def __init__(self, home: Path, rounds: int, mail_port: int) -> None:
        self.rounds = rounds
        self.port = free_port()
        self.environment = os.environ | {
            "GUILDHALL_HOME": str(home),
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            "DJANGO_SETTINGS_MODULE": "guildhall.config.settings",
        }
        subprocess.run([sys.executable, "-m", "guildhall", "prepare"], env=self.environment, check=True)
        self.world = self.ask("build", str(rounds))
        self.answered: set[str] = set()
        self.unanswered: list[dict[str, Any]] = []
        self.server: subprocess.Popen[bytes] | None = None

    def ask(self, *what: str) -> Any:
        command = [sys.executable, "-m", "tools.chaos_world", *what]
        done = subprocess.run(command, env=self.environment, check=True, stdout=subprocess.PIPE)
        return json.loads(done.stdout.splitlines()[-1])

    def caller(self) -> Caller:
        return Caller(self.port, {"Authorization": f"Bearer {self.world['token']}"})

    def start(self) -> None:
        command = [sys.executable, "-m", "guildhall", "serve", "--port", str(self.port)]
        self.server = subprocess.Popen(
            command,
            env=self.environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError, HTTPException, RuntimeError):
                Caller(self.port, {}).get("/")
                return
            time.sleep(0.1)
        raise RuntimeError("the server does not come up again")

    def kill(self) -> None:
        assert self.server is not None  # noqa: S101 -- start() came before
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait()

    def report_check_ins(self, stop: threading.Event) -> None:
        """A door: what was not answered before the kill is sent again after it, with the same identifiers."""
        path = f"/api/v1/a/{SLUG}/meetings/{self.world['door']}/attendance"
        caller = self.caller()
        while not stop.is_set():
            event = self.unanswered.pop() if self.unanswered else self.new_event()
            try:
                answer = caller.post(path, {"events": [event]})
            except (OSError, HTTPException, RuntimeError):
                self.unanswered.append(event)
                return
            if event["client_id"] in [*answer["stored"], *answer["known"]]:
                self.answered.add(event["client_id"])

    def new_event(self) -> dict[str, Any]:
        at = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime())
        return {"client_id": str(uuid4()), "invitation": random.choice(self.world["invitations"]), "at": at}

    def send_notice(self, number: int) -> None:
        path = f"/api/v1/a/{SLUG}/meetings/{self.world['meetings'][number]}/notice"
        with contextlib.suppress(OSError, HTTPException, RuntimeError):
            self.caller().ask("POST", path, {}, (202,))

    def run(self) -> None:
        for number in range(self.rounds):
            self.start()
            stop = threading.Event()
            work = [threading.Thread(target=self.report_check_ins, args=(stop,)) for _ in range(DOORS)]
            work.append(threading.Thread(target=self.send_notice, args=(number,)))
            for thread in work:
                thread.start()
            time.sleep(random.uniform(0.05, 2.5))
            self.kill()
            stop.set()
            for thread in work:
                thread.join()
            print(f"round {number + 1}: killed; {len(self.answered)} check-ins answered so far", flush=True)
        self.finish()

    def finish(self) -> None:
        """Bring everything to an end that the kills left open: doors send again, notices are asked for again."""
        self.start()
        caller = self.caller()
        path = f"/api/v1/a/{SLUG}/meetings/{self.world['door']}/attendance"
        while self.unanswered:
            event = self.unanswered.pop()
            answer = caller.post(path, {"events": [event]})
            if event["client_id"] in [*answer["stored"], *answer["known"]]:
                self.answered.add(event["client_id"])
        for number in range(self.rounds):
            self.send_notice(number)
        deadline = time.monotonic() + PATIENCE
        while any(self.ask("settle").values()) and time.monotonic() < deadline:
            time.sleep(2)
        self.kill()

    def verdict(self, mails: Counter[str]) -> list[str]:
        """Everything that is wrong, in sentences; empty when nothing is."""
        found = self.ask("look")
        stored = Counter(found["events"])
        told = Counter(email for _key, email in found["notices"])
        people = len(self.world["invitations"])
        wrong = [f"check-in {one} was answered and is not there" for one in self.answered if not stored[one]]
        wrong += [f"check-in {one} is there {times} times" for one, times in stored.items() if times > 1]
        wrong += [
            f"notice {key} was given twice"
            for key, times in Counter(k for k, _ in found["notices"]).items()
            if times > 1
        ]
        wrong += [
            f"{email} was told {times} times, not {self.rounds}"
            for email, times in told.items()
            if times != self.rounds
        ]
        if len(told) != people or len(found["notified"]) != self.rounds:
            wrong.append(
                f"{len(told)} of {people} people were told of {len(found['notified'])} of {self.rounds} meetings"
            )
        if len(mails) != people * self.rounds:
            wrong.append(f"{len(mails)} mails left, not {people * self.rounds}")
        wrong += [
            f"{number} {what}" for what, number in found.items() if what.startswith("failed") and number
        ]
        wrong += [f"the record is broken at line {number}: {kind}" for number, kind in found["broken"]]
        return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgresql", action="store_true")
    asked = parser.parse_args()
    random.seed(asked.seed)
    box = Postbox()
    mail_port = free_port()
    postbox = Controller(box, hostname="127.0.0.1", port=mail_port)
    postbox.start()
    with tempfile.TemporaryDirectory(prefix="guildhall-chaos-") as home, contextlib.ExitStack() as stack:
        if asked.postgresql:
            os.environ["DATABASE_URL"] = stack.enter_context(database_url())
        drill = Drill(Path(home), asked.rounds, mail_port)
        drill.run()
        wrong = drill.verdict(box.taken)
    postbox.stop()
    for sentence in wrong:
        print(sentence)
    answered, mails = len(drill.answered), len(box.taken)
    print(
        f"{asked.rounds} kills, {answered} check-ins, {mails} mails: {len(wrong)} things lost, doubled or half-done"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
