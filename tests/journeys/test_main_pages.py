"""The other two ways of looking: what the journeys lead to, in Chinese on a desktop and in English on a phone."""

import pytest
from django.db import connection

from guildhall.commitments.models import Commitment, Letter, Plan
from guildhall.meetings.models import Meeting
from tests.browser import DESKTOP, PHONE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="pages look the same on every database"),
]
LISTS = (
    "today/",
    "meetings/",
    "follow-up/",
    "plans/",
    "letters/",
    "bodies/",
    "organizations/",
    "people/",
    "news/",
)
PARTS = (
    "",
    "agenda/",
    "papers/",
    "invitations/",
    "notice/",
    "session/",
    "attendance/",
    "motions/",
    "minutes/",
)


@pytest.mark.parametrize(
    ("language", "screen"), [("zh-hans", DESKTOP), ("en", PHONE)], ids=["zh-desktop", "en-phone"]
)
def test_what_the_journeys_lead_to_reads_well(walking, language, screen):
    secretary = walking(language, screen).signed_in("secretary-general")
    held = Meeting.objects.filter(association__slug="yunling", published_at__isnull=False).latest("starts_at")
    kept = [
        *(f"plans/{one.pk}/" for one in Plan.objects.filter(association=held.association)[:2]),
        *(f"letters/{one.pk}/" for one in Letter.objects.filter(association=held.association)[:1]),
        *(f"commitments/{one.pk}/" for one in Commitment.objects.filter(association=held.association)[:2]),
    ]
    for path in (*LISTS, *(f"meetings/{held.pk}/{part}" for part in PARTS), *kept):
        secretary.go(path)
    secretary.go("/p/yunling/").go(f"/p/yunling/meetings/{held.pk}/").sees(
        secretary.known(held.name_zh, held.name_en)
    )
