"""Plain builders for tests: valid by default, every detail can be named."""

from itertools import count
from typing import Any

from django.utils import timezone

from guildhall.accounts.models import Association
from guildhall.accounts.tests.make import make_association
from guildhall.meetings.models import Meeting
from guildhall.registry.tests.make import make_top_body
from guildhall.site.models import Article

_numbers = count(1)


def make_article(association: Association | None = None, **details: Any) -> Article:
    number = next(_numbers)
    names = {"title_zh": f"新闻{number}", "title_en": f"News {number}", "text_zh": "正文", "text_en": "Text"}
    return Article.objects.create(
        association=association or make_association(is_public=True), **names | details
    )


def make_published_meeting(association: Association, **details: Any) -> Meeting:
    names = {"name_zh": "会长办公会", "name_en": "Presidents' meeting", "state": Meeting.State.CLOSED}
    body = make_top_body(association)
    published = {"published_at": timezone.now(), "starts_at": timezone.now()}
    return Meeting.objects.create(association=association, body=body, **names | published | details)
