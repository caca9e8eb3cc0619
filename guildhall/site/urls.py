from django.urls import path

from guildhall.site import views
from guildhall.site.views.feeds import NewsFeed

app_name = "site"
urlpatterns = [
    path("today/", views.today, name="today"),
    path("search/", views.search, name="search"),
    path("news/", views.article_list, name="article_list"),
    path("news/new/", views.write_article, name="write_article"),
    path("news/<uuid:pk>/", views.article, name="article"),
    path("news/<uuid:pk>/change/", views.change_article, name="change_article"),
    path("news/<uuid:pk>/publish/", views.publish_article, name="publish_article"),
    path("news/<uuid:pk>/withdraw/", views.withdraw_article, name="withdraw_article"),
    path("meetings/<uuid:pk>/draft-release/", views.draft_release, name="draft_release"),
]
account_urlpatterns = [path("associations/", views.association_list, name="association_list")]
public_urlpatterns = [
    path("", views.public_association, name="association"),
    path("meetings/", views.public_meeting_list, name="meeting_list"),
    path("meetings/<uuid:pk>/", views.public_meeting, name="meeting"),
    path("resolutions/", views.public_resolution_list, name="resolution_list"),
    path("resolutions/<uuid:pk>/", views.public_resolution, name="resolution"),
    path("plans/<uuid:pk>/", views.public_plan, name="plan"),
    path("news/", views.public_news, name="news"),
    path("news/feed.xml", NewsFeed(), name="news_feed"),
    path("news/<uuid:pk>/", views.public_article, name="article"),
]
