from django.urls import path

from guildhall.chain import views

app_name = "chain"
CHAIN = "chains/<uuid:pk>/"
urlpatterns = [
    path("chains/", views.chain_list, name="chain_list"),
    path("chains/new/", views.draw_up_chain, name="draw_up_chain"),
    path("chains/places/", views.own_places, name="own_places"),
    path("chains/supplies/", views.supply_list, name="supply_list"),
    path("chains/supplies/new/", views.state_supply, name="state_supply"),
    path("chains/supplies/<uuid:pk>/confirm/", views.confirm_supply, name="confirm_supply"),
    path("chains/supplies/<uuid:pk>/end/", views.end_supply, name="end_supply"),
    path("chains/classes/", views.organization_class_list, name="organization_class_list"),
    path("chains/classes/confirm/", views.confirm_classes, name="confirm_classes"),
    path("chains/classes/<uuid:pk>/", views.confirm_class, name="confirm_class"),
    path("chains/classes/<uuid:pk>/drop/", views.drop_class, name="drop_class"),
    path("chains/classifications/", views.classification_list, name="classification_list"),
    path("chains/classifications/adopt/", views.adopt_classification, name="adopt_classification"),
    path("chains/classifications/check/", views.check_classification, name="check_classification"),
    path(
        "chains/classifications/import/<uuid:pk>/", views.import_classification, name="import_classification"
    ),
    path("chains/classifications/<uuid:pk>/", views.classification, name="classification"),
    path(
        "chains/classifications/<uuid:pk>/remove/", views.remove_classification, name="remove_classification"
    ),
    path("chains/segments/<uuid:pk>/", views.segment, name="segment"),
    path("chains/segments/<uuid:pk>/change/", views.change_segment, name="change_segment"),
    path("chains/segments/<uuid:pk>/remove/", views.remove_segment, name="remove_segment"),
    path("chains/segments/<uuid:pk>/place/", views.propose_placement, name="propose_placement"),
    path("chains/flows/<uuid:pk>/change/", views.change_flow, name="change_flow"),
    path("chains/flows/<uuid:pk>/remove/", views.remove_flow, name="remove_flow"),
    path("chains/placements/<uuid:pk>/confirm/", views.confirm_placement, name="confirm_placement"),
    path("chains/placements/<uuid:pk>/change/", views.change_placement, name="change_placement"),
    path("chains/placements/<uuid:pk>/remove/", views.remove_placement, name="remove_placement"),
    path(CHAIN, views.chain, name="chain"),
    path(f"{CHAIN}picture.svg", views.chain_picture, name="chain_picture"),
    path(f"{CHAIN}change/", views.change_chain, name="change_chain"),
    path(f"{CHAIN}publish/", views.publish_chain, name="publish_chain"),
    path(f"{CHAIN}withdraw/", views.withdraw_chain, name="withdraw_chain"),
    path(f"{CHAIN}remove/", views.remove_chain, name="remove_chain"),
    path(f"{CHAIN}segments/new/", views.add_segment, name="add_segment"),
    path(f"{CHAIN}flows/new/", views.add_flow, name="add_flow"),
    path(f"{CHAIN}place/", views.place_organizations, name="place_organizations"),
    path(f"{CHAIN}places.xlsx", views.export_placements, name="export_placements"),
    path(f"{CHAIN}places/import/", views.import_placements, name="import_placements"),
]
# Below ``/p/<slug>/``.
public_urlpatterns = [
    path("chains/", views.public_chain_list, name="chain_list"),
    path("chains/<uuid:pk>/", views.public_chain, name="chain"),
]
