from typing import Any

from django.utils.translation import gettext_lazy as _

from guildhall.core.navigation import Entry, associations_are_at, open_data_is_at, register, search_is_at
from guildhall.site.permissions import may_write_news

search_is_at("site:search")
associations_are_at("account_home:association_list")
register(Entry(_("Today"), "site:today", icon="home", order=10))


def may(user: Any, association: Any) -> bool:
    return may_write_news(user, association)


register(Entry(_("News"), "site:article_list", icon="news", order=65, group="public", may=may))

open_data_is_at("api-1:public_association")
register(Entry(_("About us"), "public:association", icon="", order=10, place="public"))
register(Entry(_("Meetings"), "public:meeting_list", icon="", order=20, place="public"))
register(Entry(_("News"), "public:news", icon="", order=90, place="public"))
