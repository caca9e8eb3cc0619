"""What can happen in a founding."""

from guildhall.founding.actions.assembly import (
    Being,
    being_of,
    complete_founding,
    convene_assembly,
    seat_late_units,
)
from guildhall.founding.actions.first_member import (
    answer_first_member,
    ask_first_members,
    list_first_members,
    list_known_units,
    name_first_representative,
    strike_first_member,
)
from guildhall.founding.actions.founding import abandon_founding, begin_founding, put_draft_charter

__all__ = [
    "Being",
    "abandon_founding",
    "answer_first_member",
    "ask_first_members",
    "begin_founding",
    "being_of",
    "complete_founding",
    "convene_assembly",
    "list_first_members",
    "list_known_units",
    "name_first_representative",
    "put_draft_charter",
    "seat_late_units",
    "strike_first_member",
]
