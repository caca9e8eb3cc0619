from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow
from guildhall.core.models import in_language
from guildhall.documents.models import File
from guildhall.meetings.models.meeting import Meeting
from guildhall.registry.models import Person


class AgendaItem(AssociationRow):
    class Kind(models.TextChoices):
        STUDY = "study", _("Study")
        REPORT = "report", _("Report")
        DISCUSSION = "discussion", _("Discussion")
        DECISION = "decision", _("Decision")
        SPEECH = "speech", _("Speech")
        CEREMONY = "ceremony", _("Signing or ceremony")
        OTHER = "other", _("Other")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda")
    position = models.PositiveIntegerField(default=0)
    kind = models.CharField(_("Kind"), max_length=20, choices=Kind, default=Kind.REPORT)
    title_zh = models.CharField(_("Title in Chinese"), max_length=300, blank=True)
    title_en = models.CharField(_("Title in English"), max_length=300, blank=True)
    minutes_planned = models.PositiveSmallIntegerField(_("Minutes planned"), null=True, blank=True)
    summary_zh = models.TextField(_("What was said, in Chinese"), blank=True)
    summary_en = models.TextField(_("What was said, in English"), blank=True)
    result_zh = models.CharField(_("Result in Chinese"), max_length=300, blank=True)
    result_en = models.CharField(_("Result in English"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("agenda item")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(name="agenda_item_is_titled", condition=~Q(title_zh="") | ~Q(title_en=""))
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)

    @property
    def summary(self) -> str:
        return in_language(self.summary_zh, self.summary_en)

    @property
    def result(self) -> str:
        return in_language(self.result_zh, self.result_en)


class Speaker(AssociationRow):
    """Who speaks to an agenda item: a person, or words where the person is not named."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="speakers")
    position = models.PositiveSmallIntegerField(default=0)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="speeches")
    words_zh = models.CharField(_("In words, in Chinese"), max_length=200, blank=True)
    words_en = models.CharField(_("In words, in English"), max_length=200, blank=True)
    count = models.PositiveSmallIntegerField(_("How many"), null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                name="speaker_is_named", condition=Q(person__isnull=False) | ~Q(words_zh="") | ~Q(words_en="")
            )
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        return in_language(self.words_zh, self.words_en)


class Paper(AssociationRow):
    """A file put before the meeting, or a picture of it."""

    class Kind(models.TextChoices):
        PAPER = "paper", _("Meeting paper")
        PHOTO = "photo", _("Photograph")

    class Visibility(models.TextChoices):
        PARTICIPANTS = "participants", _("Participants, without guests")
        INVITED = "invited", _("Everyone invited, guests too")
        PUBLIC = "public", _("Everyone, also on the public page")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="papers")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="papers")
    kind = models.CharField(_("Kind"), max_length=20, choices=Kind, default=Kind.PAPER)
    title_zh = models.CharField(_("Title in Chinese"), max_length=200, blank=True)
    title_en = models.CharField(_("Title in English"), max_length=200, blank=True)
    credit = models.CharField(_("Credit"), max_length=100, blank=True)
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    visibility = models.CharField(
        _("Who may see it"), max_length=20, choices=Visibility, default=Visibility.PARTICIPANTS
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("meeting paper")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(name="paper_is_titled", condition=~Q(title_zh="") | ~Q(title_en=""))
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)
