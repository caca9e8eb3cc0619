"""What this room tells the expert pool: loads, and on an expert's page the panels they were on."""

from collections.abc import Sequence

from django.http import HttpRequest

from guildhall.awards.queries import loads_of, panels_of
from guildhall.core.slots import Told, register
from guildhall.experts.models import Expert
from guildhall.experts.queries import sees_whole
from guildhall.experts.reviews import loads_are_counted_by

loads_are_counted_by(loads_of)


def panels(request: HttpRequest, experts: Sequence[Expert]) -> Told:
    """Calls for which each reviewed; to themselves and to who reads everything."""
    if request.user.is_anonymous:
        return {}
    seen = [one for one in experts if sees_whole(request.user, one)]
    found = panels_of([one.person_id for one in seen])
    return {one.pk: {"panels": found[one.person_id]} for one in seen if one.person_id in found}


register("experts.expert", "awards/slots/panels.html", panels)
