from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import django_auth

from guildhall.accounts.api import router as accounts_router
from guildhall.accounts.http import TokenAuth
from guildhall.audit.api import router as audit_router
from guildhall.awards.api import routers as awards_routers
from guildhall.chain.api import routers as chain_routers
from guildhall.commitments.api import router as commitments_router
from guildhall.config.openapi import DescribedAPI
from guildhall.cooperation.api import routers as cooperation_routers
from guildhall.core.errors import RuleError
from guildhall.documents.api import public as public_documents_router
from guildhall.documents.api import router as documents_router
from guildhall.dues.api import routers as dues_routers
from guildhall.exchange.api import routers as exchange_routers
from guildhall.experts.api import routers as experts_routers
from guildhall.finance.api import routers as finance_routers
from guildhall.founding.api import outside as foundings_router
from guildhall.founding.api import public as public_founding_router
from guildhall.founding.api import router as founding_router
from guildhall.funding.api import routers as funding_routers
from guildhall.imports.api import router as imports_router
from guildhall.jobs.api import router as jobs_router
from guildhall.live.api import router as live_router
from guildhall.meetings.api import public as public_meetings_router
from guildhall.meetings.api import router as meetings_router
from guildhall.members.api import routers as members_routers
from guildhall.notices.api import inbox as inbox_router
from guildhall.notices.api import router as notices_router
from guildhall.promotion.api import routers as promotion_routers
from guildhall.registry.api import routers as registry_routers
from guildhall.sharing.api import routers as sharing_routers
from guildhall.site.api import public as public_router
from guildhall.site.api import router as site_router
from guildhall.votes.api import routers as votes_routers

api = DescribedAPI(
    title="Guildhall · 会馆",
    version="1",
    description=(
        "Every page of Guildhall has its twin here. Sign in with a session or with "
        "`Authorization: Bearer gh_...` (made under your account). Writes honour `Idempotency-Key`. "
        "Errors are problem details (RFC 9457) that carry the sentence of the rule."
    ),
    auth=[TokenAuth(), django_auth],
)
api.add_router("", accounts_router, tags=["accounts"])
api.add_router("", inbox_router, tags=["notices"])
api.add_router("", audit_router, tags=["audit"])
api.add_router("", jobs_router, tags=["jobs"])
api.add_router("", notices_router, tags=["notices"])
api.add_router("", meetings_router, tags=["meetings"])
api.add_router("", live_router, tags=["live"])
api.add_router("", public_meetings_router, tags=["meetings"])
api.add_router("", site_router, tags=["site"])
api.add_router("", imports_router, tags=["imports"])
api.add_router("", public_router, tags=["public"])
api.add_router("", public_documents_router, tags=["documents"])
api.add_router("", documents_router, tags=["documents"])
for dues_router in dues_routers:
    api.add_router("", dues_router, tags=["dues"])
for finance_router in finance_routers:
    api.add_router("", finance_router, tags=["finance"])
for votes_router in votes_routers:
    api.add_router("", votes_router, tags=["votes"])
for chain_router in [*chain_routers, *exchange_routers, *cooperation_routers]:
    api.add_router("", chain_router, tags=["chain"])
for sharing_router in [*sharing_routers, *funding_routers, *promotion_routers]:
    api.add_router("", sharing_router, tags=["sharing"])
for awards_router in awards_routers:
    api.add_router("", awards_router, tags=["awards"])
for experts_router in experts_routers:
    api.add_router("", experts_router, tags=["experts"])
api.add_router("", foundings_router, tags=["founding"])
api.add_router("", founding_router, tags=["founding"])
api.add_router("", public_founding_router, tags=["founding"])
for members_router in members_routers:
    api.add_router("", members_router, tags=["members"])
for registry_router in registry_routers:
    api.add_router("", registry_router, tags=["registry"])
api.add_router("", commitments_router, tags=["commitments"])


def problem(request: HttpRequest, status: int, content: dict[str, Any]) -> HttpResponse:
    response = api.create_response(request, content, status=status)
    response["Content-Type"] = "application/problem+json"
    return response


@api.exception_handler(RuleError)
def rule_error(request: HttpRequest, error: RuleError) -> HttpResponse:
    return problem(request, error.status, error.as_problem())


@api.exception_handler(ValidationError)
def shape_error(request: HttpRequest, error: ValidationError) -> HttpResponse:
    title = _("The request does not have the expected shape.")
    content = {"type": "about:blank#shape", "title": title, "status": 422, "detail": title, "code": "shape"}
    return problem(request, 422, content | {"errors": error.errors})


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    title = _("The request cannot be read: %(reason)s") % {"reason": error.message}
    content = {"type": "about:blank#unreadable", "title": title, "detail": title, "code": "unreadable"}
    return problem(request, error.status_code, content | {"status": error.status_code})


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    title = _("There is nothing here, or you may not see it.")
    content = {
        "type": "about:blank#not_found",
        "title": title,
        "status": 404,
        "detail": title,
        "code": "not_found",
    }
    return problem(request, 404, content)


@api.exception_handler(PermissionDenied)
def not_now(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    title = _("This was asked too often in a short time. Wait a minute and try again.")
    content = {
        "type": "about:blank#too_often",
        "title": title,
        "status": 403,
        "detail": title,
        "code": "too_often",
    }
    return problem(request, 403, content)


@api.exception_handler(AuthenticationError)
def not_signed_in(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    title = _("Sign in first, or send a valid token.")
    content = {
        "type": "about:blank#sign_in",
        "title": title,
        "status": 401,
        "detail": title,
        "code": "sign_in",
    }
    return problem(request, 401, content)
