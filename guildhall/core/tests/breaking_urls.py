"""The product's addresses and some behind which something goes wrong."""

from django.urls import path

from guildhall.config import urls
from guildhall.core.errors import NotAllowedError, RuleError


def refusing(_request):
    raise RuleError("The meeting is closed.", code="closed")


def forbidding(_request):
    raise NotAllowedError("Only the chair may do this.", code="not_chair")


def breaking(_request):
    raise ZeroDivisionError


urlpatterns = [
    *urls.urlpatterns,
    path("refusing/", refusing),
    path("forbidding/", forbidding),
    path("breaking/", breaking),
    path("api/breaking/", breaking),
]
handler400, handler403, handler404, handler500 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler500,
)
