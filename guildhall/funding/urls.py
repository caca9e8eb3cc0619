from django.urls import URLPattern, path

from guildhall.funding import views

app_name = "funding"
urlpatterns: list[URLPattern] = [
    path("funding/", views.product_list, name="product_list"),
    path("funding/products/new/", views.offer_product, name="offer_product"),
    path("funding/products/<uuid:pk>/", views.product, name="product"),
    path("funding/products/<uuid:pk>/change/", views.change_product, name="change_product"),
    path("funding/needs/", views.funding_need_list, name="funding_need_list"),
    path("funding/needs/new/", views.ask_funding, name="ask_funding"),
    path("funding/needs/<uuid:pk>/", views.funding_need, name="funding_need"),
    path("funding/needs/<uuid:pk>/change/", views.change_funding_need, name="change_funding_need"),
    path("funding/needs/<uuid:pk>/propose/", views.propose_case, name="propose_case"),
    path("funding/cases/", views.funding_case_list, name="funding_case_list"),
    path("funding/cases/<uuid:pk>/", views.funding_case, name="funding_case"),
    path("funding/cases/<uuid:pk>/accept/", views.accept_case, name="accept_case"),
    path("funding/cases/<uuid:pk>/decline/", views.decline_case, name="decline_case"),
    path("funding/cases/<uuid:pk>/move/", views.move_case, name="move_case"),
    path("funding/figures/", views.funding_figures, name="funding_figures"),
    path("funding/rules/", views.set_funding_rules, name="set_funding_rules"),
    path("funding/records/", views.firm_record_list, name="firm_record_list"),
    path("funding/records/new/", views.keep_firm_record, name="keep_firm_record"),
    path("funding/records/<uuid:pk>/drop/", views.drop_firm_record, name="drop_firm_record"),
    path("funding/releases/", views.release_list, name="release_list"),
    path("funding/releases/new/", views.release_data, name="release_data"),
    path("funding/releases/<uuid:pk>/", views.release, name="release"),
    path("funding/releases/<uuid:pk>/revoke/", views.revoke_release, name="revoke_release"),
    path("funding/releases/<uuid:pk>/looks.xlsx", views.export_looks, name="export_looks"),
    path("funding/releases/<uuid:pk>/<str:item>/look/", views.look_at_item, name="look_at_item"),
    path(
        "funding/releases/<uuid:pk>/<str:item>/files/<uuid:row_pk>/",
        views.released_file,
        name="released_file",
    ),
]
