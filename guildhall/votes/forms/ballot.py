"""An election's ballot as the page sends it: one choice per candidate, and names written in."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from guildhall.core.models import in_language
from guildhall.votes.tally import BLANK, ElectionBallot, Slate, fault_of
from guildhall.votes.tally.slate import ABSTAIN, AGAINST, FOR, NAME_LIMIT

CHOICES = [
    (FOR, pgettext_lazy("votes", "For")),
    (AGAINST, gettext_lazy("Against")),
    (ABSTAIN, gettext_lazy("Abstain")),
]
PREFIX = "c-"


class ElectionBallotForm(forms.Form):
    """A field per candidate in the order of the ballot. What would be an invalid ballot is refused before it is cast."""

    def __init__(self, data: Any = None, *, slate: Slate, units: Mapping[str, str] | None = None) -> None:
        super().__init__(data)
        self.slate, self.units = slate, units or {}
        for one in slate.candidates:
            name = in_language(one.name_zh, one.name_en)
            self.fields[PREFIX + one.id] = forms.ChoiceField(label=name, choices=CHOICES, required=False)

    @property
    def step(self) -> str:
        """Which button was pressed: look it over, go back, or cast."""
        return str(self.data.get("step", ""))

    @property
    def ballot(self) -> ElectionBallot:
        """What was marked: a letter for each candidate, and the names written in."""
        marks = (self.data.get(PREFIX + one.id, "") for one in self.slate.candidates)
        letters = "".join(mark if mark in (FOR, AGAINST, ABSTAIN) else BLANK for mark in marks)
        return ElectionBallot(letters, tuple(self.written))

    @property
    def written(self) -> list[str]:
        """The names written in, blanks left out."""
        given = self.data.getlist("write_in") if hasattr(self.data, "getlist") else []
        return [name.strip()[: NAME_LIMIT + 1] for name in given if name.strip()]

    @property
    def chosen(self) -> int:
        """How many are marked for, names written in included."""
        return self.ballot.marks.count(FOR) + len(self.written)

    @property
    def choices(self) -> list[tuple[str, Any]]:
        """What can be marked for each candidate."""
        return CHOICES

    @property
    def name_fields(self) -> list[str]:
        """A place for every name that can be written in, those filled first."""
        return (self.written + [""] * self.slate.seats)[: self.slate.seats]

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The lines of the ballot with what is marked on each."""
        words = dict(CHOICES)
        return [
            {
                "name": PREFIX + one.id,
                "candidate": one,
                "label": in_language(one.name_zh, one.name_en),
                "unit": self.units.get(one.id, ""),
                "mark": mark if mark != BLANK else "",
                "said": words.get(mark, ""),
            }
            for one, mark in zip(self.slate.candidates, self.ballot.marks, strict=True)
        ]

    def clean(self) -> dict[str, Any]:
        """Nobody but the candidates is on the ballot, and it is valid."""
        given = super().clean() or {}
        known = {PREFIX + one.id for one in self.slate.candidates}
        if any(name.startswith(PREFIX) and name not in known for name in self.data):
            raise forms.ValidationError(
                _("This ballot names somebody who is no candidate of this round. Load it again."),
                code="candidate_unknown",
            )
        if fault := fault_of(self.ballot, self.slate):
            said = in_language(fault.sentence.zh, fault.sentence.en)
            raise forms.ValidationError(
                _("This ballot would be invalid: %(fault)s. Correct it before you send it.")
                % {"fault": said},
                code=fault.code,
            )
        return given
