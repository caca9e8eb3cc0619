"""Sentences of the sign-in library that we say better in Chinese than its own catalog does.

Named here only so that they stay in our catalog, which wins over the library's.
"""

from django.utils.translation import gettext_noop as _

SENTENCES = (
    _("Activate"),
    _("Activate Authenticator App"),
    _("Authenticator app activated."),
    _("No security keys have been added."),
    _("Bad Token"),
    _("Enter an authenticator code:"),
    _("Authenticator code"),
    _("Authenticator secret"),
    _("Code"),
    _("Email"),
    _("Email address"),
    _("Confirm Access"),
    _("Create Passkey"),
    _("Download codes"),
    _("Generate new codes"),
    _("Incorrect code."),
    _("Incorrect password."),
    _("Master key"),
    _("No recovery codes set up."),
    _("Passkey"),
    _("Passwordless"),
    _("Password (again)"),
    _("New Password (again)"),
    _("Recovery Codes"),
    _("Recovery codes"),
    _("Request new code"),
    _("Sign in with a passkey"),
    _("The password reset token was invalid."),
    _("Two-Factor Authentication"),
    _("Unused codes"),
    _("Your account is protected by two-factor authentication. Please enter an authenticator code:"),
    _("Please reauthenticate to safeguard your account."),
    _("Use authenticator app or code"),
    _("Alternative options"),
    _("An authenticator app is not active."),
    _("Authentication using an authenticator app is active."),
    _("Authenticator App"),
    _("You are about to generate a new set of recovery codes for your account."),
    _("This action will invalidate your existing codes."),
    _("A new set of recovery codes has been generated."),
    _(
        "Enabling passwordless operation allows you to sign in using just this key, but imposes additional requirements such as biometrics or PIN protection."
    ),
)
