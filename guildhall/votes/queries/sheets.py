"""Candidates and results as Excel files. Texts are written as texts: a name that begins like a formula stays a name."""

import io
from collections.abc import Iterable, Sequence

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from guildhall.accounts.models import User
from guildhall.votes.models import Election, Vote
from guildhall.votes.queries.election import election_page, rounds_of
from guildhall.votes.queries.rounds import shown_rounds

Cell = str | int | None


def candidate_sheet(election: Election, *, viewer: User) -> bytes:
    """Place, name, unit, answer, conditions, who nominated, in the reader's language; what this reader may see."""
    head = [
        _("Place on the ballot"),
        _("Name"),
        _("Represents"),
        _("State"),
        _("Conditions of the post"),
        _("Nominated by"),
        _("In their own words"),
    ]
    rows: list[list[Cell]] = []
    for line in election_page(election, viewer=viewer).lines:
        one = line.candidate
        unit = one.organization or one.person.organization
        rows.append(
            [
                one.place,
                one.person.name,
                unit.name if unit else "",
                one.get_state_display(),
                line.said,
                one.nominated_by,
                one.statement,
            ]
        )
    return _book([(_("Candidates"), head, rows)])


def result_sheet(election: Election, *, viewer: User) -> bytes:
    """A sheet per declared round: every name with its votes, and the ballots in total."""
    lines = election_page(election, viewer=viewer).lines
    held = [vote for vote in rounds_of(election) if vote.state == Vote.State.DECLARED]
    head = [
        _("Name"),
        _("Represents"),
        pgettext("votes", "For"),
        _("Against"),
        _("Abstentions"),
        _("Result"),
    ]
    sheets = []
    for shown in shown_rounds(held, [line.candidate for line in lines]):
        rows: list[list[Cell]] = [
            [one.name, one.unit, one.in_favour, one.against, one.abstain, one.sentence]
            for one in shown.results
        ]
        tally = shown.tally
        rows.append([])
        rows += [
            [_("Ballots issued"), "", tally.get("issued")],
            [_("Ballots returned"), "", tally.get("returned")],
            [_("Valid ballots"), "", tally.get("valid")],
        ]
        rows += [[_("Invalid: %(reason)s") % {"reason": why}, "", number] for why, number in shown.invalid]
        sheets.append((_("Round %(number)s") % {"number": shown.vote.number}, head, rows))
    return _book(sheets or [(_("Result"), head, [])])


def _book(sheets: Iterable[tuple[str, Sequence[str], Sequence[Sequence[Cell]]]]) -> bytes:
    file = io.BytesIO()
    means = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, means)
    bold = book.add_format({"bold": True})
    for name, head, rows in sheets:
        sheet = book.add_worksheet(name[:31])
        for column, heading in enumerate(head):
            sheet.set_column(column, column, 28 if column in (0, 1) else 16)
            sheet.write_string(0, column, heading, bold)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(number, column, cell)
                elif cell:
                    sheet.write_string(number, column, cell)
        sheet.freeze_panes(1, 1)
    book.close()
    return file.getvalue()
