from django.urls import URLPattern

app_name = "sharing"
urlpatterns: list[URLPattern] = []
# Below ``/p/<slug>/``.
public_urlpatterns: list[URLPattern] = []
