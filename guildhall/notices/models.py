from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow
from guildhall.core.models import in_language


class Notice(AssociationRow):
    """Something a person is told. ``key`` makes that it is told once."""

    key = models.CharField(max_length=200)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="notices")
    name = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)
    kind = models.CharField(max_length=60)
    subject_zh = models.CharField(max_length=200, blank=True)
    subject_en = models.CharField(max_length=200, blank=True)
    text_zh = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    link = models.CharField(max_length=300, blank=True)
    calendar = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(name="notice_given_once", fields=["association", "key"]),
        ]
        indexes = [
            models.Index(name="notice_inbox", fields=["user", "-created_at"]),
            models.Index(name="notice_unread", fields=["user"], condition=Q(read_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def subject(self) -> str:
        return in_language(self.subject_zh, self.subject_en)

    @property
    def text(self) -> str:
        return in_language(self.text_zh, self.text_en)


SERVICES = {
    "dingtalk": _("DingTalk"),
    "wecombot": _("WeCom"),
    "feishu": _("Feishu"),
    "lark": _("Lark"),
}


class Channel(AssociationRow):
    """A chat group (DingTalk, WeCom, Feishu, ...) that gets notices of some kinds."""

    name = models.CharField(_("Name"), max_length=100)
    address = models.CharField(_("Webhook address"), max_length=500)
    kinds = models.JSONField(_("Kinds of notices"), default=list)
    is_active = models.BooleanField(_("Active"), default=True)
    last_error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def service(self) -> str:
        """What may be shown of the address, whose rest is a secret."""
        return self.address.partition("://")[0]

    @property
    def service_name(self) -> str:
        """What people call the service."""
        return str(SERVICES.get(self.service, _("Webhook")))


class Delivery(AssociationRow):
    """The outbox: one notice on its way by mail or to a chat group."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries")
    channel = models.ForeignKey(Channel, models.CASCADE, null=True, related_name="deliveries")
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    send_after = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="delivery_once_by_mail", fields=["notice"], condition=Q(channel=None)
            ),
            models.UniqueConstraint(name="delivery_once_per_channel", fields=["notice", "channel"]),
        ]
        indexes = [
            models.Index(
                name="delivery_outbox", fields=["send_after"], condition=Q(state__in=["waiting", "sending"])
            )
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.state}"
