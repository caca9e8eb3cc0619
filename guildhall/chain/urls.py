from django.urls import URLPattern

app_name = "chain"
urlpatterns: list[URLPattern] = []
# Below ``/p/<slug>/``.
public_urlpatterns: list[URLPattern] = []
