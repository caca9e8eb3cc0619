"""The part of a request that concerns applicants: who asks too often, which application a link leads to."""

from typing import cast
from uuid import UUID

from django.core import signing
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.http import AssociationRequest, count, counted
from guildhall.accounts.models import Association
from guildhall.accounts.queries import association_by_slug
from guildhall.core.errors import TooManyError
from guildhall.core.models import new_id
from guildhall.members import queries
from guildhall.members.models import Application, ApplicationForm

# A firm's people often share one address, so there is room for several.
SUBMISSIONS_AN_HOUR, WRONG_CODES = 20, 20
WRONG_CODE = "members.codes"
HOUR, WINDOW = 3600, 600
_drafts = signing.TimestampSigner(salt="members.application")


def public_association(request: HttpRequest, slug: str) -> Association:
    """The association if it has public pages, else 404."""
    association = association_by_slug(slug)
    if association is None or not association.is_public:
        raise Http404
    return _at(request, association)


def public_form(request: HttpRequest, slug: str, kind: str) -> ApplicationForm:
    """The open form for this kind of member, else 404."""
    forms = queries.open_forms(public_association(request, slug)).select_related("association")
    form = forms.filter(kind=kind).first()
    if form is None:
        raise Http404
    return form


def application_at(request: HttpRequest, slug: str, code: str) -> Application:
    """The application behind a secret link; a wrong one is counted, and after some nobody is heard."""
    if counted(request, WRONG_CODE) >= WRONG_CODES:
        raise TooManyError(
            _("Too many links that lead nowhere were opened from here. Please wait ten minutes."),
            code="too_many",
        )
    association = association_by_slug(slug)
    found = queries.application_of_code(association, code) if association else None
    if association is None or found is None:
        count(request, WRONG_CODE, seconds=WINDOW)
        raise Http404
    _at(request, association)
    return found


def require_patience(request: HttpRequest) -> None:
    """At most so many applications an hour from one address."""
    if count(request, "members.applications", seconds=HOUR) > SUBMISSIONS_AN_HOUR:
        raise TooManyError(
            _("Many applications came from here within an hour. Please wait, or call the secretariat."),
            code="too_many",
        )


def new_draft() -> str:
    """A signed identifier for a form that is about to be filled in, so that sent twice it is one application."""
    return _drafts.sign_object(new_id().hex)


def pk_of_draft(draft: str) -> UUID:
    """The identifier of a form that we drew; for anything else a new one."""
    try:
        return UUID(_drafts.unsign_object(draft))
    except signing.BadSignature:
        return new_id()


def _at(request: HttpRequest, association: Association) -> Association:
    timezone.activate(association.zone)
    cast(AssociationRequest, request).association = association
    return association
