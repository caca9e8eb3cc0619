from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("What the token is for"), max_length=100, help_text=_("For example: the website's calendar")
    )
    expires_at = forms.DateTimeField(
        label=_("Valid until"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        help_text=_("Empty: until you revoke it"),
    )


class ProfileForm(forms.Form):
    name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=100)
    language = forms.ChoiceField(
        label=_("Language of mails and pages"),
        choices=[("", _("As the browser asks")), *settings.LANGUAGES],
        required=False,
    )


class AddKeyForm(AddWebAuthnForm):  # type: ignore[misc]  # the library has no types
    """The sign-in library's own, whose first field has no name in other languages."""

    name = forms.CharField(label=_("Name of the key"), required=False)
