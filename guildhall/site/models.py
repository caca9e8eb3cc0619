from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow
from guildhall.core.models import in_language
from guildhall.documents.models import File
from guildhall.meetings.models import Meeting


class Article(AssociationRow):
    """A piece of news, in one language or both; drafted from a meeting or written."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    state = models.CharField(_("State"), max_length=20, choices=State, default=State.DRAFT)
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="articles")
    title_zh = models.CharField(_("Title in Chinese"), max_length=200, blank=True)
    title_en = models.CharField(_("Title in English"), max_length=200, blank=True)
    text_zh = models.TextField(_("Text in Chinese"), blank=True)
    text_en = models.TextField(_("Text in English"), blank=True)
    picture = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    picture_credit = models.CharField(_("Credit"), max_length=100, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("article")
        constraints = [
            models.CheckConstraint(name="article_is_titled", condition=~Q(title_zh="") | ~Q(title_en=""))
        ]
        indexes = [models.Index(name="article_news", fields=["association", "state", "-published_at"])]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)

    @property
    def text(self) -> str:
        return in_language(self.text_zh, self.text_en)
