from django.db.models import Count, Q, QuerySet

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power, powers_of
from guildhall.core.requests import remembered
from guildhall.notices.models import Channel, Delivery, Notice


def notices_of(user: User) -> QuerySet[Notice]:
    """The user's own notices from all associations, newest first."""
    return Notice.objects.filter(user=user).select_related("association").order_by("-created_at", "-id")


def unread_count(user: User) -> int:
    waiting = Notice.objects.filter(user=user, read_at__isnull=True)
    return remembered(("unread", user.pk), waiting.count)


def channels(association: Association, *, viewer: User) -> QuerySet[Channel]:
    """The chat groups, for those who keep the register; nobody else sees that there are any."""
    found = Channel.objects.filter(association=association).order_by("name")
    return found if powers_of(viewer, association).has(Power.MANAGE) else found.none()


def outbox(association: Association, *, viewer: User) -> QuerySet[Delivery]:
    """What is on its way or could not be delivered, newest first."""
    found = (
        Delivery.objects.filter(association=association).select_related("notice", "channel").order_by("-id")
    )
    return found if powers_of(viewer, association).has(Power.MANAGE) else found.none()


def outbox_counts(association: Association) -> dict[str, int]:
    states = {state.value: Count("pk", filter=Q(state=state)) for state in Delivery.State}
    return Delivery.objects.filter(association=association).aggregate(**states)
