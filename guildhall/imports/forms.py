from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guildhall.core.models import in_language
from guildhall.imports.columns import fields_of, is_passed_over
from guildhall.imports.heads import Head
from guildhall.imports.models import ImportBatch

ACCEPTED = ".xlsx,.csv,.txt"


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "data-drop": "yes"}),
        help_text=_("Excel (.xlsx) or delimited text (.csv); up to 200,000 rows."),
    )
    kind = forms.ChoiceField(
        label=_("What the table lists"),
        required=False,
        choices=[("", _("Tell from the headings")), *ImportBatch.Kind.choices],
    )
    known = forms.ChoiceField(
        label=_("Rows that are already stored"), choices=ImportBatch.Known.choices, widget=forms.RadioSelect
    )


class ColumnsForm(forms.Form):
    """Which field each column of the table holds; one select per column, named ``column_0`` and so on."""

    known = forms.ChoiceField(
        label=_("Rows that are already stored"), choices=ImportBatch.Known.choices, widget=forms.RadioSelect
    )

    def __init__(self, head: Head, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.head = head
        fields = [(field.key, in_language(field.zh, field.en)) for field in fields_of(kind)]
        for column, heading in enumerate(head.headings):
            nothing = _("Not taken") if heading else _("Empty")
            self.fields[f"column_{column}"] = forms.ChoiceField(
                label=heading or _("(no heading)"),
                required=False,
                choices=[("", nothing), *fields],
                initial=head.columns.get(str(column), ""),
            )

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Each column with its heading, its first values and where to say what it holds."""
        return [
            {
                "field": self[f"column_{column}"],
                "heading": heading,
                "values": [row[column] for row in self.head.first if column < len(row) and row[column]][:3],
                "is_passed_over": is_passed_over(heading),
            }
            for column, heading in enumerate(self.head.headings)
            if heading or any(column < len(row) and row[column] for row in self.head.first)
        ]

    @property
    def columns(self) -> dict[str, str]:
        """The answer, as the action takes it."""
        chosen = {name: value for name, value in self.cleaned_data.items() if name.startswith("column_")}
        return {name.removeprefix("column_"): value for name, value in chosen.items() if value}


class CommitForm(forms.Form):
    """``run`` names the check that was shown."""

    run = forms.UUIDField(widget=forms.HiddenInput, required=False)
    leave_out_bad = forms.BooleanField(required=False)

    def __init__(self, batch: ImportBatch, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"initial": {"run": batch.run}})
        if batch.bad_rows:
            label = _("Leave out the rows that cannot be taken (%(count)s)") % {"count": batch.bad_rows}
            self.fields["leave_out_bad"].label = label
        else:
            del self.fields["leave_out_bad"]
