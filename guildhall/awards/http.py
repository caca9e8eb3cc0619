"""The part of a request that concerns objections from the public: who asks too often."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from guildhall.accounts.http import count
from guildhall.core.errors import TooManyError

AN_HOUR, HOUR = 10, 3600


def require_patience(request: HttpRequest) -> None:
    """At most so many objections an hour from one address."""
    if count(request, "awards.objections", seconds=HOUR) > AN_HOUR:
        raise TooManyError(
            _("Many objections came from here within an hour. Please wait, or call the secretariat."),
            code="too_many",
        )
