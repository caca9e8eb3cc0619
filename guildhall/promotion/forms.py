"""What the pages about key projects accept."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import Association
from guildhall.chain.models import Chain, Segment
from guildhall.core.widgets import Lookup, MoneyField
from guildhall.promotion.models import KeyProject, KeyProjectNote
from guildhall.promotion.queries import ON_THE_WAY, chains_of, segments_of
from guildhall.registry.models import Organization, Person

STATED = _("As far as it is known: 2026, 2026-05 or 2026-05-01.")


def long_text(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=4000, widget=forms.Textarea({"rows": 4}), **options)


class SegmentField(forms.ModelChoiceField[Segment]):
    def label_from_instance(self, obj: Segment) -> str:
        return f"{obj.chain} · {obj}"


class KeyProjectForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=KeyProject.Kind.choices)
    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=200, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    about_zh = long_text(_("About, in Chinese"), required=False)
    about_en = long_text(_("About, in English"), required=False)
    investor = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("Investor"),
        required=False,
        widget=Lookup(),
        help_text=_("Where it is known here. Otherwise its name below."),
    )
    investor_zh = forms.CharField(label=_("Investor's name in Chinese"), max_length=200, required=False)
    investor_en = forms.CharField(label=_("Investor's name in English"), max_length=200, required=False)
    place_zh = forms.CharField(label=_("Place in Chinese"), max_length=200, required=False)
    place_en = forms.CharField(label=_("Place in English"), max_length=200, required=False)
    amount = MoneyField(
        label=_("Planned amount"), required=False, help_text=_("In yuan; 1.2亿 and 3500万 are read too.")
    )
    stated_start = forms.CharField(
        label=_("Start of construction"), max_length=20, required=False, help_text=STATED
    )
    stated_finish = forms.CharField(
        label=_("Start of production"), max_length=20, required=False, help_text=STATED
    )
    chain = forms.ModelChoiceField(Chain.objects.none(), label=_("Industrial chain"), required=False)
    segment = SegmentField(Segment.objects.none(), label=_("Segment"), required=False)
    step = forms.ChoiceField(
        label=_("For the chain"), choices=[("", "—"), *KeyProject.Step.choices], required=False
    )
    responsible = forms.ModelChoiceField(
        Person.objects.none(), label=_("Responsible person"), required=False, widget=Lookup()
    )

    def __init__(self, *args: Any, association: Association, **options: Any) -> None:
        super().__init__(*args, **options)
        rows: dict[str, Any] = {
            "chain": chains_of(association),
            "segment": segments_of(association),
            "investor": Organization.objects.filter(association=association),
            "responsible": Person.objects.filter(association=association),
        }
        for name, found in rows.items():
            self.fields[name].queryset = found  # type: ignore[attr-defined] # the fields above
        looked_up = {"investor": "organization_list", "responsible": "person_list"}
        for name, url in looked_up.items():
            self.fields[name].widget.url = reverse(f"api-1:{url}", args=[association.slug])

    @staticmethod
    def initial_of(project: KeyProject) -> dict[str, Any]:
        return {name: getattr(project, name) for name in KeyProjectForm.base_fields}


def today() -> Any:
    return timezone.localdate()


class MoveForm(forms.Form):
    state = forms.ChoiceField(label=_("State reached"))
    on = forms.DateField(label=pgettext_lazy("note", "On"), initial=today)
    note = long_text(_("Note"), required=False, help_text=_("Needed where it goes back a state."))

    def __init__(self, *args: Any, project: KeyProject, **options: Any) -> None:
        super().__init__(*args, **options)
        states = [one for one in ON_THE_WAY if one != project.state]
        self.fields["state"].choices = [(one.value, one.label) for one in states]  # type: ignore[attr-defined] # the field above
        after = [one for one in states if project.state in ON_THE_WAY[: ON_THE_WAY.index(one)]]
        self.fields["state"].initial = after[0].value if after else None


class EndForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300)
    on = forms.DateField(label=pgettext_lazy("note", "On"), initial=today)


class NoteForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[one for one in KeyProjectNote.Kind.choices if one[0] != "moved"]
    )
    on = forms.DateField(label=pgettext_lazy("note", "On"), initial=today)
    text = long_text(_("What happened"))


class MilestoneForm(forms.Form):
    content_zh = forms.CharField(label=_("Milestone in Chinese"), max_length=300, required=False)
    content_en = forms.CharField(label=_("Milestone in English"), max_length=300, required=False)
    deadline = forms.DateField(label=_("Deadline"))
    responsible = forms.ModelChoiceField(
        Person.objects.none(), label=_("Responsible person"), widget=Lookup()
    )

    def __init__(self, *args: Any, association: Association, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["responsible"]
        field.queryset = Person.objects.filter(association=association)  # type: ignore[attr-defined] # the field above
        field.widget.url = reverse("api-1:person_list", args=[association.slug])


class PublishForm(forms.Form):
    is_amount_public = forms.BooleanField(label=_("Show the planned amount too"), required=False)


class ImportForm(forms.Form):
    file = forms.FileField(label=_("File"))
