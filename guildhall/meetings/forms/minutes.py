"""What the pages of the minutes accept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guildhall.meetings.models import MinutesVersion

HELP = _("“## ” begins a heading, “- ” a list, **two stars** make bold. Everything else is printed as typed.")


class MinutesForm(forms.Form):
    """Both texts, and the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput())
    text_zh = forms.CharField(
        label=_("Text in Chinese"),
        widget=forms.Textarea(attrs={"rows": 24, "lang": "zh", "data-preview": "preview-zh"}),
        required=False,
        help_text=HELP,
    )
    text_en = forms.CharField(
        label=_("Text in English"),
        widget=forms.Textarea(attrs={"rows": 24, "lang": "en", "data-preview": "preview-en"}),
        required=False,
    )
    note = forms.CharField(label=_("What changed"), max_length=200, required=False)

    @classmethod
    def of(cls, version: MinutesVersion, data: Any = None) -> "MinutesForm":
        texts = {"text_zh": version.text_zh, "text_en": version.text_en}
        return cls(data, initial=texts | {"version": version.number})

    def overtaken_by(self, version: MinutesVersion) -> "MinutesForm":
        """The same typed texts once more, now on top of the version that somebody else saved."""
        typed = {name: self.cleaned_data[name] for name in ("text_zh", "text_en", "note")}
        return MinutesForm(initial=typed | {"version": version.number})


class VersionForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput())


class DraftForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput(), required=False)


class ReturnForm(forms.Form):
    reason = forms.CharField(
        label=_("What has to be changed"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
        required=False,
    )
