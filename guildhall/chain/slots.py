"""What the chains put on pages of the registry."""

from collections.abc import Sequence

from django.http import HttpRequest

from guildhall.chain.queries import on_the_chain
from guildhall.core.slots import Told, register
from guildhall.registry.models import Organization


def places_of(_request: HttpRequest, organizations: Sequence[Organization]) -> Told:
    """The confirmed places and the main class of each; those without any are left out."""
    return on_the_chain(organizations)


register("registry.organization", "chain/slots/organization.html", places_of)
