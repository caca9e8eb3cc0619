"""The part of a request that concerns units with a link: which unit it is, and who guesses."""

from hmac import compare_digest
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from guildhall.core.errors import RuleError
from guildhall.founding.models import FirstMember
from guildhall.founding.queries import code_of

WRONG_CODES, WINDOW = 20, 600


class TooManyError(RuleError):
    """Too much from one place."""

    status = 429


def first_member_at(request: HttpRequest, slug: str, pk: UUID, code: str) -> FirstMember:
    """The unit behind a secret link, else 404; wrong ones are counted, and after some nobody is heard."""
    counter = f"founding.codes.{get_adapter().get_client_ip(request)}"
    if cache.get(counter, 0) >= WRONG_CODES:
        raise TooManyError(
            _("Too many links that lead nowhere were opened from here. Please wait ten minutes."),
            code="too_many",
        )
    rows = FirstMember.objects.select_related(
        "association", "organization", "representative", "founding__charter", "founding__assembly"
    )
    first = rows.filter(pk=pk, association__slug=slug).first()
    if first is None or not compare_digest(code_of(first).encode(), code.encode()):
        cache.add(counter, 0, WINDOW)
        cache.incr(counter)
        raise Http404
    return first
