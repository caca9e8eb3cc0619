from django import forms
from django.utils.translation import gettext_lazy as _

from guildhall.core.forms import VersionForm
from guildhall.registry.forms.fields import (
    EN,
    ZH,
    OrganizationField,
    PlacedForm,
    long_text,
    text,
)
from guildhall.registry.models import Organization


class OrganizationForm(PlacedForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=Organization.Kind.choices)
    name_zh = text(ZH, 200)
    name_en = text(EN, 200)
    short_zh = text(_("Short name in Chinese"), 60)
    short_en = text(_("Short name in English"), 60)
    uscc = text(_("Unified social credit code"), 30, help_text=_("18 characters; the last one is checked."))
    parent = OrganizationField(label=_("Belongs to"), required=False)
    region = text(_("Region"), 100)
    address = text(_("Address"), 300)
    website = forms.URLField(label=_("Website"), required=False, max_length=200, assume_scheme="https")
    phone = text(_("Telephone"), 40, help_text=_("Seen by the secretariat and the unit's own people only."))
    about_zh = long_text(_("About, in Chinese"))
    about_en = long_text(_("About, in English"))


class ChangeOrganizationForm(VersionForm, OrganizationForm):
    pass
