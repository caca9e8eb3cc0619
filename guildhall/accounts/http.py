from django.http import HttpRequest

from guildhall.accounts.models import Association, User


class SignedInRequest(HttpRequest):
    """A request that passed ``login_required`` (or the API's authentication)."""

    user: User


class AssociationRequest(SignedInRequest):
    """A signed-in request inside one association that the person belongs to."""

    association: Association
