"""What a body does while the kills come: one vote after the other is opened, voted in, closed and declared.

A ballot that was cut off is sent again, as a voter does who saw no receipt: it counts, or had counted already. Every
phrase that was told to a voter must be in the box, and in the box there must be as many ballots as there are
marks on the roll.
"""

import json
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tools.chaos.work import BASE, CutOffError, RefusedError, Work

MARKS = ("for", "against", "abstain")
CASTERS = 3


@dataclass
class Poll:
    """One vote. ``told``: voter to the phrases that were answered (none in a named vote); ``lost``: those who were told
    that they have voted, after an answer was cut off; ``late``: those who found it closed, so may have voted."""

    number: int
    is_secret: bool
    motion: str = ""
    pk: str = ""
    state: str = ""
    waiting: list[int] = field(default_factory=list)
    told: dict[int, list[str]] = field(default_factory=dict)
    lost: set[int] = field(default_factory=set)
    late: set[int] = field(default_factory=set)
    cut: set[int] = field(default_factory=set)

    @property
    def phrases(self) -> set[str]:
        return {phrase for phrases in self.told.values() for phrase in phrases}


class Polling:
    """One thread that runs the votes and some in which voters cast."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.voters: list[str] = work.world["voters"]
        self.meeting: str = work.world["session"]
        self.polls: list[Poll] = []
        self.lock = threading.Lock()

    def works(self) -> list[Callable[[threading.Event], None]]:
        return [self.run_votes, *[self.cast_ballots] * CASTERS]

    def run_votes(self, stop: threading.Event) -> None:
        while not stop.is_set():
            if not self.polls or self.polls[-1].state == "declared":
                order = random.sample(range(len(self.voters)), len(self.voters))
                self.polls.append(Poll(len(self.polls), is_secret=len(self.polls) % 3 != 2, waiting=order))
            self.advance(self.polls[-1], stop)

    def advance(self, poll: Poll, stop: threading.Event) -> None:
        """The next step of a vote: motion put, opened, closed while ballots may still arrive, declared."""
        if not poll.motion:
            words = {"title_zh": f"第{poll.number}号议案"}
            path = f"meetings/{self.meeting}/motions"
            poll.motion = self.must("put a motion", path, words, f"motion-{poll.number}")["id"]
        elif not poll.pk:
            wanted = {"in_room": "device", "online": "device", "is_secret": poll.is_secret}
            path = f"meetings/{self.meeting}/motions/{poll.motion}/vote"
            opened = self.must("open a vote", path, wanted, f"open-{poll.number}")
            poll.state, poll.pk = opened["state"], opened["id"]
        elif poll.state == "open":
            self.wait_for_ballots(poll, stop)
            poll.state = self.must("close a vote", f"votes/{poll.pk}/close", {}, f"close-{poll.number}")[
                "state"
            ]
        elif poll.state == "counting":
            declared = self.must("declare a result", f"votes/{poll.pk}/declare", {}, f"declare-{poll.number}")
            poll.state = declared["state"]

    def wait_for_ballots(self, poll: Poll, stop: threading.Event) -> None:
        """Most have voted; a few come too late, some in the very moment of closing."""
        few = random.randrange(6)
        while len(poll.waiting) > few and not stop.is_set():
            time.sleep(0.005)

    def cast_ballots(self, stop: threading.Event) -> None:
        while not stop.is_set():
            poll = self.polls[-1] if self.polls else None
            voter = self.next_voter(poll) if poll and poll.pk and poll.state == "open" else None
            if poll is None or voter is None:
                time.sleep(0.005)
            else:
                self.cast(poll, voter)

    def next_voter(self, poll: Poll) -> int | None:
        with self.lock:
            return poll.waiting.pop() if poll.waiting else None

    def cast(self, poll: Poll, voter: int) -> None:
        try:
            status, answer = self.send(poll, voter)
        except CutOffError:
            with self.lock:
                poll.cut.add(voter)
                poll.waiting.append(voter)
            raise
        if status == 200:
            poll.told[voter] = answer["phrases"]
        elif answer.get("code") == "already_voted" and voter in poll.cut:
            poll.lost.add(voter)
        elif answer.get("code") == "vote_closed":
            poll.late.add(voter)
        else:
            self.work.wrong.append(f"a ballot was refused: {answer}")

    def send(self, poll: Poll, voter: int) -> tuple[int, Any]:
        ballot = json.dumps({"marks": random.choice(MARKS)}).encode()
        path, token = f"{BASE}/votes/{poll.pk}/ballot", self.voters[voter]
        return self.work.answer_of("cast a ballot", "POST", path, ballot, token=token)

    def must(self, what: str, path: str, content: Any, key: str) -> Any:
        body = json.dumps(content).encode()
        answer = self.work.ask(what, "POST", f"{BASE}/{path}", body, key=key)
        if answer is None:
            self.work.wrong.append(f"{what} was refused at {path}")
            raise RefusedError
        return answer

    def finish(self) -> None:
        """Bring the last vote to an end, then look at every vote, as people do."""
        if self.polls:
            poll, never = self.polls[-1], threading.Event()
            never.set()
            while poll.state != "declared":
                if poll.state == "open":
                    while (voter := self.next_voter(poll)) is not None:
                        self.cast(poll, voter)
                self.advance(poll, never)
        for poll in self.polls:
            self.work.ask("look at a vote", "GET", f"{BASE}/votes/{poll.pk}")

    @property
    def counted(self) -> int:
        return sum(len(poll.told) + len(poll.lost) for poll in self.polls)


def votes_at_rest(polling: Polling, found: dict[str, Any]) -> list[str]:
    """Is every ballot that was answered there, and as many as are marked; are all sealed or all opened?"""
    wrong = []
    for poll in polling.polls:
        there = found["votes"].get(poll.pk)
        if poll.pk and there is None:
            wrong.append(f"vote {poll.number} was opened and is not there")
        elif there is not None:
            wrong += [f"vote {poll.number}: {sentence}" for sentence in _amiss(poll, there)]
    return wrong


def _amiss(poll: Poll, there: dict[str, Any]) -> list[str]:
    is_open, least = there["state"] == "open", len(poll.told) + len(poll.lost)
    most = least + len(poll.late) + len(poll.cut - set(poll.told) - poll.lost)
    faults = {
        f"{there['voted']} have voted, answered were {least}, or {most}": not least <= there["voted"] <= most,
        "it is open again": poll.state not in ("", "open") and is_open,
        "its key is gone": poll.is_secret and is_open and not there["key"],
        "envelopes are left after closing": not is_open and there["envelopes"],
        f"{there['ballots']} ballots, {there['voted']} marks on the roll": there["ballots"] != there["voted"],
        f"counted were {there['counted']}": there["counted"] not in (None, there["voted"]),
        "a phrase that was told is not in the box": not is_open and not poll.phrases <= set(there["phrases"]),
    }
    return [sentence for sentence, is_so in faults.items() if is_so]


def votes_in_the_end(polling: Polling, found: dict[str, Any]) -> list[str]:
    """The same, and no key is left when no vote is open."""
    wrong = votes_at_rest(polling, found)
    return wrong + ([f"{found['keys']} keys are left"] if found["keys"] else [])
