from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import AssociationRow
from guildhall.core.models import in_language
from guildhall.documents.models import File
from guildhall.exchange.models import Listing
from guildhall.registry.models import Organization, Person
from guildhall.sharing.openings import Step, Terms, parse_hours


class Resource(AssociationRow):
    """Something that is shared (共享资源): its owner lets others book it. Without ``organization`` the association's.

    Seven texts, Monday to Sunday, say when it is open (``08:00-12:00, 13:00-17:00``; empty is closed).
    """

    class Kind(models.TextChoices):
        EQUIPMENT = "equipment", pgettext_lazy("resource", "Equipment")
        LABORATORY = "laboratory", pgettext_lazy("resource", "Laboratory")
        TEST_STAND = "test_stand", pgettext_lazy("resource", "Test stand")
        ROOM = "room", pgettext_lazy("resource", "Meeting room")
        VEHICLE = "vehicle", pgettext_lazy("resource", "Vehicle")
        EXPERT = "expert", pgettext_lazy("resource", "Expert's hours")
        STORAGE = "storage", pgettext_lazy("resource", "Storage")

    class Slot(models.TextChoices):
        HALF_HOUR = Step.HALF_HOUR.value, pgettext_lazy("slot", "30 minutes")
        HOUR = Step.HOUR.value, pgettext_lazy("slot", "One hour")
        HALF_DAY = Step.HALF_DAY.value, pgettext_lazy("slot", "Half a day")
        DAY = Step.DAY.value, pgettext_lazy("slot", "A day")

    class Visibility(models.TextChoices):
        PUBLIC = "public", pgettext_lazy("visibility", "Public")
        ASSOCIATION = "association", pgettext_lazy("visibility", "Members of the association")
        INVITED = "invited", pgettext_lazy("visibility", "Invited organizations only")

    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="resources",
        verbose_name=pgettext_lazy("resource", "Owner"),
    )
    kind = models.CharField(_("Kind"), max_length=20, choices=Kind)
    title_zh = models.CharField(_("Title in Chinese"), max_length=200, blank=True)
    title_en = models.CharField(_("Title in English"), max_length=200, blank=True)
    about_zh = models.TextField(_("About, in Chinese"), blank=True, max_length=10_000)
    about_en = models.TextField(_("About, in English"), blank=True, max_length=10_000)
    terms_zh = models.TextField(_("Terms of use, in Chinese"), blank=True, max_length=5_000)
    terms_en = models.TextField(_("Terms of use, in English"), blank=True, max_length=5_000)
    place = models.CharField(_("Place"), max_length=200, blank=True)
    capacity = models.CharField(pgettext_lazy("resource", "Capacity"), max_length=200, blank=True)
    contact = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Contact person")
    )
    hours = models.JSONField(_("Opening hours"), default=list)
    slot = models.CharField(_("Slot"), max_length=10, choices=Slot, default=Slot.HOUR)
    notice_hours = models.PositiveSmallIntegerField(_("Notice needed, in hours"), default=0)
    most_slots = models.PositiveSmallIntegerField(_("Slots in one booking, at most"), default=8)
    needs_approval = models.BooleanField(_("The owner approves each booking"), default=True)
    visibility = models.CharField(
        _("Who may see it"), max_length=20, choices=Visibility, default=Visibility.ASSOCIATION
    )
    invited = models.ManyToManyField(
        Organization, related_name="+", blank=True, verbose_name=_("Invited organizations")
    )
    listing = models.ForeignKey(
        Listing,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="resources",
        verbose_name=_("Offer that it belongs to"),
    )
    photo = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    is_active = models.BooleanField(default=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("shared resource")
        verbose_name_plural = _("shared resources")
        constraints = [
            models.CheckConstraint(name="resource_is_titled", condition=~Q(title_zh="") | ~Q(title_en="")),
            models.CheckConstraint(name="resource_books_some_slot", condition=Q(most_slots__gt=0)),
        ]
        indexes = [
            models.Index(name="resource_list", fields=["association", "is_active", "kind", "id"]),
            models.Index(name="resource_by_owner", fields=["organization", "id"]),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)

    @property
    def name(self) -> str:
        """The title, where it is named beside organizations and people."""
        return self.title

    @property
    def about(self) -> str:
        return in_language(self.about_zh, self.about_en)

    @property
    def terms(self) -> str:
        return in_language(self.terms_zh, self.terms_en)

    @property
    def owner(self) -> str:
        return self.organization.name if self.organization else self.association.name

    @property
    def openings(self) -> Terms:
        """The rules by which it is booked, for ``sharing.openings``."""
        return Terms(
            hours=tuple(parse_hours(text) for text in self.hours),
            step=Step(self.slot),
            notice=timedelta(hours=self.notice_hours),
            most=self.most_slots,
            zone=self.association.zone,
        )


class ResourceFeed(AssociationRow):
    """The address under which a calendar program reads a resource's bookings, for one person. Only its hash is kept."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="feeds")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("calendar address of a resource")
        constraints = [models.UniqueConstraint(name="resource_feed_once", fields=["resource", "user"])]

    def __str__(self) -> str:
        return str(self.user_id)
