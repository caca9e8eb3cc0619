"""May the body open, may it decide in this way, and is it carried."""

from dataclasses import dataclass

from guildhall.core.sentences import Sentence
from guildhall.registry.rules.profile import MeetingForm, Profile, Rule, Way
from guildhall.registry.rules.verdict import Verdict


@dataclass(frozen=True)
class Tally:
    """Votes for, against and abstaining, at the moment the vote closed."""

    for_: int
    against: int
    abstain: int


@dataclass(frozen=True)
class Counts:
    """The bases at the moment the vote closed. Ballots are None where there were none (show of hands).

    A seat stood in for or voted by proxy counts as present where its stand-in is.
    """

    entitled: int
    present_on_site: int
    present_online: int = 0
    issued: int | None = None
    returned: int | None = None
    valid: int | None = None


@dataclass(frozen=True)
class Thresholds:
    """Which rules apply to a motion in a body, and where each comes from."""

    quorum: Rule | None
    majority: Rule | None
    sentence: Sentence


def threshold_for(profile: Profile, body_kind: str, motion_kind: str | None = None) -> Thresholds:
    """Which quorum and majority apply: the motion's own where its kind has one, else the body's."""
    raise NotImplementedError


def may_open(
    profile: Profile,
    body_kind: str,
    *,
    entitled: int,
    present: int,
    online: int = 0,
    motion_kind: str | None = None,
) -> Verdict:
    """May the body open? ``online`` of the ``present`` attend remotely."""
    raise NotImplementedError


def is_carried(profile: Profile, body_kind: str, motion_kind: str, tally: Tally, counts: Counts) -> Verdict:
    """Is the motion (or the candidate) carried? The quorum at the close is checked first."""
    raise NotImplementedError


def may_decide_so(
    profile: Profile,
    body_kind: str,
    motion_kind: str,
    way: Way | str,
    meeting_form: MeetingForm | str,
    *,
    special_case: bool = False,
) -> Verdict:
    """May this body decide this kind of motion in this way, in this form of meeting?"""
    raise NotImplementedError
