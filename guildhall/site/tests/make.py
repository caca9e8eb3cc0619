"""Plain builders for tests: valid by default, every detail can be named."""

from itertools import count
from typing import Any

from django.utils import timezone

from guildhall.accounts.models import Association
from guildhall.accounts.tests.make import make_association
from guildhall.meetings.models import Meeting, Motion, Resolution
from guildhall.registry.tests.make import make_top_body
from guildhall.site.models import Article

_numbers = count(1)


def make_article(association: Association | None = None, **details: Any) -> Article:
    number = next(_numbers)
    names = {"title_zh": f"新闻{number}", "title_en": f"News {number}", "text_zh": "正文", "text_en": "Text"}
    return Article.objects.create(
        association=association or make_association(is_public=True), **names | details
    )


def make_public_resolution(association: Association, number: int = 1, **details: Any) -> Resolution:
    """A resolution of a meeting of the top body that was adopted today and is public."""
    meeting = make_published_meeting(association)
    motion = Motion.objects.create(
        association=association, meeting=meeting, title_zh=f"办法{number}", state=Motion.State.CARRIED
    )
    today = timezone.localdate()
    values = {"title_zh": f"办法{number}", "text_zh": "办法全文", "in_force_from": today, "is_public": True}
    return Resolution.objects.create(
        association=association,
        body=meeting.body,
        meeting=meeting,
        motion=motion,
        number=number,
        year=today.year,
        serial=f"决议〔{today.year}〕{number}号",
        adopted_on=today,
        **values | details,
    )


def make_published_meeting(association: Association, **details: Any) -> Meeting:
    names = {"name_zh": "会长办公会", "name_en": "Presidents' meeting", "state": Meeting.State.CLOSED}
    body = make_top_body(association)
    published = {"published_at": timezone.now(), "starts_at": timezone.now()}
    return Meeting.objects.create(association=association, body=body, **names | published | details)
