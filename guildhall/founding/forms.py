"""What the pages of a founding accept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import Association
from guildhall.founding.pasted import MOST
from guildhall.meetings.models import Meeting
from guildhall.registry.lookups import PersonField

SHORT, LONG = 60, 200
EXAMPLE = _(
    "One unit on each line: name, representative, mail, telephone. Copied out of a spreadsheet is fine."
)


class BeginFoundingForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Association.Kind.choices, initial=Association.Kind.ALLIANCE
    )
    name_zh = forms.CharField(
        label=_("Name in Chinese"),
        max_length=LONG,
        required=False,
        help_text=_("A name in one language is enough."),
    )
    name_en = forms.CharField(label=_("Name in English"), max_length=LONG, required=False)
    initiated_by_zh = forms.CharField(label=_("Initiated by, in Chinese"), max_length=300, required=False)
    initiated_by_en = forms.CharField(label=_("Initiated by, in English"), max_length=300, required=False)
    region = forms.CharField(label=_("Region"), max_length=100, required=False)


class DraftCharterForm(forms.Form):
    file = forms.FileField(label=_("Draft charter"))


class FirstMembersForm(forms.Form):
    text = forms.CharField(
        label=_("Units"), widget=forms.Textarea(attrs={"rows": 12}), help_text=EXAMPLE, max_length=MOST * 400
    )


class RepresentativeForm(forms.Form):
    person = PersonField(label=_("Representative"))

    def __init__(self, *args: Any, association: Association, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        if isinstance(field, PersonField):
            field.ask_in(association)


class AssemblyForm(forms.Form):
    """When and where, and how many are to be elected."""

    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=LONG, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=LONG, required=False)
    starts_at = forms.DateTimeField(label=_("Starts"))
    ends_at = forms.DateTimeField(label=_("Ends"), required=False)
    mode = forms.ChoiceField(
        label=_("Form"),
        choices=[choice for choice in Meeting.Mode.choices if choice[0] != Meeting.Mode.CORRESPONDENCE],
    )
    place_zh = forms.CharField(label=_("Place in Chinese"), max_length=LONG, required=False)
    place_en = forms.CharField(label=_("Place in English"), max_length=LONG, required=False)
    online_url = forms.CharField(label=_("Link to take part online"), max_length=LONG, required=False)
    seats = forms.IntegerField(label=_("Seats in the council"), min_value=1, max_value=300)


class AbandonFoundingForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200)
