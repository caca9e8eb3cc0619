from guildhall.site.views.news import (
    article,
    article_list,
    change_article,
    draft_release,
    publish_article,
    withdraw_article,
    write_article,
)
from guildhall.site.views.public import (
    home,
    public_article,
    public_association,
    public_meeting,
    public_meeting_list,
    public_news,
    public_plan,
    public_resolution,
    public_resolution_list,
)
from guildhall.site.views.today import association_list, search, today

__all__ = [
    "article",
    "article_list",
    "association_list",
    "change_article",
    "draft_release",
    "home",
    "public_article",
    "public_association",
    "public_meeting",
    "public_meeting_list",
    "public_news",
    "public_plan",
    "public_resolution",
    "public_resolution_list",
    "publish_article",
    "search",
    "today",
    "withdraw_article",
    "write_article",
]
