"""What the pages of a meeting accept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import Association
from guildhall.meetings.models import Meeting
from guildhall.registry.lookups import PersonField


class MeetingForm(forms.Form):
    """What is said of a meeting; the last fields are for the record of a past one."""

    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=200, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    mode = forms.ChoiceField(
        label=_("Form"), choices=[("", _("not stated")), *Meeting.Mode.choices], required=False
    )
    starts_at = forms.DateTimeField(label=_("Starts"), required=False)
    ends_at = forms.DateTimeField(label=_("Ends"), required=False)
    place_zh = forms.CharField(label=_("Place in Chinese"), max_length=200, required=False)
    place_en = forms.CharField(label=_("Place in English"), max_length=200, required=False)
    online_url = forms.CharField(label=_("Link to take part online"), max_length=200, required=False)
    chair = PersonField(label=_("Chair"), required=False)
    recorder = PersonField(label=_("Recorder"), required=False)
    reply_by = forms.DateField(label=_("Reply by"), required=False)
    remarks_zh = forms.CharField(
        label=_("Remarks in Chinese"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=4000,
        required=False,
    )
    remarks_en = forms.CharField(
        label=_("Remarks in English"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=4000,
        required=False,
    )
    PAST = ("entered_afterwards", "stated_date", "stated_attendance", "stated_invited")
    entered_afterwards = forms.BooleanField(label=_("This meeting was already held"), required=False)
    stated_date = forms.CharField(
        label=_("Date as the source states it"),
        max_length=20,
        required=False,
        help_text=_("Where no time is known: 2021-12-05, 2021-12, 2021, or XXXX-03-30 without a year."),
    )
    stated_attendance = forms.IntegerField(
        label=_("Attended at least"), min_value=0, max_value=1_000_000, required=False
    )
    stated_invited = forms.IntegerField(
        label=_("Organizations invited"), min_value=0, max_value=1_000_000, required=False
    )

    def __init__(self, *args: Any, association: Association, past: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("chair", "recorder"):
            field = self.fields[name]
            if isinstance(field, PersonField):
                field.ask_in(association)
        if not past:
            for name in self.PAST:
                del self.fields[name]

    @property
    def present_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in self.PAST]

    @property
    def is_past(self) -> bool:
        """Whether the part for past meetings should stand open: something is filled or wrong there."""
        return any(field.errors or field.value() for field in self.past_fields)

    @property
    def past_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name in self.PAST]


class ChangeMeetingForm(MeetingForm):
    """Carries the version that was read, so that nobody overwrites what somebody else changed meanwhile."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, meeting: Meeting) -> None:
        initial = {name: getattr(meeting, name) for name in self.base_fields if hasattr(meeting, name)}
        super().__init__(
            data, association=meeting.association, past=meeting.entered_afterwards, initial=initial
        )
        self.fields.pop("entered_afterwards", None)


class CancelForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200, help_text=_("The invited are told it."))


class PostponeForm(CancelForm):
    starts_at = forms.DateTimeField(
        label=_("New start"), required=False, help_text=_("Leave empty to postpone until further notice.")
    )
    ends_at = forms.DateTimeField(label=_("New end"), required=False)
    late_reason = forms.CharField(
        label=_("Reason for a late notice"),
        max_length=300,
        required=False,
        help_text=_("Only where the new time leaves less than the notice period of the charter."),
    )
