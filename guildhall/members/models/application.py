from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow
from guildhall.core.models import in_language
from guildhall.documents.models import File
from guildhall.members.models.member import Member
from guildhall.members.models.tier import Tier
from guildhall.registry.models import Body
from guildhall.registry.models.rows import RegistryQuerySet


class ApplicationFormQuerySet(RegistryQuerySet["ApplicationForm"]):
    def public(self) -> "ApplicationFormQuerySet":
        return self.filter(is_open=True, association__is_public=True)


class ApplicationForm(AssociationRow):
    """What applicants of one kind are asked. ``questions`` is data: see ``members.questions``."""

    class Kind(models.TextChoices):
        ENTERPRISE = "enterprise", _("Enterprise")
        INSTITUTION = "institution", _("Institute, bank, association or other unit")
        INDIVIDUAL = "individual", _("Individual")

    kind = models.CharField(_("Kind of member"), max_length=20, choices=Kind)
    title_zh = models.CharField(_("Title in Chinese"), max_length=100, blank=True)
    title_en = models.CharField(_("Title in English"), max_length=100, blank=True)
    intro_zh = models.TextField(_("Introduction in Chinese"), blank=True)
    intro_en = models.TextField(_("Introduction in English"), blank=True)
    questions = models.JSONField(_("Questions"), default=list)
    tiers = models.ManyToManyField(Tier, related_name="+", blank=True, verbose_name=_("Tiers to choose from"))
    is_open = models.BooleanField(_("Open for applications"), default=False)
    version = models.PositiveIntegerField(default=1)

    objects = ApplicationFormQuerySet.as_manager()

    class Meta:
        verbose_name = _("application form")
        constraints = [
            models.CheckConstraint(
                name="application_form_is_titled", condition=~Q(title_zh="") | ~Q(title_en="")
            ),
            models.UniqueConstraint(name="application_form_once", fields=["association", "kind"]),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)

    @property
    def intro(self) -> str:
        return in_language(self.intro_zh, self.intro_en)


class ApplicationQuerySet(RegistryQuerySet["Application"]):
    def waiting(self) -> "ApplicationQuerySet":
        """Those on which the association has something to do."""
        return self.filter(state__in=[Application.State.SUBMITTED, Application.State.REVIEWED])

    def undecided(self) -> "ApplicationQuerySet":
        """Those that are neither decided nor withdrawn."""
        return self.filter(state__in=Application.OPEN)


class Application(AssociationRow):
    """Somebody asks to become a member.

    submitted -> returned (something is missing) -> submitted ... -> reviewed (put to the body that decides)
    -> approved | refused; the applicant may withdraw it until it is decided.
    """

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("Submitted")
        RETURNED = "returned", _("Returned for completion")
        REVIEWED = "reviewed", _("Reviewed, awaits the resolution")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    OPEN = (State.SUBMITTED, State.RETURNED, State.REVIEWED)

    form = models.ForeignKey(ApplicationForm, models.PROTECT, related_name="applications")
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.SUBMITTED)
    name_zh = models.CharField(_("Name in Chinese"), max_length=200, blank=True)
    name_en = models.CharField(_("Name in English"), max_length=200, blank=True)
    uscc = models.CharField(_("Unified social credit code"), max_length=18, blank=True)
    region = models.CharField(_("Region"), max_length=100, blank=True)
    address = models.CharField(_("Address"), max_length=300, blank=True)
    tier = models.ForeignKey(Tier, models.PROTECT, null=True, blank=True, verbose_name=_("Tier applied for"))
    contact_name = models.CharField(_("Contact person"), max_length=100)
    contact_phone = models.CharField(_("Telephone"), max_length=40, blank=True)
    contact_email = models.EmailField(_("E-mail"))
    # What was asked, as it stood then: a form may change while applications are under way.
    questions = models.JSONField(_("Questions"), default=list)
    answers = models.JSONField(_("Answers"), default=dict)
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    language = models.CharField(max_length=10, default="zh-hans")
    submitted_at = models.DateTimeField(auto_now_add=True)
    note = models.TextField(_("What is missing, or why"), blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(_("Decided on"), null=True, blank=True)
    resolution = models.CharField(_("Number of the resolution"), max_length=80, blank=True)
    member = models.OneToOneField(Member, models.PROTECT, null=True, blank=True, related_name="application")
    version = models.PositiveIntegerField(default=1)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        ordering = ["-submitted_at", "-id"]
        constraints = [
            models.CheckConstraint(name="application_is_named", condition=~Q(name_zh="") | ~Q(name_en="")),
            models.CheckConstraint(
                name="application_approved_by_resolution",
                condition=~Q(state="approved") | (~Q(resolution="") & Q(member__isnull=False)),
            ),
        ]
        indexes = [models.Index(name="application_queue", fields=["association", "state", "submitted_at"])]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_zh, self.name_en)


class ApplicationFile(AssociationRow):
    """A file that an applicant attached, as the answer to one question."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="files")
    question = models.CharField(max_length=40)
    file = models.ForeignKey(File, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("attached file")
        constraints = [models.UniqueConstraint(name="application_file_once", fields=["application", "file"])]

    def __str__(self) -> str:
        return f"{self.application} · {self.question}"
