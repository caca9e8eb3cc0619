"""Plain builders for tests: valid by default, every detail can be named."""

from itertools import count
from typing import Any

from guildhall.accounts.models import Association, User

_numbers = count(1)
PASSWORD = "plum-rain-1949-river"  # noqa: S105 -- of people that tests make


def make_user(**details: Any) -> User:
    """Somebody who can sign in; with ``password`` also through the sign-in page."""
    number = next(_numbers)
    password = details.pop("password", None)
    return User.objects.create_user(
        **{"email": f"user{number}@example.org", "password": password, "name": f"User {number}"} | details
    )


def make_association(**details: Any) -> Association:
    """An association without bodies or people."""
    number = next(_numbers)
    return Association.objects.create(
        **{"slug": f"guild-{number}", "name_zh": f"协会{number}", "name_en": f"Guild {number}"} | details
    )
