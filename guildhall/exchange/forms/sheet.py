from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv", "data-drop": "yes"}),
        help_text=_("Excel (.xlsx) or delimited text (.csv) with a row of headings; up to 300 rows."),
    )


class RowsForm(forms.Form):
    """The rows as they were checked, sent back to be stored; they are checked again."""

    rows = forms.JSONField(widget=forms.HiddenInput)

    def clean_rows(self) -> list[dict[str, str]]:
        rows: Any = self.cleaned_data["rows"]
        fits = isinstance(rows, list) and all(isinstance(row, dict) for row in rows)
        if not fits or any(not isinstance(cell, str) for row in rows for cell in row.values()):
            raise forms.ValidationError(_("The rows could not be read. Send the file again."))
        return list(rows)
