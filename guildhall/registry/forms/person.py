from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guildhall.core.forms import VersionForm
from guildhall.registry.forms.fields import EN, ZH, OrganizationField, PlacedForm, text


class PersonForm(PlacedForm):
    name_zh = text(ZH, 100)
    name_en = text(EN, 100)
    organization = OrganizationField(label=_("Organization"), required=False)
    title_zh = text(_("Position in Chinese"), 100)
    title_en = text(_("Position in English"), 100)
    email = forms.EmailField(
        label=_("Mail address"),
        required=False,
        help_text=_(
            "Mail address, telephone and date of birth are seen by the secretariat and the person only."
        ),
    )
    phone = text(_("Telephone"), 40)
    born_on = forms.DateField(label=_("Born"), required=False)
    note_zh = text(_("Remark in Chinese"), 200)
    note_en = text(_("Remark in English"), 200)
    is_guest = forms.BooleanField(
        label=_("Guest (for example of the government)"),
        required=False,
        help_text=_("A guest without a post sees nothing but the meetings to which he or she is invited."),
    )


class ChangePersonForm(VersionForm, PersonForm):
    pass


class AcceptSignInForm(forms.Form):
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("At least ten characters."),
    )
    again = forms.CharField(
        label=_("The same once more"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("password") != given.get("again"):
            self.add_error("again", _("The two passwords differ."))
        return given
