"""The part of a request that concerns units with a link: which unit it is, and who guesses."""

from hmac import compare_digest
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from guildhall.accounts.http import count, counted
from guildhall.core.errors import TooManyError
from guildhall.founding.models import FirstMember
from guildhall.founding.queries import code_of

WRONG_CODE, WRONG_CODES, WINDOW = "founding.codes", 20, 600


def first_member_at(request: HttpRequest, slug: str, pk: UUID, code: str) -> FirstMember:
    """The unit behind a secret link, else 404; wrong ones are counted, and after some nobody is heard."""
    if counted(request, WRONG_CODE) >= WRONG_CODES:
        raise TooManyError(
            _("Too many links that lead nowhere were opened from here. Please wait ten minutes."),
            code="too_many",
        )
    rows = FirstMember.objects.select_related(
        "association", "organization", "representative", "founding__charter", "founding__assembly"
    )
    first = rows.filter(pk=pk, association__slug=slug).first()
    if first is None or not compare_digest(code_of(first).encode(), code.encode()):
        count(request, WRONG_CODE, seconds=WINDOW)
        raise Http404
    return first
