"""Agenda items with their speakers, papers, and whom the meeting thanks."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import Association
from guildhall.meetings.actions import SpeakerDetails
from guildhall.meetings.models import AgendaItem, Meeting, Paper, Speaker, Sponsor
from guildhall.registry.lookups import PersonField


class ItemForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=AgendaItem.Kind.choices, initial=AgendaItem.Kind.REPORT)
    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=300, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=300, required=False)
    minutes_planned = forms.IntegerField(
        label=_("Minutes planned"), min_value=1, max_value=1440, required=False
    )


class ChangeItemForm(ItemForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class SpeakerForm(forms.Form):
    """A person, or words where nobody is named. An empty one is nobody."""

    person = PersonField(label=_("Speaker"), required=False)
    words_zh = forms.CharField(label=_("Or in words, in Chinese"), max_length=200, required=False)
    words_en = forms.CharField(label=_("Or in words, in English"), max_length=200, required=False)
    count = forms.IntegerField(label=_("How many"), min_value=1, max_value=10_000, required=False)

    def __init__(self, *args: Any, association: Association, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        if isinstance(field, PersonField):
            field.ask_in(association)


SpeakerFormSet = forms.formset_factory(SpeakerForm, extra=2, max_num=40, validate_max=True)


def speaker_forms(data: Any, association: Association, speakers: list[Speaker] | None = None) -> Any:
    """The forms of an item's speakers: one for each there is, and two empty ones."""
    initial = [
        {"person": one.person_id, "words_zh": one.words_zh, "words_en": one.words_en, "count": one.count}
        for one in speakers or []
    ]
    return SpeakerFormSet(data, initial=initial, prefix="speakers", form_kwargs={"association": association})


def speakers_in(formset: Any) -> list[SpeakerDetails]:
    """Whom a valid set of forms names."""
    filled = (form.cleaned_data for form in formset if form.has_changed() or form.initial)
    return [
        SpeakerDetails(**data)
        for data in filled
        if data.get("person") or data.get("words_zh") or data.get("words_en")
    ]


class OrderForm(forms.Form):
    """The identifiers of all items, in the new order."""

    order = forms.TypedMultipleChoiceField(coerce=UUID)

    def __init__(self, data: Any, *, meeting: Meeting) -> None:
        super().__init__(data)
        field = self.fields["order"]
        if isinstance(field, forms.TypedMultipleChoiceField):
            field.choices = [(str(pk), str(pk)) for pk in meeting.agenda.values_list("pk", flat=True)]


class ResultForm(forms.Form):
    summary_zh = forms.CharField(
        label=_("What was said, in Chinese"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=20_000,
        required=False,
    )
    summary_en = forms.CharField(
        label=_("What was said, in English"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=20_000,
        required=False,
    )
    result_zh = forms.CharField(label=_("Result in Chinese"), max_length=300, required=False)
    result_en = forms.CharField(label=_("Result in English"), max_length=300, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class ItemChoice(forms.ModelChoiceField[AgendaItem]):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.title)


class ChangePaperForm(forms.Form):
    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=200, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    item = ItemChoice(label=_("Agenda item"), queryset=AgendaItem.objects.none(), required=False)
    visibility = forms.ChoiceField(label=_("Who may see it"), choices=Paper.Visibility.choices)
    credit = forms.CharField(label=_("Credit"), max_length=100, required=False)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["item"]
        if isinstance(field, ItemChoice):
            field.queryset = meeting.agenda.all()


class PaperForm(ChangePaperForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=Paper.Kind.choices)
    file = forms.FileField(label=_("File"), max_length=200)
    field_order = ["file", "kind"]

    @property
    def upload(self) -> UploadedFile[Any]:
        found: UploadedFile[Any] = self.cleaned_data["file"]
        return found


class SponsorForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=Sponsor.Role.choices)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=200, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
