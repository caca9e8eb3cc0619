"""The rules engine: pure functions over a charter profile. No database, clock or settings.

Every answer is a ``Verdict`` with the sentence that was applied, in Chinese and in English.
"""

from guildhall.core.sentences import Sentence
from guildhall.registry.rules.bodies import is_body_well_formed, is_branch_name_allowed
from guildhall.registry.rules.counts import Counts, Tally
from guildhall.registry.rules.decisions import (
    Thresholds,
    is_carried,
    is_carried_by_consensus,
    may_open,
    threshold_for,
)
from guildhall.registry.rules.elections import are_counters_fit, is_slate_wide_enough, may_vote_by_proxy
from guildhall.registry.rules.labels import rule_label, rule_value
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
from guildhall.registry.rules.recusal import RecusalRule, Recused, recusal_rule
from guildhall.registry.rules.rhythm import (
    is_election_started_in_time,
    is_notice_in_time,
    meets_often_enough,
)
from guildhall.registry.rules.verdict import Applied, Verdict
from guildhall.registry.rules.ways import may_decide_so

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
    "RecusalRule",
    "Recused",
    "Rule",
    "Sentence",
    "Tally",
    "Threshold",
    "Thresholds",
    "Value",
    "Verdict",
    "Way",
    "are_counters_fit",
    "is_body_well_formed",
    "is_branch_name_allowed",
    "is_carried",
    "is_carried_by_consensus",
    "is_election_started_in_time",
    "is_notice_in_time",
    "is_slate_wide_enough",
    "may_decide_so",
    "may_hold_post",
    "may_open",
    "may_vote_by_proxy",
    "meets_often_enough",
    "parse_profile",
    "recusal_rule",
    "rule_label",
    "rule_value",
    "threshold_for",
]
