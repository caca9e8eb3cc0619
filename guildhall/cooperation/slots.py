"""What this room puts into places of the rooms below it."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, cast

from django.http import HttpRequest

from guildhall.accounts.http import AssociationRequest
from guildhall.cooperation import queries
from guildhall.core.slots import register
from guildhall.exchange.models import Match


def came_of(request: HttpRequest, matches: Sequence[Match]) -> Mapping[Hashable, Mapping[str, Any]]:
    """Of each match: the cooperation that came of it, or that it may be introduced."""
    asked = cast(AssociationRequest, request)
    return {
        pk: {"outcome": one} for pk, one in queries.outcomes(asked.user, asked.association, matches).items()
    }


register("exchange.match", "cooperation/slots/match.html", came_of)
