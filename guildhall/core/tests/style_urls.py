"""The product's addresses and, for tests, those that exist only while developing."""

from django.urls import include, path

from guildhall.config import urls

urlpatterns = [*urls.urlpatterns, path("style/", include("guildhall.core.urls"))]
handler400, handler403, handler404, handler500 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler500,
)
