"""The way out of the outbox: mail by SMTP, chat groups by webhook.

A delivery is claimed before it is sent and marked after. If the process dies in between, it is sent
again with the same Message-ID, by which mail systems recognise the copy.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from smtplib import SMTPException
from urllib.parse import urlparse

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F, Q
from django.utils import timezone

from guildhall.jobs.pacing import give_way
from guildhall.notices.chat import post_to_group
from guildhall.notices.models import Channel, Delivery, Notice

log = logging.getLogger("guildhall.notices")
LEASE = timedelta(minutes=2)
BATCH = 50
MOST_ATTEMPTS = 8


def deliver(now: datetime) -> int:
    """Send what waits, ``BATCH`` at a time; returns how many were sent."""
    sent = 0
    while batch := claim(now):
        sent += send_mails([delivery for delivery in batch if delivery.channel is None])
        sent += sum(post(delivery, delivery.channel) for delivery in batch if delivery.channel is not None)
    return sent


def claim(now: datetime) -> list[Delivery]:
    """Deliveries that wait, or whose sender died, claimed for this process."""
    free = Q(state=Delivery.State.WAITING) | Q(state=Delivery.State.SENDING, claimed_until__lt=now)
    waiting = Delivery.objects.filter(free, send_after__lte=now).order_by("send_after", "id")
    claimed = [
        pk
        for pk, attempts in waiting.values_list("pk", "attempts")[:BATCH]
        if Delivery.objects.filter(free, pk=pk, attempts=attempts).update(
            state=Delivery.State.SENDING, claimed_until=timezone.now() + LEASE, attempts=F("attempts") + 1
        )
    ]
    found = Delivery.objects.filter(pk__in=claimed).order_by("send_after", "id")
    return list(found.select_related("notice__user", "notice__association", "channel"))


def send_mails(deliveries: list[Delivery]) -> int:
    """Over one connection; each is marked as soon as the server took it."""
    if not deliveries:
        return 0
    connection: BaseEmailBackend = get_connection()
    try:
        connection.open()
    except (OSError, SMTPException) as error:
        mark_failed(deliveries, str(error))
        return 0
    sent = 0
    for delivery in deliveries:
        sent += send_mail(delivery, connection)
        give_way()
    connection.close()
    return sent


def send_mail(delivery: Delivery, connection: BaseEmailBackend) -> int:
    try:
        message_of(delivery, connection).send()
    except (OSError, SMTPException, ValueError) as error:
        mark_failed([delivery], str(error))
        return 0
    return mark_sent(delivery)


def message_of(delivery: Delivery, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    notice = delivery.notice
    domain = urlparse(settings.SITE_URL).hostname or "localhost"
    subject, text = words_of(notice)
    mail = EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=text,
        to=[notice.email],
        connection=connection,
        headers={"Message-ID": f"<{delivery.pk}@{domain}>", "Auto-Submitted": "auto-generated"},
    )
    if notice.calendar:
        method = "CANCEL" if "METHOD:CANCEL" in notice.calendar else "REQUEST"
        mail.attach_alternative(notice.calendar, f"text/calendar; method={method}")
        mail.attach("invite.ics", notice.calendar.encode(), "application/ics")
    return mail


def words_of(notice: Notice) -> tuple[str, str]:
    """Subject and text in the reader's language; in both, where it is not known."""
    language = notice.user.language if notice.user else ""
    link = f"\n\n{settings.SITE_URL}{notice.link}" if notice.link else ""
    zh = (notice.subject_zh or notice.subject_en, notice.text_zh or notice.text_en)
    en = (notice.subject_en or notice.subject_zh, notice.text_en or notice.text_zh)
    if language.startswith("zh") or zh == en:
        return zh[0], zh[1] + link
    if language.startswith("en"):
        return en[0], en[1] + link
    return f"{zh[0]} / {en[0]}", f"{zh[1]}\n\n— — —\n\n{en[1]}{link}"


def post(delivery: Delivery, channel: Channel) -> int:
    subject, text = words_of(delivery.notice)
    error = post_to_group(channel.address, subject, text)
    if not error:
        Channel.objects.filter(pk=channel.pk).exclude(last_error="").update(last_error="")
        return mark_sent(delivery)
    Channel.objects.filter(pk=channel.pk).update(last_error=error)
    mark_failed([delivery], error)
    return 0


def mark_sent(delivery: Delivery) -> int:
    return Delivery.objects.filter(pk=delivery.pk).update(
        state=Delivery.State.SENT, sent_at=timezone.now(), claimed_until=None, error=""
    )


def mark_failed(deliveries: Iterable[Delivery], error: str) -> None:
    """Try again later, ever more seldom; give up after ``MOST_ATTEMPTS`` and say so on the page."""
    for delivery in deliveries:
        again = delivery.attempts < MOST_ATTEMPTS
        wait = timedelta(seconds=30 * 2**delivery.attempts)
        Delivery.objects.filter(pk=delivery.pk).update(
            state=Delivery.State.WAITING if again else Delivery.State.FAILED,
            send_after=timezone.now() + wait,
            claimed_until=None,
            error=error[:2000],
        )
        log.warning("notice %s was not delivered: %s", delivery.notice_id, error)
