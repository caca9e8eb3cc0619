from datetime import datetime

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from guildhall.accounts.models import Association
from guildhall.site import queries
from guildhall.site.models import Article


class NewsFeed(Feed[Article, Association]):
    """The latest published news of an association, as Atom."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, slug: str) -> Association:
        return get_object_or_404(queries.public_associations(), slug=slug)

    def title(self, association: Association) -> str:
        return association.name

    def link(self, association: Association) -> str:
        return reverse("public:news", args=[association.slug])

    def items(self, association: Association) -> list[Article]:
        return list(queries.public_news(association).select_related("association")[:20])

    def item_title(self, item: Article) -> str:
        return item.title

    def item_description(self, item: Article) -> str:
        return item.text[:500]

    def item_link(self, item: Article) -> str:
        return reverse("public:article", args=[item.association.slug, item.pk])

    def item_pubdate(self, item: Article) -> datetime | None:
        return item.published_at
