"""What can happen to the expert pool."""

from guildhall.experts.actions.appointment import (
    Term,
    appoint_expert,
    end_appointment,
    renew_appointment,
    send_term_warnings,
)
from guildhall.experts.actions.expert import ExpertDetails, add_expert, change_expert, retire_expert
from guildhall.experts.actions.expert_class import add_expert_class, change_expert_class
from guildhall.experts.actions.expert_file import check_expert_file, checked_rows, import_experts

__all__ = [
    "ExpertDetails",
    "Term",
    "add_expert",
    "add_expert_class",
    "appoint_expert",
    "change_expert",
    "change_expert_class",
    "check_expert_file",
    "checked_rows",
    "end_appointment",
    "import_experts",
    "renew_appointment",
    "retire_expert",
    "send_term_warnings",
]
