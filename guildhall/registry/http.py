from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone

from guildhall.accounts.http import AssociationRequest, SignedInRequest
from guildhall.accounts.models import Association
from guildhall.accounts.powers import powers_of
from guildhall.accounts.queries import association_by_slug

Params = ParamSpec("Params")
View = Callable[Concatenate[AssociationRequest, Params], HttpResponseBase]


def find_association(request: HttpRequest, slug: str) -> Association:
    """The association of that address if the signed-in person belongs to it, else 404.

    From here on the request's clock runs in the association's time zone.
    """
    association = association_by_slug(slug)
    if association is None or not powers_of(cast(SignedInRequest, request).user, association).belongs:
        raise Http404
    timezone.activate(association.zone)
    cast(AssociationRequest, request).association = association
    return association


def at_association(view: View[Params]) -> Callable[..., HttpResponseBase]:
    """For work pages below ``/a/<slug>/``: signed in, belongs there; sets ``request.association``."""

    @login_required
    @wraps(view)
    def inner(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        find_association(request, slug)
        return view(cast(AssociationRequest, request), *args, **kwargs)

    return inner
