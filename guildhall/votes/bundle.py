"""The bundle of a closed vote: everything that is needed to count again, as canonical JSON, and its hash.

The hash stands in the minutes; ``verifier/verify_bundle.py`` recounts the bundle with nothing of ours. What the fields
mean is said in docs/voting.md.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from guildhall.core.sentences import Sentence, UnreadableError
from guildhall.registry.rules import Counts, Profile, Rule, Tally, Verdict, threshold_for
from guildhall.votes.tally import ElectionCount, ElectionOutcome, MotionCount, Slate

FORMAT = "guildhall-votes-1"
UNREADABLE = Sentence("这不是表决数据包。", "This is no bundle of a vote.")


@dataclass(frozen=True)
class About:
    """What was voted on, how, where and when. ``association`` and ``body`` are names, ``number`` is the round."""

    vote: str
    association: Sentence
    body: Sentence
    title: Sentence
    closed_at: datetime
    is_secret: bool
    number: int = 1


@dataclass(frozen=True)
class CastBallot:
    """A ballot as it is published. Secret: ``phrase``; named: ``seat``, the name of the seat. Never both.

    ``marks``: of a motion for, against or abstain; of an election the letters in the order of the slate.
    """

    marks: str
    write_ins: tuple[str, ...] = ()
    phrase: str = ""
    seat: str = ""

    def as_data(self) -> dict[str, Any]:
        data: dict[str, Any] = {"marks": self.marks}
        data |= {"phrase": self.phrase} if self.phrase else {"seat": self.seat}
        return data | ({"write_ins": list(self.write_ins)} if self.write_ins else {})


@dataclass(frozen=True)
class ByCharter:
    """The charter that was applied and who was there at the moment the vote closed."""

    profile: Profile
    body_kind: str
    motion_kind: str
    counts: Counts


def motion_bundle(
    about: About,
    by: ByCharter,
    *,
    ballots: Sequence[CastBallot],
    electronic: MotionCount | None,
    entered: Sequence[MotionCount] = (),
    count: MotionCount,
    result: Verdict,
) -> dict[str, Any]:
    """The bundle of a vote on a motion.

    ``electronic`` is the count of ``ballots`` (None: none were cast by device), ``entered`` those of paper and of
    hands, ``count`` all of them together.
    """
    head = _head(about, by, kind="motion")
    return head | {
        "ballots": _listed(ballots),
        "box": electronic and _box(electronic),
        "entered": [_box(one) | {"votes": _votes(one.votes)} for one in entered],
        "counts": _counts(count),
        "result": {"ok": result.ok, "code": result.code, "sentence": result.sentence.as_data()},
    }


def election_bundle(
    about: About,
    by: ByCharter,
    *,
    slate: Slate,
    ballots: Sequence[CastBallot],
    electronic: ElectionCount | None,
    entered: Sequence[ElectionCount] = (),
    count: ElectionCount,
    outcome: ElectionOutcome,
) -> dict[str, Any]:
    """The bundle of an election; as ``motion_bundle``."""
    head = _head(about, by, kind="election")
    return head | {
        "candidates": [
            {"id": one.id, "name_zh": one.name_zh, "name_en": one.name_en} for one in slate.candidates
        ],
        "seats": slate.seats,
        "write_ins": slate.write_ins_allowed,
        "blank_is": slate.blank_is.value,
        "ballots": _listed(ballots),
        "box": electronic and _box(electronic),
        "entered": [_entered(one) for one in entered],
        "counts": _counts(count),
        "result": _result(outcome),
    }


def _head(about: About, by: ByCharter, *, kind: str) -> dict[str, Any]:
    counts, profile = by.counts, by.profile
    thresholds = threshold_for(profile, by.body_kind, by.motion_kind)
    remote = profile.body_rule(by.body_kind, "remote_counts")
    return {
        "format": FORMAT,
        "vote": about.vote,
        "round": about.number,
        "association_zh": about.association.zh,
        "association_en": about.association.en,
        "body_zh": about.body.zh,
        "body_en": about.body.en,
        "title_zh": about.title.zh,
        "title_en": about.title.en,
        "closed_at": about.closed_at.isoformat(),
        "kind": kind,
        "secret": about.is_secret,
        "rule": {
            "charter": profile.key,
            "quorum": _rule(thresholds.quorum),
            "majority": _rule(thresholds.majority),
            "remote_counts": remote is None or remote.value is not False,
        },
        "attendance": {
            "entitled": counts.entitled,
            "on_site": counts.present_on_site,
            "online": counts.present_online,
            "by_correspondence": counts.by_correspondence,
        },
    }


def _rule(rule: Rule | None) -> dict[str, Any] | None:
    return None if rule is None else {"key": rule.key} | rule.as_data()


def _listed(ballots: Sequence[CastBallot]) -> list[dict[str, Any]]:
    """By phrase, which is drawn at random: the list says nothing of the order in which they were cast.

    Namesakes in a named vote are numbered, so that every seat can be told from the others.
    """
    in_order = sorted(ballots, key=lambda one: (one.phrase, one.seat, one.marks, one.write_ins))
    listed, before = [], Counter[str]()
    for ballot in in_order:
        data = ballot.as_data()
        if "seat" in data:
            before[ballot.seat] += 1
            data["seat"] += f" ({before[ballot.seat]})" if before[ballot.seat] > 1 else ""
        listed.append(data)
    return listed


def _box(count: MotionCount | ElectionCount) -> dict[str, Any]:
    """The one box of this count. ValueError for several put together: each is listed by itself."""
    (box,) = count.boxes
    return {"way": box.way, "issued": box.issued, "returned": box.returned, "invalid": dict(box.invalid)}


def _counts(count: MotionCount | ElectionCount) -> dict[str, Any]:
    """What the recount has to come to; the boxes are listed by themselves."""
    return {key: value for key, value in count.as_data().items() if key != "boxes"}


def _entered(count: ElectionCount) -> dict[str, Any]:
    return _box(count) | {
        "candidates": [_votes(votes) for votes in count.votes],
        "write_ins": {one.name: one.votes for one in count.write_ins},
    }


def _votes(votes: Tally) -> dict[str, int]:
    return {"for": votes.for_, "against": votes.against, "abstain": votes.abstain}


def _result(outcome: ElectionOutcome) -> dict[str, Any]:
    return {
        "ok": outcome.ok,
        "code": outcome.code,
        "sentence": outcome.sentence.as_data(),
        "elected": [one.candidate.id for one in outcome.elected],
        "run_off": [one.candidate.id for one in outcome.run_off],
        "seats_left": outcome.seats_left,
        "vacancies": outcome.vacancies,
    }


def write_bundle(bundle: dict[str, Any]) -> tuple[bytes, str]:
    """The bundle's canonical bytes - sorted keys, no spaces, UTF-8 - and their SHA-256 in hexadecimal."""
    content = json.dumps(bundle, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    data = content.encode()
    return data, sha256(data).hexdigest()


def read_bundle(content: bytes) -> dict[str, Any]:
    """The bundle in these bytes. UnreadableError where it is none."""
    try:
        data = json.loads(content)
    except ValueError as broken:
        raise UnreadableError(UNREADABLE) from broken
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise UnreadableError(UNREADABLE)
    return data
