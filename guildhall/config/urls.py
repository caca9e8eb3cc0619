from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from guildhall.awards.urls import public_urlpatterns as public_award_urlpatterns
from guildhall.chain.urls import public_urlpatterns as public_chain_urlpatterns
from guildhall.config.api import api
from guildhall.cooperation.urls import public_urlpatterns as public_cooperation_urlpatterns
from guildhall.core.views import favicon
from guildhall.dues.urls import public_urlpatterns as public_dues_urlpatterns
from guildhall.exchange.urls import public_urlpatterns as public_exchange_urlpatterns
from guildhall.experts.urls import public_urlpatterns as public_expert_urlpatterns
from guildhall.founding.urls import answer_urlpatterns as founding_answer_urlpatterns
from guildhall.founding.urls import outside as founding_outside
from guildhall.live.urls import public_urlpatterns as public_live_urlpatterns
from guildhall.meetings.urls import public_urlpatterns as public_meeting_urlpatterns
from guildhall.members.urls import joining_urlpatterns
from guildhall.members.urls import public_urlpatterns as public_member_urlpatterns
from guildhall.notices.urls import inbox_urlpatterns
from guildhall.promotion.urls import public_urlpatterns as public_promotion_urlpatterns
from guildhall.registry.urls import outside as registry_outside
from guildhall.sharing.urls import public_urlpatterns as public_sharing_urlpatterns
from guildhall.site.urls import account_urlpatterns, public_urlpatterns
from guildhall.site.views import home
from guildhall.votes.urls import public_urlpatterns as public_vote_urlpatterns

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("allauth.urls")),
    path("me/", include("guildhall.accounts.urls")),
    path("inbox/", include((inbox_urlpatterns, "inbox"))),
    path("", home, name="home"),
    path("me/", include((account_urlpatterns, "account_home"))),
    path("p/<slug:slug>/", include((public_urlpatterns, "public"))),
    path("a/<slug:slug>/", include("guildhall.site.urls")),
    path("a/<slug:slug>/", include("guildhall.audit.urls")),
    path("a/<slug:slug>/", include("guildhall.jobs.urls")),
    path("a/<slug:slug>/", include("guildhall.notices.urls")),
    path("a/<slug:slug>/", include("guildhall.meetings.urls")),
    path("p/<slug:slug>/", include((public_meeting_urlpatterns, "public_meetings"))),
    path("p/<slug:slug>/", include((joining_urlpatterns, "joining"))),
    path("", include("guildhall.documents.urls")),
    path("a/<slug:slug>/", include("guildhall.imports.urls")),
    path("a/<slug:slug>/", include("guildhall.commitments.urls")),
    path("a/<slug:slug>/", include("guildhall.members.urls")),
    path("p/<slug:slug>/", include((public_member_urlpatterns, "public_members"))),
    path("a/<slug:slug>/", include("guildhall.dues.urls")),
    path("p/<slug:slug>/", include((public_dues_urlpatterns, "public_dues"))),
    path("a/<slug:slug>/", include("guildhall.finance.urls")),
    path("a/<slug:slug>/", include("guildhall.votes.urls")),
    path("a/<slug:slug>/", include("guildhall.live.urls")),
    path("p/<slug:slug>/", include((public_live_urlpatterns, "public_live"))),
    path("p/<slug:slug>/", include((public_vote_urlpatterns, "public_votes"))),
    path("a/<slug:slug>/", include("guildhall.founding.urls")),
    path("p/<slug:slug>/", include((founding_answer_urlpatterns, "founding_answer"))),
    path("", include((founding_outside, "foundings"))),
    path("a/<slug:slug>/", include("guildhall.chain.urls")),
    path("a/<slug:slug>/", include("guildhall.exchange.urls")),
    path("a/<slug:slug>/", include("guildhall.cooperation.urls")),
    path("a/<slug:slug>/", include("guildhall.sharing.urls")),
    path("a/<slug:slug>/", include("guildhall.funding.urls")),
    path("a/<slug:slug>/", include("guildhall.promotion.urls")),
    path("p/<slug:slug>/", include((public_chain_urlpatterns, "public_chain"))),
    path("p/<slug:slug>/", include((public_exchange_urlpatterns, "public_exchange"))),
    path("p/<slug:slug>/", include((public_cooperation_urlpatterns, "public_cooperation"))),
    path("p/<slug:slug>/", include((public_sharing_urlpatterns, "public_sharing"))),
    path("p/<slug:slug>/", include((public_promotion_urlpatterns, "public_promotion"))),
    path("a/<slug:slug>/", include("guildhall.awards.urls")),
    path("p/<slug:slug>/", include((public_award_urlpatterns, "public_awards"))),
    path("a/<slug:slug>/", include("guildhall.experts.urls")),
    path("p/<slug:slug>/", include((public_expert_urlpatterns, "public_experts"))),
    path("a/<slug:slug>/", include("guildhall.registry.urls")),
    path("", include(registry_outside)),
    path("api/docs", RedirectView.as_view(pattern_name="api-1:openapi-view"), name="api_docs"),
    path("api/v1/", api.urls),
    path("favicon.ico", favicon),
    path("language/", set_language, name="set_language"),
]
if settings.DEBUG:
    urlpatterns.append(path("style/", include("guildhall.core.urls")))
handler400 = "guildhall.core.views.bad_request"
handler403 = "guildhall.core.views.forbidden"
handler404 = "guildhall.core.views.not_found"
handler429 = "guildhall.core.views.too_many"  # what the sign-in library asks for
handler500 = "guildhall.core.views.broken"
