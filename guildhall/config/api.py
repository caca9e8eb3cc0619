from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.security import django_auth

from guildhall.core.errors import RuleError

api = NinjaAPI(title="Guildhall · 会馆", version="1", auth=[django_auth])


@api.exception_handler(RuleError)
def rule_error(request: HttpRequest, error: RuleError) -> HttpResponse:
    response = api.create_response(request, error.as_problem(), status=error.status)
    response["Content-Type"] = "application/problem+json"
    return response
