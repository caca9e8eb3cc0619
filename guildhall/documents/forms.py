from django import forms
from django.utils.translation import gettext_lazy as _


class RevocationForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    reason_is_public = forms.BooleanField(label=_("The public may read the reason"), required=False)


class SerialFormatForm(forms.Form):
    pattern_zh = forms.CharField(label=_("Pattern in Chinese"), max_length=60)
    pattern_en = forms.CharField(label=_("Pattern in English"), max_length=60)


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Verification code"),
        max_length=60,
        help_text=_("Sixteen letters and digits; it stands beside the QR code of the document."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
