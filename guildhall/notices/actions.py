"""Telling people. Notices are stored in the transaction of what they tell of; mails leave after its commit."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.accounts.permissions import require_may
from guildhall.accounts.powers import Power
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.core.models import new_id
from guildhall.notices.chat import address_of, is_known
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
    """Mark one of the actor's own notices as read; reading it again changes nothing. Another's is refused (403)."""
    if notice.user_id != actor.pk:
        raise NotAllowedError(_("This notice was given to somebody else."), code="not_allowed")
    Notice.objects.filter(pk=notice.pk, read_at__isnull=True).update(read_at=timezone.now())


@transaction.atomic
def read_all_notices(*, actor: User) -> int:
    """Mark all of the actor's own notices as read; how many were not comes back."""
    return Notice.objects.filter(user=actor, read_at__isnull=True).update(read_at=timezone.now())


@transaction.atomic
def add_channel(
    association: Association, *, name: str, address: str, kinds: list[str], actor: User
) -> Channel:
    """A chat group that gets notices of some kinds (``*`` for all).

    ``address`` is the webhook address that DingTalk, WeCom, Feishu or Lark shows for a robot, or an Apprise address (``dingtalk://``, ``wecombot://``, ``feishu://``, ``lark://``, ``json://`` ...).
    Refused without the power to manage (403) and for an address of no known service (422).
    """
    require_may(actor, Power.MANAGE, association)
    address = address_of(address)
    if not is_known(address):
        raise InvalidError(
            _("This is not the address of a chat service that is known here."),
            code="unknown_chat_service",
            details={"field": "address"},
        )
    channel = Channel.objects.create(association=association, name=name, address=address, kinds=kinds)
    record("channel.added", actor=actor, subject=channel, kinds=kinds)
    return channel


@transaction.atomic
def remove_channel(channel: Channel, *, actor: User) -> None:
    """Stop posting to a chat group; what was posted stays in the outbox."""
    require_may(actor, Power.MANAGE, channel.association)
    if not Channel.objects.filter(pk=channel.pk, is_active=True).update(is_active=False):
        raise RuleError(_("This channel was already removed."), code="already_removed")
    record("channel.removed", actor=actor, subject=channel)


@transaction.atomic
def try_channel(channel: Channel, *, actor: User) -> None:
    """Post a few words to the chat group, to see that they arrive."""
    require_may(actor, Power.MANAGE, channel.association)
    notice = Notice.objects.create(
        association=channel.association,
        key=f"channel.tried:{new_id()}",
        kind="channel.tried",
        subject_zh="会馆：消息通道测试",
        subject_en="Guildhall: test of this channel",
        text_zh="能看到这条消息，说明通道已接通。",
        text_en="If you can read this, the channel works.",
    )
    Delivery.objects.create(
        association=channel.association, notice=notice, channel=channel, send_after=timezone.now()
    )
    record("channel.tried", actor=actor, subject=channel)


@transaction.atomic
def send_again(delivery: Delivery, *, actor: User) -> None:
    """Put a delivery that failed for good back into the outbox."""
    require_may(actor, Power.MANAGE, delivery.association)
    failed = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.FAILED)
    if not failed.update(state=Delivery.State.WAITING, attempts=0, send_after=timezone.now()):
        raise RuleError(_("Only a delivery that failed can be sent again."), code="not_failed")
    record("delivery.sent_again", actor=actor, subject=delivery)
