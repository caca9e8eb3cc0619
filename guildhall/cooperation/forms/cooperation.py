from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.cooperation.actions import Side
from guildhall.cooperation.forms.fields import OfAssociation, OrganizationField, PersonField, text
from guildhall.cooperation.models import Cooperation
from guildhall.cooperation.queries import ENDED, OPEN

MOST_PARTIES = 6
ENDINGS = [(one.value, one.label) for one in Cooperation.Ending if one != Cooperation.Ending.DELIVERED]
BEGINNINGS = [
    (one.value, one.label)
    for one in Cooperation.Stage
    if one not in (Cooperation.Stage.NOT_STATED, Cooperation.Stage.DELIVERED)
]


class CooperationFilterForm(forms.Form):
    """The filters of the list. What makes no sense is left out, nothing is refused."""

    q = forms.CharField(label=_("Search"), required=False, max_length=80)
    stage = forms.ChoiceField(label=_("Stage"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    mine = forms.BooleanField(label=_("Only mine"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        states = [
            (OPEN, _("under way")),
            (ENDED, pgettext_lazy("cooperation", "ended")),
            *Cooperation.Ending.choices,
        ]
        self.fields["stage"].choices = [("", _("all")), *Cooperation.Stage.choices]  # type: ignore[attr-defined]  # above
        self.fields["state"].choices = [("", _("all")), *states]  # type: ignore[attr-defined]  # above

    def asked(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class AboutForm(OfAssociation):
    """What is kept of a cooperation besides its stages."""

    subject_zh = forms.CharField(label=_("Subject in Chinese"), max_length=200, required=False)
    subject_en = forms.CharField(label=_("Subject in English"), max_length=200, required=False)
    since = forms.CharField(
        label=_("Together since"),
        max_length=20,
        required=False,
        help_text=_("A year, a month or a day: 2021, 2021-04 or 2021-12-05."),
    )
    keeper = PersonField(label=_("Looked after by"), required=False)


class NewCooperationForm(AboutForm):
    """Two to six parties; the API takes any number."""

    stage = forms.ChoiceField(label=_("It has come as far as"), choices=BEGINNINGS)
    on = forms.DateField(label=pgettext_lazy("step", "On"), required=False, help_text=_("Empty: today."))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for place in range(1, MOST_PARTIES + 1):
            fields: dict[str, forms.Field] = {
                f"party_{place}": OrganizationField(
                    label=_("Party %(place)s") % {"place": place}, required=place <= 2
                ),
                f"party_{place}_contact": PersonField(label=_("Contact person"), required=False),
            }
            for name, field in fields.items():
                self.settle(field)
                self.fields[name] = field

    def cleaned(self) -> dict[str, Any]:
        """The action's arguments: parties in order, empty rows left out."""
        given = {name: value for name, value in self.cleaned_data.items() if not name.startswith("party_")}
        rows = (
            (self.cleaned_data[f"party_{place}"], self.cleaned_data[f"party_{place}_contact"])
            for place in range(1, MOST_PARTIES + 1)
        )
        return given | {
            "parties": [Side(organization, contact) for organization, contact in rows if organization]
        }


class AmendCooperationForm(AboutForm):
    result_zh = text(_("Result in Chinese"), required=False)
    result_en = text(_("Result in English"), required=False)
    is_public = forms.BooleanField(label=_("Everybody may read of it on the public pages"), required=False)


class StageForm(forms.Form):
    stage = forms.ChoiceField(label=_("Stage"))
    on = forms.DateField(label=pgettext_lazy("step", "On"))
    note = text(_("Note"), required=False)

    def __init__(self, *args: Any, stages: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["stage"].choices = stages  # type: ignore[attr-defined]  # the field above


class AmendStepForm(forms.Form):
    on = forms.DateField(label=pgettext_lazy("step", "On"))
    note = text(_("Note"), required=False)
    reason = forms.CharField(label=_("Why it is corrected"), max_length=300)


class EndCooperationForm(forms.Form):
    ending = forms.ChoiceField(label=_("Reason"), choices=ENDINGS, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    on = forms.DateField(label=pgettext_lazy("step", "On"))


class LeaveForm(forms.Form):
    on = forms.DateField(label=pgettext_lazy("step", "On"))
    reason = text(_("Reason"), max_length=300)


class IntroduceForm(OfAssociation):
    """Asks who takes a need up that the association itself published; else only for a yes."""

    organization = OrganizationField(label=_("Who takes up the need"))

    def __init__(self, *args: Any, asks: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not asks:
            del self.fields["organization"]
