"""Plain builders for tests: valid by default, every detail can be named."""

from itertools import count
from typing import Any

from django.utils import timezone

from guildhall.accounts.models import Association, User
from guildhall.accounts.tests.make import make_association, make_user
from guildhall.notices import actions
from guildhall.notices.drafts import Draft, Recipient
from guildhall.notices.models import Channel, Delivery, Notice

_numbers = count(1)


def make_draft(to: Recipient | None = None, **details: Any) -> Draft:
    texts = {
        "subject_zh": "会议通知",
        "subject_en": "Notice of a meeting",
        "text_zh": "请参加。",
        "text_en": "Please come.",
    }
    to = to or Recipient(name="王明", email="wang@example.org")
    return Draft(**{"key": f"test:{next(_numbers)}", "kind": "meeting.notified", "to": to} | texts | details)


def make_notice(association: Association | None = None, user: User | None = None, **details: Any) -> Notice:
    notice = actions.give_notice(
        association or make_association(), make_draft(Recipient(user=user or make_user()), **details)
    )
    assert notice is not None
    return notice


def make_channel(association: Association | None = None, **details: Any) -> Channel:
    association = association or make_association()
    details = {"name": "工作群", "address": "json://127.0.0.1:1/", "kinds": ["*"]} | details
    return Channel.objects.create(association=association, **details)


def make_failed_delivery(association: Association | None = None) -> Delivery:
    notice = make_notice(association)
    Delivery.objects.filter(notice=notice).update(
        state=Delivery.State.FAILED, attempts=8, send_after=timezone.now()
    )
    return notice.deliveries.get()
