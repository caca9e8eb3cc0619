"""The forms of what can happen to a membership."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guildhall.members.forms.fields import BodyField, OrganizationField, PersonField, PlacedForm, text
from guildhall.members.models import Tier

RESOLUTION = _("Number of the resolution")


def long_text(label: Any, *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=2_000, required=required, widget=forms.Textarea({"rows": 3})
    )


class TierField(forms.ModelChoiceField[Any]):
    """One tier that is in use."""

    def __init__(self, **details: Any) -> None:
        super().__init__(Tier.objects.none(), label=_("Tier"), **details)


class TieredForm(PlacedForm):
    """A form in which a tier is chosen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tier"].queryset = Tier.objects.of(self.association).in_use()  # type: ignore[attr-defined]


class AdmitForm(TieredForm):
    organization = OrganizationField(label=_("Unit"), required=False)
    person = PersonField(label=_("or person"), required=False)
    tier = TierField()
    on = forms.DateField(label=_("Member since"))
    body = BodyField(label=_("Decided by"))
    resolution = text(RESOLUTION, 80, required=True)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and bool(given["organization"]) == bool(given["person"]):
            self.add_error("organization", _("Choose either a unit or a person."))
        return given

    @property
    def details(self) -> dict[str, Any]:
        """What ``admit_member`` takes: the one holder instead of two fields."""
        given = dict(self.cleaned_data)
        unit, person = given.pop("organization"), given.pop("person")
        return given | {"holder": unit or person}


class ChangeTierForm(TieredForm):
    tier = TierField()
    on = forms.DateField(label=_("From"), help_text=_("The former tier's last day is the day before."))
    body = BodyField(label=_("Decided by"), required=False)
    resolution = text(RESOLUTION, 80)
    reason = long_text(_("Reason"))


class SuspendForm(PlacedForm):
    on = forms.DateField(label=_("From"))
    body = BodyField(label=_("Decided by"))
    resolution = text(RESOLUTION, 80, required=True)
    reason = long_text(_("Reason"))


class ResumeForm(PlacedForm):
    on = forms.DateField(label=_("From"))
    body = BodyField(label=_("Decided by"), required=False)
    resolution = text(RESOLUTION, 80)
    reason = long_text(_("Reason"))


class WithdrawForm(PlacedForm):
    on = forms.DateField(label=_("Last day as a member"))
    letter = text(
        _("The member's letter"), 200, required=True, help_text=_("Its date and number, as it came in.")
    )


class RemoveForm(PlacedForm):
    on = forms.DateField(label=_("Last day as a member"))
    body = BodyField(label=_("Decided by"))
    resolution = text(RESOLUTION, 80, required=True)
    reason = long_text(_("Reason"), required=True)
