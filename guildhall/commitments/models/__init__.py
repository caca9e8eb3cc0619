from guildhall.commitments.models.commitment import Acceptance, Change, Commitment, Milestone, Progress
from guildhall.commitments.models.letter import Letter, LetterParty
from guildhall.commitments.models.plan import Course, Plan, PlanVersion
from guildhall.commitments.models.reminder import FollowUpRules, Reminder

__all__ = [
    "Acceptance",
    "Change",
    "Commitment",
    "Course",
    "FollowUpRules",
    "Letter",
    "LetterParty",
    "Milestone",
    "Plan",
    "PlanVersion",
    "Progress",
    "Reminder",
]
