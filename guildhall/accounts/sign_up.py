"""Who may make an account without an invitation."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings

from guildhall.accounts.queries import has_anybody


class Entrance(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """What the sign-in library asks about new accounts."""

    def is_open_for_signup(self, request: object) -> bool:
        """Whether a stranger may make an account: the first of an installation, or where ``SIGN_UP=open``."""
        return settings.SIGN_UP_OPEN or not has_anybody()
