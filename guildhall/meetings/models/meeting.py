import secrets

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow
from guildhall.core.dates import parse_stated
from guildhall.core.models import in_language
from guildhall.documents.models import Document
from guildhall.registry.models import Body, Person

# Without the letters and figures that are mistaken for each other when they are typed from paper.
KEY_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
KEY_LENGTH = 12


def new_check_in_key() -> str:
    """A code that checks in: on a QR code, in a link, or typed by hand. Not to be guessed."""
    return "".join(secrets.choice(KEY_LETTERS) for _place in range(KEY_LENGTH))


class Meeting(AssociationRow):
    """A meeting of a body. A record of the past may have no time, only what its source states (``stated_date``)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Being prepared")
        NOTIFIED = "notified", _("Notice sent")
        POSTPONED = "postponed", _("Postponed, no new date yet")
        OPEN = "open", _("In session")
        ADJOURNED = "adjourned", _("Adjourned")
        CLOSED = "closed", pgettext_lazy("meeting", "Closed")
        CANCELLED = "cancelled", _("Cancelled")

    class Mode(models.TextChoices):
        ON_SITE = "on_site", _("On site")
        ONLINE = "online", _("Online")
        HYBRID = "hybrid", _("On site and online")
        CORRESPONDENCE = "correspondence", _("By correspondence")

    class Part(models.TextChoices):
        """What can be published besides name, day, place, chair, agenda, public papers and resolutions."""

        SUMMARIES = "summaries", _("What was said and what came of it")
        ATTENDANCE = "attendance", _("Names of those who attended")
        MOTIONS = "motions", _("Motions with their votes")
        COMMITMENTS = "commitments", _("What follows: content, deadline and responsible person")

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings", verbose_name=_("Body"))
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.DRAFT)
    name_zh = models.CharField(_("Name in Chinese"), max_length=200, blank=True)
    name_en = models.CharField(_("Name in English"), max_length=200, blank=True)
    mode = models.CharField(_("Form"), max_length=20, choices=Mode, default=Mode.ON_SITE, blank=True)
    starts_at = models.DateTimeField(_("Starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("Ends"), null=True, blank=True)
    stated_date = models.CharField(_("Date as the source states it"), max_length=20, blank=True)
    place_zh = models.CharField(_("Place in Chinese"), max_length=200, blank=True)
    place_en = models.CharField(_("Place in English"), max_length=200, blank=True)
    online_url = models.URLField(_("Link to take part online"), blank=True)
    chair = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="chaired", verbose_name=_("Chair")
    )
    recorder = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="recorded", verbose_name=_("Recorder")
    )
    stated_attendance = models.PositiveIntegerField(_("Attended at least"), null=True, blank=True)
    stated_invited = models.PositiveIntegerField(_("Organizations invited"), null=True, blank=True)
    reply_by = models.DateField(_("Reply by"), null=True, blank=True)
    remarks_zh = models.TextField(_("Remarks in Chinese"), blank=True)
    remarks_en = models.TextField(_("Remarks in English"), blank=True)
    entered_afterwards = models.BooleanField(_("Entered after it was held"), default=False)
    state_reason = models.CharField(_("Reason"), max_length=200, blank=True)
    notice_sequence = models.PositiveIntegerField(default=0)
    notice_told = models.JSONField(default=dict)
    notice_verdict = models.JSONField(default=dict)
    notice_document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    check_in_key = models.CharField(max_length=40, unique=True, default=new_check_in_key)
    notified_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    published_parts = models.JSONField(default=list)
    roster = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("meeting")
        constraints = [
            models.CheckConstraint(name="meeting_is_named", condition=~Q(name_zh="") | ~Q(name_en="")),
            models.CheckConstraint(
                name="meeting_ends_after_start",
                condition=Q(starts_at__isnull=True) | Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
            ),
            models.CheckConstraint(
                name="meeting_cancelled_with_a_reason", condition=~Q(state="cancelled") | ~Q(state_reason="")
            ),
        ]
        indexes = [models.Index(name="meeting_by_time", fields=["association", "-starts_at"])]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_zh, self.name_en)

    @property
    def place(self) -> str:
        return in_language(self.place_zh, self.place_en)

    @property
    def is_being_entered(self) -> bool:
        """A past meeting whose facts may still be entered: it was closed before it came here, and is not public."""
        return self.entered_afterwards and self.state == self.State.CLOSED and self.published_at is None

    @property
    def is_in_preparation(self) -> bool:
        return self.state in (self.State.DRAFT, self.State.NOTIFIED, self.State.POSTPONED)

    @property
    def is_changeable(self) -> bool:
        return self.is_in_preparation or self.is_being_entered

    @property
    def has_begun(self) -> bool:
        return self.state in (self.State.OPEN, self.State.ADJOURNED, self.State.CLOSED)

    @property
    def is_in_session(self) -> bool:
        return self.state in (self.State.OPEN, self.State.ADJOURNED)

    @property
    def is_notifiable(self) -> bool:
        return self.state in (self.State.DRAFT, self.State.NOTIFIED)

    @property
    def stated_date_words(self) -> str:
        """The stated date as it is shown: what is not stated is said to be so."""
        if not self.stated_date:
            return ""
        return parse_stated(self.stated_date).sentence.in_language(get_language() or "")

    @property
    def mode_words(self) -> str | None:
        return str(self.get_mode_display()) if self.mode else None

    @property
    def remarks(self) -> str:
        return in_language(self.remarks_zh, self.remarks_en)


class Sponsor(AssociationRow):
    """Someone who supported the meeting and is thanked for it; or who took its photographs."""

    class Role(models.TextChoices):
        SPONSOR = "sponsor", _("Sponsor")
        PHOTOGRAPHS = "photographs", _("Photographs")
        ORGANIZER = "organizer", _("Organizer")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="sponsors")
    role = models.CharField(_("Role"), max_length=20, choices=Role, default=Role.SPONSOR)
    name_zh = models.CharField(_("Name in Chinese"), max_length=200, blank=True)
    name_en = models.CharField(_("Name in English"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(name="sponsor_is_named", condition=~Q(name_zh="") | ~Q(name_en=""))
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_zh, self.name_en)
