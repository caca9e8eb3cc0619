"""What the pages of a session accept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.core.forms import VersionForm
from guildhall.core.models import in_language
from guildhall.core.widgets import Lookup
from guildhall.meetings.models import AgendaItem, Meeting, Motion, Resolution
from guildhall.meetings.queries import MotionRules, motion_kinds
from guildhall.registry.lookups import PersonField
from guildhall.registry.models import Organization

LONGEST = 20_000
MOST_VOTES = 1_000_000


def long_text(label: Any, rows: int = 4) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=area, max_length=LONGEST, required=False)


def count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_VOTES, required=False)


class CodeForm(forms.Form):
    """The code of an invitation, typed by hand."""

    code = forms.CharField(
        label=_("Code from your invitation"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class MarkForm(forms.Form):
    """One event at the door, without JavaScript."""

    client_id = forms.UUIDField()
    invitation = forms.UUIDField()
    kind = forms.CharField(max_length=10)
    mode = forms.CharField(max_length=10)


class CheckInForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput())
    kind = forms.CharField(max_length=10, widget=forms.HiddenInput())
    mode = forms.CharField(max_length=10, widget=forms.HiddenInput())


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)


class MotionForm(forms.Form):
    """What is put to the meeting; the kind decides which rule applies."""

    kind = forms.ChoiceField(label=_("Kind"))
    item = forms.ModelChoiceField(AgendaItem.objects.none(), label=_("Agenda item"), required=False)
    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=300, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=300, required=False)
    text_zh = long_text(_("Text in Chinese"))
    text_en = long_text(_("Text in English"))

    def __init__(self, *args: Any, meeting: Meeting, motion: Motion | None = None, **kwargs: Any) -> None:
        if motion is not None:
            kwargs.setdefault("initial", {name: getattr(motion, name) for name in self.base_fields})
        super().__init__(*args, **kwargs)
        kinds, items = self.fields["kind"], self.fields["item"]
        if isinstance(kinds, forms.ChoiceField):
            kinds.choices = [
                (kind, in_language(name.zh, name.en)) for kind, name in motion_kinds(meeting).items()
            ]
        if isinstance(items, forms.ModelChoiceField):
            items.queryset = meeting.agenda.all()


class ChangeMotionForm(MotionForm, VersionForm):
    """Carries the version that was read, so that nobody overwrites what somebody else changed meanwhile."""


class DecideForm(forms.Form):
    """Only the ways that the rule of the motion's kind allows can be chosen."""

    way = forms.ChoiceField(label=_("Way of deciding"), widget=forms.RadioSelect)
    for_count = count(pgettext_lazy("votes", "For"))
    against_count = count(_("Against"))
    abstain_count = count(_("Abstentions"))

    def __init__(self, *args: Any, rules: MotionRules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = self.fields["way"]
        if isinstance(ways, forms.ChoiceField):
            ways.choices = [(way, Motion.Way(way).label) for way in rules.by_hand]
            ways.initial = rules.by_hand[0] if rules.by_hand else None


class MotionResultForm(forms.Form):
    """How a motion of a past meeting was decided, as its source states it."""

    RESULTS = (Motion.State.CARRIED, Motion.State.REJECTED, Motion.State.NOT_STATED)
    state = forms.ChoiceField(label=_("Result"), choices=[(one.value, one.label) for one in RESULTS])
    way = forms.ChoiceField(
        label=_("Way of deciding"), choices=[("", _("not stated")), *Motion.Way.choices], required=False
    )
    for_count = count(pgettext_lazy("votes", "For"))
    against_count = count(_("Against"))
    abstain_count = count(_("Abstentions"))


class ResolutionForm(forms.Form):
    """The words of the resolution; they begin as the motion's."""

    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=300, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=300, required=False)
    text_zh = long_text(_("Text in Chinese"))
    text_en = long_text(_("Text in English"))
    in_force_from = forms.DateField(label=_("In force from"), required=False)
    in_force_to = forms.DateField(
        label=_("In force until"), required=False, help_text=_("Only where it holds for a limited time.")
    )
    is_public = forms.BooleanField(
        label=Resolution._meta.get_field("is_public").verbose_name,
        required=False,
        help_text=_("Shown on the public page of the meeting once it is published."),
    )


class ShowResolutionForm(forms.Form):
    is_public = forms.BooleanField(required=False)


class CommitForm(forms.Form):
    """Content, deadline and responsible person: with all three the commitment is adopted at once."""

    content_zh = forms.CharField(
        label=_("Content in Chinese"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=4000,
        required=False,
    )
    content_en = forms.CharField(
        label=_("Content in English"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=4000,
        required=False,
    )
    deadline = forms.DateField(label=_("Deadline"), required=False)
    responsible = PersonField(label=_("Responsible person"), required=False)
    lead = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Lead unit"), required=False, widget=Lookup()
    )
    adopt = forms.BooleanField(
        label=_("Adopt at once"),
        required=False,
        initial=True,
        help_text=_("Needs content, deadline and responsible person. Otherwise a draft is kept."),
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        association = meeting.association
        responsible, lead = self.fields["responsible"], self.fields["lead"]
        if isinstance(responsible, PersonField):
            responsible.ask_in(association)
        if isinstance(lead, forms.ModelChoiceField) and isinstance(lead.widget, Lookup):
            lead.queryset = Organization.objects.filter(association=association)
            lead.widget.url = f"/api/v1/a/{association.slug}/organizations"


class PublicationForm(forms.Form):
    parts = forms.MultipleChoiceField(
        label=_("Shown besides"),
        choices=Meeting.Part.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_(
            "Name, day, place, chair, agenda with speakers, public papers and public resolutions are always shown."
        ),
    )
