"""What the pages of this room have in common."""

from django.http import Http404

from guildhall.accounts.http import AssociationRequest
from guildhall.dues import queries


def version_read(request: AssociationRequest, now: int) -> int:
    """The version that the form was filled in from; what is no number matches none."""
    given = request.POST.get("version", str(now))
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def require_reader(request: AssociationRequest) -> None:
    """404 for whoever may not read the association's money."""
    if not queries.may_read_money(request.user, request.association):
        raise Http404


def number_asked(text: str | None) -> int | None:
    """A year from the address, or None where that is no year."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) == 4 else None
