"""What can be wrong with a file or a row, and what to do about it. Pure: codes are kept, sentences made for the reader."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

LONGEST_VALUE = 80

FILE_SENTENCES = {
    "too_many_rows": _("The table has more than 200,000 rows. Split it into several files."),
    "broken_workbook": _(
        "The workbook cannot be read; it is damaged or too complicated. "
        "Open it in a spreadsheet program, save it as a new .xlsx file and send that."
    ),
    "locked_workbook": _("The workbook is protected by a password. Save it without one and send it again."),
    "no_sheet": _("The workbook has no visible sheet with such a number. Choose another sheet."),
    "too_wide": _(
        "A cell far to the right of the table (%(cell)s) is filled; at most %(most)s columns are read. "
        "Delete what stands beside the table."
    ),
    "too_scattered": _(
        "The filled cells lie too far apart (up to %(cell)s). "
        "Copy the table into a new workbook, starting in cell A1, and send that."
    ),
    "unpacks_too_large": _(
        "Unpacked, this workbook takes %(size)s MB; at most %(most)s MB are read. Split it into several files."
    ),
    "mixed_encodings": _(
        "Line %(line)s is written in %(found)s, lines before it in %(before)s. "
        "Save the whole file in one encoding, best in UTF-8 or as .xlsx."
    ),
    "unreadable_bytes": _(
        "Line %(line)s is written neither in UTF-8 nor in UTF-16 nor in GB 18030. "
        "Save the file as UTF-8 or as .xlsx."
    ),
    "broken_text": _(
        "Line %(line)s cannot be read: a quotation mark is opened and not closed, or a cell is too long. "
        "Correct it, or save the table as .xlsx."
    ),
    "no_rows": _(
        "There are no rows below the headings. Choose the sheet with the table, or the row of headings."
    ),
    "nothing_in_file": _("The file holds no table: no cell is filled."),
}
ROW_SENTENCES = {
    "empty": _("This is needed and not given."),
    "too_long": _("Too long: %(length)s characters, at most %(most)s."),
    "unprintable": _("The text holds a character that cannot be stored. Type it again."),
    "error_value": _("The cell shows an error of the spreadsheet. Correct the formula, or type the value."),
    "uncomputed": _(
        "The cell holds a formula whose value was never computed. "
        "Open the file in a spreadsheet program and save it, or type the value."
    ),
    "merged": _("The cells %(area)s are merged. Unmerge them and fill in each cell."),
    "total_line": _("This looks like a line of totals. Delete it from the table."),
    "wrong_date": "%(why)s",
    "born_in_future": _("Nobody is born on a day that is not in the past."),
    "ends_before_start": _("The last day is before the first."),
    "wrong_uscc": _("%(why)s Check it against the business licence."),
    "uscc_lost_digits": _(
        "The code was entered as a number, of which the spreadsheet keeps only 15 digits. "
        "Format the column as text and enter the code again."
    ),
    "wrong_mail": _("This is no mail address; it should look like name@example.com."),
    "wrong_phone": _("A telephone number has digits."),
    "wrong_web": _("This is no web address; it should look like www.example.com."),
    "wrong_number": _("Write a whole number from 0 to 32,767, for example 5 or 第五届."),
    "wrong_yes_no": _("Write yes or no (是 or 否)."),
    "unknown_choice": _("This is not known here. Write one of: %(choices)s."),
    "twice_in_file": _(
        "Row %(row)s already lists the same. Delete one of the two, or tell them apart: "
        "an organization by its name, a person by organization or mobile number."
    ),
    "two_known": _(
        "The credit code belongs to %(one)s, the name to %(other)s; both are already stored. Correct one of the two."
    ),
    "name_known": _(
        "%(name)s is already stored under this name, with the credit code %(uscc)s. Correct the code, or the name."
    ),
    "unknown_organization": _(
        "No organization of this name is stored. Import the organizations first, or correct the name."
    ),
    "several_organizations": _(
        "Several organizations are called so. Write the full name or the credit code."
    ),
    "bad_parent": _("The organization above it stands in row %(row)s, which cannot be taken. Correct that row first."),
    "loop": _("An organization cannot be a unit of itself or of its own units."),
    "unknown_tier": _("There is no tier of this name in use. Create it first, or write one of: %(tiers)s."),
    "left": _("Only those who are members now can be taken over. Delete the row."),
    "number_taken": _("The number %(number)s belongs to %(name)s. Correct it, or leave it empty for the next one."),
    "unknown_body": _("There is no body of this name. Set it up first, or write its name as it is stored."),
    "several_bodies": _("Several bodies are called so. Rename one of them first."),
    "unknown_person": _("No person of this name is stored. Import the people first, or correct the name."),
    "several_people": _(
        "%(count)s people of this name are stored. Fill in the organization or the mobile number to tell which."
    ),
    "body_ended": _("The body ended before this term; nobody can be appointed there after that day."),
    "overlapping_tenure": _(
        "The same person already holds this post at that time (%(where)s). Correct the days."
    ),
    "rule": _("%(why)s Where an exception was approved, say by whom in the column “Approved exception”."),
    "conflict": _(
        "Since the check, somebody else has stored or changed the same. Check again to see what the row would do now."
    ),
}  # fmt: skip
NOTE_SENTENCES = {
    "known": _("Already stored; the row is passed over."),
    "same": _("Already stored with the same content; there is nothing to change."),
    "updated": _("Already stored; will be changed: %(fields)s."),
    "parent_kept": _("The organization above it is not changed by an import."),
    "state_kept": _("Whether it is active is not changed by an import."),
    "member_kept": _(
        "Already a member, under the number %(number)s; tier and day are changed on the member's page."
    ),
    "comes_suspended": _("Comes in as a suspended member, suspended as of today; without a seat."),
    "seat_given": _("Gets the seat in %(body)s that the tier gives."),
    "next_number": _("Without a number; gets the next one, %(number)s."),
    "new_post": _("The post does not exist yet and will be created, without powers."),
    "new_post_with_powers": _("The post does not exist yet and will be created with the powers listed."),
    "verdict": "%(why)s",
    "exception": _("%(why)s Approved as an exception: %(exception)s"),
}
# Why a committed import is not undone as a whole, row by row.
UNDO_SENTENCES = {
    "changed": _("was changed since"),
    "used": _("is used since, in: %(where)s"),
    "gone": _("is no longer there"),
    "because": "%(why)s",
    "not_undone": _("It was not undone, because some of its rows are used or were changed since."),
}
SENTENCES = FILE_SENTENCES | ROW_SENTENCES | NOTE_SENTENCES | UNDO_SENTENCES


@dataclasses.dataclass(frozen=True)
class Problem:
    """One thing to say about a row: where (``cell``, and ``field`` for its column), and the value it is about.

    A param that is a pair of sentences is told in the reader's language.
    """

    code: str
    field: str = ""
    cell: str = ""
    value: str = ""
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def sentence(self) -> str:
        return sentence(self.code, self.params)

    def as_data(self) -> dict[str, Any]:
        told = self.value.replace("\0", "")
        shown = told if len(told) <= LONGEST_VALUE else told[:LONGEST_VALUE] + "…"
        said = {"code": self.code, "field": self.field, "cell": self.cell, "value": shown}
        return {key: value for key, value in said.items() if value} | (
            {"params": dict(self.params)} if self.params else {}
        )

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Problem":
        return cls(**data)


def sentence(code: str, params: Mapping[str, Any]) -> str:
    """What the code says to the reader, in the language that is active."""
    return str(SENTENCES[code]) % {name: _in_language(value) for name, value in params.items()}


def _in_language(value: Any) -> Any:
    if isinstance(value, Mapping) and value.keys() == {"zh", "en"}:
        return value["zh"] if (get_language() or "").startswith("zh") else value["en"]
    return value
