"""What the pages of experts accept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import Association
from guildhall.core.forms import VersionForm
from guildhall.experts.actions import Term
from guildhall.experts.models import ExpertClass
from guildhall.experts.queries import class_list
from guildhall.registry.lookups import PersonField


def _text(label: Any, rows: int, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, widget=forms.Textarea({"rows": rows}), **{"max_length": 5000} | options
    )


class ExpertFields(forms.Form):
    fields_zh = _text(_("Fields in Chinese, one per line"), 4)
    fields_en = _text(_("Fields in English, one per line"), 4)
    title_zh = forms.CharField(label=_("Professional title in Chinese"), max_length=100, required=False)
    title_en = forms.CharField(label=_("Professional title in English"), max_length=100, required=False)
    about_zh = _text(_("About, in Chinese"), 3)
    about_en = _text(_("About, in English"), 3)
    is_public = forms.BooleanField(
        label=_("Named on the public pages"),
        required=False,
        help_text=_("While appointed; ask the person first."),
    )


class NewExpertForm(ExpertFields):
    person = PersonField(label=pgettext_lazy("expert", "Person"))
    field_order = ["person"]

    def __init__(self, *args: Any, association: Association, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].ask_in(association)  # type: ignore[attr-defined]  # the field above


class ExpertForm(VersionForm, ExpertFields):
    pass


class ExpertClassForm(forms.Form):
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=100, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=100, required=False)
    position = forms.IntegerField(label=_("Order"), min_value=0, max_value=1000, initial=0)


class ChangedExpertClassForm(VersionForm, ExpertClassForm):
    is_active = forms.BooleanField(label=_("In use"), required=False)


class AppointForm(forms.Form):
    expert_class = forms.ModelChoiceField(ExpertClass.objects.none(), label=_("Class"))
    from_on = forms.DateField(label=pgettext_lazy("period", "From"))
    to_on = forms.DateField(label=pgettext_lazy("period", "To"))
    signatory = PersonField(
        label=_("Signs for the association"),
        help_text=_("Somebody whose post decides for the association, such as the president."),
    )
    text_zh = _text(_("Text of the letter in Chinese"), 3, help_text=_("Empty: the usual sentence."))
    text_en = _text(_("Text of the letter in English"), 3)

    def __init__(self, *args: Any, association: Association, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["expert_class"].queryset = class_list(association, in_use=True)  # type: ignore[attr-defined]
        self.fields["signatory"].ask_in(association)  # type: ignore[attr-defined]  # the fields above

    def cleaned(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        names = ("expert_class", "from_on", "to_on", "signatory")
        return {"term": Term(**{name: given.pop(name) for name in names})} | given


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("A spreadsheet with the columns name, unit, title, fields, mail address."),
    )
