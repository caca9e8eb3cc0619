from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow
from guildhall.core.models import in_language
from guildhall.registry.models import Organization
from guildhall.registry.models.rows import RegistryQuerySet


class ClassificationQuerySet(RegistryQuerySet["Classification"]):
    pass


class IndustryClassQuerySet(RegistryQuerySet["IndustryClass"]):
    def current(self) -> "IndustryClassQuerySet":
        """Those of the edition in use; a class that an edition left out stays for what refers to it."""
        return self.filter(is_current=True)


class OrganizationClassQuerySet(RegistryQuerySet["OrganizationClass"]):
    pass


class Classification(AssociationRow):
    """A classification of industries as the association uses it: a published one that was imported, or the small one shipped."""

    name_zh = models.CharField(_("Name in Chinese"), max_length=200, blank=True)
    name_en = models.CharField(_("Name in English"), max_length=200, blank=True)
    edition = models.CharField(_("Edition"), max_length=60, blank=True)
    source = models.CharField(_("Source"), max_length=300, blank=True)
    is_shipped = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ClassificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("classification of industries")
        constraints = [
            models.CheckConstraint(name="classification_is_named", condition=~Q(name_zh="") | ~Q(name_en="")),
            models.UniqueConstraint(
                name="classification_shipped_once", fields=["association"], condition=Q(is_shipped=True)
            ),
        ]

    def __str__(self) -> str:
        return in_language(self.name_zh, self.name_en)


class IndustryClass(AssociationRow):
    """A class of industry (行业类别) under its code, below the class that holds it."""

    classification = models.ForeignKey(Classification, models.CASCADE, related_name="classes")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="classes")
    code = models.CharField(_("Code"), max_length=20)
    name_zh = models.CharField(_("Name in Chinese"), max_length=200, blank=True)
    name_en = models.CharField(_("Name in English"), max_length=200, blank=True)
    about_zh = models.TextField(_("What belongs to it, in Chinese"), blank=True)
    about_en = models.TextField(_("What belongs to it, in English"), blank=True)
    is_current = models.BooleanField(default=True)

    objects = IndustryClassQuerySet.as_manager()

    class Meta:
        verbose_name = _("industry class")
        ordering = ["code", "id"]
        constraints = [
            models.UniqueConstraint(name="industry_class_code_once", fields=["classification", "code"]),
            models.CheckConstraint(name="industry_class_is_named", condition=~Q(name_zh="") | ~Q(name_en="")),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def name(self) -> str:
        return in_language(self.name_zh, self.name_en)


class OrganizationClass(AssociationRow):
    """The industry class of an organization: proposed from what it says of itself, or confirmed by a person."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        CONFIRMED = "confirmed", _("Confirmed")

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="industry_classes")
    industry_class = models.ForeignKey(IndustryClass, models.PROTECT, related_name="organizations")
    is_main = models.BooleanField(_("Main activity"), default=False)
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.PROPOSED)

    objects = OrganizationClassQuerySet.as_manager()

    class Meta:
        verbose_name = _("industry class of an organization")
        constraints = [
            models.UniqueConstraint(
                name="organization_class_once", fields=["organization", "industry_class"]
            ),
            models.UniqueConstraint(
                name="organization_has_one_main_class", fields=["organization"], condition=Q(is_main=True)
            ),
        ]

    def __str__(self) -> str:
        return str(self.industry_class)
