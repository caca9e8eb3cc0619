from django.urls import path

from guildhall.exchange import views

app_name = "exchange"
urlpatterns = [
    path("exchange/", views.listing_list, name="listing_list"),
    path("exchange/mine/", views.my_listings, name="my_listings"),
    path("exchange/excel/", views.export_listings, name="export_listings"),
    path("exchange/import/", views.import_listings, name="import_listings"),
    path("exchange/new/", views.draft_listing, name="draft_listing"),
    path("exchange/from-meeting/<uuid:pk>/", views.draft_from_meeting, name="draft_from_meeting"),
    path("exchange/from-gap/<uuid:pk>/", views.draft_from_gap, name="draft_from_gap"),
    path("exchange/from-profile/<uuid:pk>/", views.draft_from_profile, name="draft_from_profile"),
    path("exchange/listings/<uuid:pk>/", views.listing, name="listing"),
    path("exchange/listings/<uuid:pk>/change/", views.amend_listing, name="amend_listing"),
    path("exchange/listings/<uuid:pk>/classify/", views.classify_listing, name="classify_listing"),
    path("exchange/listings/<uuid:pk>/discard/", views.discard_listing, name="discard_listing"),
    path("exchange/listings/<uuid:pk>/submit/", views.submit_listing, name="submit_listing"),
    path("exchange/listings/<uuid:pk>/publish/", views.publish_listing, name="publish_listing"),
    path("exchange/listings/<uuid:pk>/return/", views.return_listing, name="return_listing"),
    path("exchange/listings/<uuid:pk>/renew/", views.renew_listing, name="renew_listing"),
    path("exchange/listings/<uuid:pk>/close/", views.close_listing, name="close_listing"),
    path("exchange/listings/<uuid:pk>/share/", views.share_listing, name="share_listing"),
    path("exchange/listings/<uuid:pk>/matches/", views.listing_matches, name="listing_matches"),
    path("exchange/listings/<uuid:pk>/matches/again/", views.ask_for_match, name="ask_for_match"),
    path("exchange/matches/", views.match_list, name="match_list"),
    path("exchange/matches/overview/", views.match_overview, name="match_overview"),
    path("exchange/matches/try/", views.try_text, name="try_text"),
    path("exchange/matches/<uuid:pk>/", views.match, name="match"),
    path("exchange/matches/<uuid:pk>/answer/", views.answer_match, name="answer_match"),
]
# Below ``/p/<slug>/``: no sign-in.
public_urlpatterns = [
    path("listings/", views.public_listing_list, name="listing_list"),
    path("listings/<uuid:pk>/", views.public_listing, name="listing"),
]
