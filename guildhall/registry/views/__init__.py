from guildhall.registry.views.association import (
    change_association,
    first_steps,
    found_association,
    permission_table,
)
from guildhall.registry.views.body import body, body_list, change_body, end_body, found_body
from guildhall.registry.views.charter import (
    adopt_charter_profile,
    change_rule,
    charter,
    charter_version,
    take_out_rule,
)
from guildhall.registry.views.organization import (
    add_organization,
    change_organization,
    organization,
    organization_list,
    restore_organization,
    retire_organization,
)
from guildhall.registry.views.person import (
    add_person,
    change_person,
    invite_person_to_sign_in,
    person,
    person_list,
)
from guildhall.registry.views.post import appoint, change_post, change_tenure, create_post, end_tenure, post
from guildhall.registry.views.seat import change_seat, give_seat, name_representative, withdraw_seat
from guildhall.registry.views.sign_in import accept_sign_in

__all__ = [
    "accept_sign_in",
    "add_organization",
    "add_person",
    "adopt_charter_profile",
    "appoint",
    "body",
    "body_list",
    "change_association",
    "change_body",
    "change_organization",
    "change_person",
    "change_post",
    "change_rule",
    "change_seat",
    "change_tenure",
    "charter",
    "charter_version",
    "create_post",
    "end_body",
    "end_tenure",
    "first_steps",
    "found_association",
    "found_body",
    "give_seat",
    "invite_person_to_sign_in",
    "name_representative",
    "organization",
    "organization_list",
    "permission_table",
    "person",
    "person_list",
    "post",
    "restore_organization",
    "retire_organization",
    "take_out_rule",
    "withdraw_seat",
]
