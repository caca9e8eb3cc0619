"""Everything that can change about members."""

from guildhall.members.actions.admission import admit_member
from guildhall.members.actions.applicant import (
    ApplicationDetails,
    Attachment,
    attach_file,
    complete_application,
    submit_application,
    withdraw_application,
)
from guildhall.members.actions.application import refuse_application, return_application, review_application
from guildhall.members.actions.application_form import (
    ApplicationFormDetails,
    change_application_form,
    close_application_form,
    open_application_form,
    set_up_application_form,
)
from guildhall.members.actions.approval import AdmissionDetails, approve_application, approve_applications
from guildhall.members.actions.letter import (
    Named,
    accept_representative_letter,
    refuse_representative_letter,
    submit_representative_letter,
)
from guildhall.members.actions.member import (
    change_tier,
    remove_member,
    resume_member,
    suspend_member,
    withdraw_member,
)
from guildhall.members.actions.merge import (
    compare_again,
    find_duplicates,
    merge_organizations,
    tell_apart,
    undo_merge,
)
from guildhall.members.actions.tier import TierDetails, create_tier, edit_tier, restore_tier, retire_tier

__all__ = [
    "AdmissionDetails",
    "ApplicationDetails",
    "ApplicationFormDetails",
    "Attachment",
    "Named",
    "TierDetails",
    "accept_representative_letter",
    "admit_member",
    "approve_application",
    "approve_applications",
    "attach_file",
    "change_application_form",
    "change_tier",
    "close_application_form",
    "compare_again",
    "complete_application",
    "create_tier",
    "edit_tier",
    "find_duplicates",
    "merge_organizations",
    "open_application_form",
    "refuse_application",
    "refuse_representative_letter",
    "remove_member",
    "restore_tier",
    "resume_member",
    "retire_tier",
    "return_application",
    "review_application",
    "set_up_application_form",
    "submit_application",
    "submit_representative_letter",
    "suspend_member",
    "tell_apart",
    "undo_merge",
    "withdraw_application",
    "withdraw_member",
]
