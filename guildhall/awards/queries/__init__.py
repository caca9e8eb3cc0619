"""What can be asked about calls, entries, reviews and awards."""

from guildhall.awards.queries.call import (
    call_acts,
    call_list,
    calls_to_show,
    fee_warnings,
    public_call_list,
)
from guildhall.awards.queries.entry import (
    eligibility_of,
    entries_visible_to,
    entry_acts,
    entry_list,
    member_of,
    my_entry_list,
    verdicts_of,
)

__all__ = [
    "call_acts",
    "call_list",
    "calls_to_show",
    "eligibility_of",
    "entries_visible_to",
    "entry_acts",
    "entry_list",
    "fee_warnings",
    "member_of",
    "my_entry_list",
    "public_call_list",
    "verdicts_of",
]
