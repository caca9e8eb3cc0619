from django import forms
from django.utils.translation import gettext_lazy as _


class DisclosureForm(forms.Form):
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2200)
    is_interim = forms.BooleanField(label=_("Interim: the year is not over"), required=False)
    why = forms.CharField(
        label=_("What is corrected"),
        max_length=300,
        required=False,
        help_text=_("Only where an edition of this year is published already."),
    )


class SignForm(forms.Form):
    remark = forms.CharField(
        label=_("The supervisor's remark"), max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )
