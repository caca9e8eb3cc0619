"""What the pages of matches accept."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.exchange.actions.match import LONGEST_NOTE
from guildhall.exchange.models import Feedback, Listing


class AnswerForm(forms.Form):
    """One side's answer; which side is asked only where somebody may answer for both."""

    side = forms.ChoiceField(label=pgettext_lazy("match", "For whom"), choices=Listing.Side)
    verdict = forms.ChoiceField(label=_("Answer"), choices=Feedback.Verdict, widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=_("Why not"),
        choices=[("", "—"), *Feedback.Reason.choices],
        required=False,
        help_text=_("Only if not interested. The other side is not told."),
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For the secretariat, which introduces you."),
    )

    def __init__(self, *args: Any, sides: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [choice for choice in Listing.Side.choices if choice[0] in sides]
        if len(choices) == 1:
            self.fields["side"] = forms.ChoiceField(
                choices=choices, initial=choices[0][0], widget=forms.HiddenInput
            )
            self.initial["side"] = choices[0][0]


class TryForm(forms.Form):
    """Any text, and what it would be."""

    side = forms.ChoiceField(
        label=pgettext_lazy("match", "This is"), choices=Listing.Side, initial=Listing.Side.NEED
    )
    text = forms.CharField(
        label=pgettext_lazy("match", "Text"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The first line counts as the title. Nothing is stored."),
    )
