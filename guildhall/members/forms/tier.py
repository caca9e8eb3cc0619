from django import forms
from django.utils.translation import gettext_lazy as _

from guildhall.core.forms import VersionForm
from guildhall.members.forms.fields import EN, ZH, BodyField, PlacedForm, text


class TierForm(PlacedForm):
    name_zh = text(ZH, 60)
    name_en = text(EN, 60)
    seat_in = BodyField(
        label=_("Gives a seat in"),
        required=False,
        help_text=_("Who becomes of this tier gets a seat there, and gives it back when leaving the tier."),
    )
    rank = forms.IntegerField(
        label=_("Order"),
        min_value=0,
        max_value=10_000,
        initial=0,
        help_text=_("The highest tier has the lowest."),
    )


class EditTierForm(VersionForm, TierForm):
    pass
