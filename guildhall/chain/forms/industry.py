"""Classifications and classes, files, and what is ticked in lists."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guildhall.chain.forms.map import EN, ZH, ClassField, PlacedForm, text
from guildhall.chain.models import Classification


class FileForm(forms.Form):
    file = forms.FileField(label=_("File"))


class ImportClassificationForm(forms.Form):
    replaces = forms.ModelChoiceField(
        Classification.objects.none(),
        label=_("New edition of"),
        required=False,
        empty_label=_("None: a classification of its own"),
        help_text=_("Classes of the same code stay what they are for firms and segments that have them."),
    )
    name_zh = text(ZH, 200)
    name_en = text(EN, 200)
    edition = text(_("Edition"), 60)
    source = text(_("Source"), 300)

    def __init__(self, *args: Any, known: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["replaces"].queryset = known  # type: ignore[attr-defined]  # the field above


class ClassForm(PlacedForm):
    industry_class = ClassField(label=_("Industry class"))


def chosen_pairs(posted: Any, prefix: str) -> Sequence[tuple[str, str]]:
    """What was chosen in a list of rows: ``prefix-<row>`` is the name of a field, its value what was chosen there."""
    return [
        (name.removeprefix(prefix), value)
        for name in posted
        if name.startswith(prefix)
        for value in posted.getlist(name)
        if value
    ]
