"""The rules engine: pure functions over a charter profile. No database, clock or settings.

Every answer is a ``Verdict`` with the sentence that was applied, in Chinese and in English.
"""

from guildhall.core.sentences import Sentence
from guildhall.registry.rules.bodies import (
    is_body_well_formed,
    is_branch_name_allowed,
    is_notice_in_time,
    meets_often_enough,
)
from guildhall.registry.rules.decisions import (
    Counts,
    Tally,
    Thresholds,
    is_carried,
    may_decide_so,
    may_open,
    threshold_for,
)
from guildhall.registry.rules.posts import may_hold_post
from guildhall.registry.rules.profile import (
    SECRET_WAYS,
    Base,
    Confidence,
    MeetingForm,
    Operator,
    Profile,
    Rule,
    Threshold,
    Value,
    Way,
)
from guildhall.registry.rules.reading import ProfileError, parse_profile
from guildhall.registry.rules.verdict import Applied, Verdict

__all__ = [
    "SECRET_WAYS",
    "Applied",
    "Base",
    "Confidence",
    "Counts",
    "MeetingForm",
    "Operator",
    "Profile",
    "ProfileError",
    "Rule",
    "Sentence",
    "Tally",
    "Threshold",
    "Thresholds",
    "Value",
    "Verdict",
    "Way",
    "is_body_well_formed",
    "is_branch_name_allowed",
    "is_carried",
    "is_notice_in_time",
    "may_decide_so",
    "may_hold_post",
    "may_open",
    "meets_often_enough",
    "parse_profile",
    "threshold_for",
]
