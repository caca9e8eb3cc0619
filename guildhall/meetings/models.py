from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow
from guildhall.core.models import in_language
from guildhall.documents.models import Document, File
from guildhall.registry.models import Body, Organization, Person, Seat


class Meeting(AssociationRow):
    """A meeting of a body. A record of the past may have no time, only what its source states (``stated_date``)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Being prepared")
        NOTIFIED = "notified", _("Notice sent")
        OPEN = "open", _("In session")
        CLOSED = "closed", _("Closed")
        CANCELLED = "cancelled", _("Cancelled")

    class Mode(models.TextChoices):
        ON_SITE = "on_site", _("On site")
        ONLINE = "online", _("Online")
        HYBRID = "hybrid", _("On site and online")
        CORRESPONDENCE = "correspondence", _("By correspondence")

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
    check_in_key = models.CharField(max_length=40, blank=True)
    notified_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
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

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                name="speaker_is_named", condition=Q(person__isnull=False) | ~Q(words_zh="") | ~Q(words_en="")
            )
        ]

    def __str__(self) -> str:
        return in_language(self.words_zh, self.words_en)


class Paper(AssociationRow):
    """A file put before the meeting, or a picture of it."""

    class Kind(models.TextChoices):
        PAPER = "paper", _("Meeting paper")
        PHOTO = "photo", _("Photograph")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="papers")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="papers")
    kind = models.CharField(_("Kind"), max_length=20, choices=Kind, default=Kind.PAPER)
    title_zh = models.CharField(_("Title in Chinese"), max_length=200, blank=True)
    title_en = models.CharField(_("Title in English"), max_length=200, blank=True)
    credit = models.CharField(_("Credit"), max_length=100, blank=True)
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    is_public = models.BooleanField(_("Public"), default=False)

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)


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

    def __str__(self) -> str:
        return in_language(self.name_zh, self.name_en)


class Invitation(AssociationRow):
    """One who is asked to come: with a vote by a seat, without, or as a guest."""

    class Role(models.TextChoices):
        VOTING = "voting", _("With a vote")
        NON_VOTING = "non_voting", _("Without a vote")
        GUEST = "guest", _("Guest")
        STAFF = "staff", _("Staff")

    class Reply(models.TextChoices):
        NONE = "none", _("No reply yet")
        COMING = "coming", _("Coming")
        EXCUSED = "excused", _("Excused")
        STAND_IN = "stand_in", _("Sends a stand-in")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="invitations")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="invitations")
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    capacity_zh = models.CharField(_("Attends as, in Chinese"), max_length=200, blank=True)
    capacity_en = models.CharField(_("Attends as, in English"), max_length=200, blank=True)
    role = models.CharField(_("Role"), max_length=20, choices=Role, default=Role.VOTING)
    rank = models.PositiveIntegerField(default=0)
    reply = models.CharField(_("Reply"), max_length=20, choices=Reply, default=Reply.NONE)
    reason = models.CharField(_("Reason"), max_length=200, blank=True)
    stand_in = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="stands_in")
    replied_at = models.DateTimeField(null=True)
    check_in_key = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = _("invitation")
        ordering = ["rank", "id"]
        constraints = [
            models.UniqueConstraint(name="invitation_once_per_person", fields=["meeting", "person"])
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.person_id}"

    @property
    def capacity(self) -> str:
        return in_language(self.capacity_zh, self.capacity_en)


class AttendanceEvent(AssociationRow):
    """Somebody came in or went out. ``client_id`` is made by the device, so that sending twice stores once."""

    class Kind(models.TextChoices):
        IN = "in", _("In")
        OUT = "out", _("Out")

    class Mode(models.TextChoices):
        ON_SITE = "on_site", _("On site")
        ONLINE = "online", _("Online")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendance")
    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="attendance")
    kind = models.CharField(max_length=10, choices=Kind)
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.ON_SITE)
    at = models.DateTimeField()
    received_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    client_id = models.UUIDField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(name="attendance_event_stored_once", fields=["meeting", "client_id"])
        ]
        indexes = [models.Index(name="attendance_by_invitation", fields=["meeting", "invitation", "at"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.at}"


class Motion(AssociationRow):
    """Something put to the body for decision, and how it was decided. ``verdict`` keeps the rule's sentence."""

    class Way(models.TextChoices):
        SHOW_OF_HANDS = "show_of_hands", _("Show of hands")
        CONSENSUS = "consensus", _("Consensus")

    class State(models.TextChoices):
        PUT = "put", _("Put forward")
        CARRIED = "carried", _("Carried")
        REJECTED = "rejected", _("Rejected")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        NOT_STATED = "not_stated", _("Result not stated")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="motions")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="motions")
    kind = models.CharField(_("Kind"), max_length=30, default="ordinary")
    title_zh = models.CharField(_("Title in Chinese"), max_length=300, blank=True)
    title_en = models.CharField(_("Title in English"), max_length=300, blank=True)
    text_zh = models.TextField(_("Text in Chinese"), blank=True)
    text_en = models.TextField(_("Text in English"), blank=True)
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.PUT)
    way = models.CharField(_("Way of deciding"), max_length=20, choices=Way, blank=True)
    for_count = models.PositiveIntegerField(_("For"), null=True)
    against_count = models.PositiveIntegerField(_("Against"), null=True)
    abstain_count = models.PositiveIntegerField(_("Abstentions"), null=True)
    counts = models.JSONField(default=dict)
    verdict = models.JSONField(default=dict)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("motion")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="motion_is_titled", condition=~Q(title_zh="") | ~Q(title_en=""))
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)


class Resolution(AssociationRow):
    """A decision under its number in the body's register."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="resolutions")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="resolutions")
    motion = models.OneToOneField(Motion, models.PROTECT, related_name="resolution")
    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    serial = models.CharField(_("Number"), max_length=80)
    title_zh = models.CharField(_("Title in Chinese"), max_length=300, blank=True)
    title_en = models.CharField(_("Title in English"), max_length=300, blank=True)
    text_zh = models.TextField(_("Text in Chinese"), blank=True)
    text_en = models.TextField(_("Text in English"), blank=True)
    adopted_on = models.DateField(_("Adopted"))
    is_public = models.BooleanField(_("Public"), default=False)

    class Meta:
        verbose_name = _("resolution")
        constraints = [
            models.UniqueConstraint(name="resolution_number_once", fields=["body", "year", "number"])
        ]

    def __str__(self) -> str:
        return self.serial

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)


class Minutes(AssociationRow):
    """The minutes of a meeting: drafted, edited in versions, approved and locked under a hash."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Put up for approval")
        APPROVED = "approved", _("Approved and locked")

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("minutes")

    def __str__(self) -> str:
        return str(self.meeting_id)


class MinutesVersion(AssociationRow):
    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text_zh = models.TextField(_("Text in Chinese"), blank=True)
    text_en = models.TextField(_("Text in English"), blank=True)
    note = models.CharField(_("What changed"), max_length=200, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(name="minutes_version_once", fields=["minutes", "number"])]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def text(self) -> str:
        return in_language(self.text_zh, self.text_en)
