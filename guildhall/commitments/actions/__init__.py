"""Everything that can change about plans, commitments and letters."""

from guildhall.commitments.actions.acceptance import accept_commitment, reopen_commitment, return_commitment
from guildhall.commitments.actions.amendment import Amendment, amend_plan, amendment_of, close_plan
from guildhall.commitments.actions.change import cancel_commitment, hand_over, postpone_deadline
from guildhall.commitments.actions.commitment import (
    CommitmentDetails,
    adopt_commitment,
    change_commitment,
    draft_commitment,
)
from guildhall.commitments.actions.item import add_item, change_item, discard_draft, import_items
from guildhall.commitments.actions.letter import (
    LetterDetails,
    Party,
    change_letter,
    discard_letter,
    draft_letter,
    offer_letter,
    revoke_letter,
)
from guildhall.commitments.actions.milestone import (
    add_milestone,
    change_milestone,
    finish_milestone,
    remove_milestone,
)
from guildhall.commitments.actions.plan import (
    PlanDetails,
    add_course,
    adopt_plan,
    change_plan,
    draft_plan,
    publish_plan,
    put_up_for_discussion,
    review_plan,
)
from guildhall.commitments.actions.progress import Upload, report_done, report_progress
from guildhall.commitments.actions.reminder import send_letter_endings, send_reminders
from guildhall.commitments.actions.rules import set_follow_up_rules
from guildhall.commitments.actions.signature import record_signature, sign_letter

__all__ = [
    "Amendment",
    "CommitmentDetails",
    "LetterDetails",
    "Party",
    "PlanDetails",
    "Upload",
    "accept_commitment",
    "add_course",
    "add_item",
    "add_milestone",
    "adopt_commitment",
    "adopt_plan",
    "amend_plan",
    "amendment_of",
    "cancel_commitment",
    "change_commitment",
    "change_item",
    "change_letter",
    "change_milestone",
    "change_plan",
    "close_plan",
    "discard_draft",
    "discard_letter",
    "draft_commitment",
    "draft_letter",
    "draft_plan",
    "finish_milestone",
    "hand_over",
    "import_items",
    "offer_letter",
    "postpone_deadline",
    "publish_plan",
    "put_up_for_discussion",
    "record_signature",
    "remove_milestone",
    "reopen_commitment",
    "report_done",
    "report_progress",
    "return_commitment",
    "review_plan",
    "revoke_letter",
    "send_letter_endings",
    "send_reminders",
    "set_follow_up_rules",
    "sign_letter",
]
