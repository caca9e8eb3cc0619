"""Telling people. Notices are stored in the transaction of what they tell of; mails leave after its commit."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from guildhall.accounts.models import Association, User
from guildhall.notices.drafts import Draft
from guildhall.notices.models import Channel, Delivery, Notice

BATCH = 500


def give_notice(association: Association, draft: Draft) -> Notice | None:
    """Tell one person, in the inbox and by mail. None when the same ``key`` was told before."""
    given = give_notices(association, [draft])
    return given[0] if given else None


@transaction.atomic
def give_notices(association: Association, drafts: Iterable[Draft]) -> list[Notice]:
    """Tell many; returns the notices that are new. Three queries per 500, whatever was told before."""
    given: list[Notice] = []
    wanted = list({draft.key: draft for draft in drafts}.values())
    for start in range(0, len(wanted), BATCH):
        given += _store(association, wanted[start : start + BATCH])
    return given


def _store(association: Association, drafts: list[Draft]) -> list[Notice]:
    rows = {draft.key: _notice(association, draft) for draft in drafts}
    Notice.objects.bulk_create(rows.values(), ignore_conflicts=True)
    # Of two who give the same notice at once only one stored its row: the one whose id is found again.
    stored = set(Notice.objects.filter(association=association, key__in=rows).values_list("id", flat=True))
    new = [notice for notice in rows.values() if notice.pk in stored]
    now = timezone.now()
    Delivery.objects.bulk_create(
        Delivery(association=association, notice=notice, send_after=now) for notice in new if notice.email
    )
    return new


def _notice(association: Association, draft: Draft) -> Notice:
    user = draft.to.user
    return Notice(
        association=association,
        key=draft.key,
        user=user,
        name=draft.to.name or (str(user) if user else ""),
        email=draft.to.email or (user.email if user else ""),
        kind=draft.kind,
        subject_zh=draft.subject_zh[:200],
        subject_en=draft.subject_en[:200],
        text_zh=draft.text_zh,
        text_en=draft.text_en,
        link=draft.link,
        calendar=draft.calendar,
    )


@transaction.atomic
def post_to_channels(association: Association, draft: Draft) -> int:
    """Post once to every chat group that wants this kind; returns how many will get it."""
    channels = [
        channel
        for channel in Channel.objects.filter(association=association, is_active=True)
        if draft.kind in channel.kinds or "*" in channel.kinds
    ]
    if not channels:
        return 0
    notice = _notice(association, draft)
    Notice.objects.bulk_create([notice], ignore_conflicts=True)
    if not Notice.objects.filter(pk=notice.pk).exists():
        return 0
    now = timezone.now()
    Delivery.objects.bulk_create(
        Delivery(association=association, notice=notice, channel=channel, send_after=now)
        for channel in channels
    )
    return len(channels)


@transaction.atomic
def read_notice(notice: Notice, *, actor: User) -> None:
    """Mark one of the actor's own notices as read; reading it again changes nothing."""
    Notice.objects.filter(pk=notice.pk, user=actor, read_at__isnull=True).update(read_at=timezone.now())


@transaction.atomic
def read_all_notices(*, actor: User) -> int:
    return Notice.objects.filter(user=actor, read_at__isnull=True).update(read_at=timezone.now())
