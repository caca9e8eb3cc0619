"""Everything that can change about who is who."""

from guildhall.registry.actions.association import AssociationDetails, change_association, found_association
from guildhall.registry.actions.body import BodyDetails, change_body, end_body, found_body
from guildhall.registry.actions.charter import adopt_charter_profile, change_rule, take_out_rule
from guildhall.registry.actions.organization import (
    OrganizationDetails,
    add_organization,
    change_organization,
    restore_organization,
    retire_organization,
)
from guildhall.registry.actions.person import PersonDetails, add_person, change_person
from guildhall.registry.actions.post import PostDetails, change_post, create_post
from guildhall.registry.actions.rescue import rescue_association
from guildhall.registry.actions.seat import (
    SeatDetails,
    change_seat,
    give_seat,
    name_representative,
    withdraw_seat,
)
from guildhall.registry.actions.sign_in import accept_sign_in, invite_person_to_sign_in, send_sign_in_link
from guildhall.registry.actions.tenure import TenureDetails, appoint, change_tenure, end_tenure
from guildhall.registry.actions.term import Term, begin_term

__all__ = [
    "AssociationDetails",
    "BodyDetails",
    "OrganizationDetails",
    "PersonDetails",
    "PostDetails",
    "SeatDetails",
    "TenureDetails",
    "Term",
    "accept_sign_in",
    "add_organization",
    "add_person",
    "adopt_charter_profile",
    "appoint",
    "begin_term",
    "change_association",
    "change_body",
    "change_organization",
    "change_person",
    "change_post",
    "change_rule",
    "change_seat",
    "change_tenure",
    "create_post",
    "end_body",
    "end_tenure",
    "found_association",
    "found_body",
    "give_seat",
    "invite_person_to_sign_in",
    "name_representative",
    "rescue_association",
    "restore_organization",
    "retire_organization",
    "send_sign_in_link",
    "take_out_rule",
    "withdraw_seat",
]
