from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow
from guildhall.core.models import in_language
from guildhall.core.names import normal_name, sort_key
from guildhall.core.text_index import TextIndex
from guildhall.registry.models.rows import RegistryQuerySet


class OrganizationQuerySet(RegistryQuerySet["Organization"]):
    def active(self) -> "OrganizationQuerySet":
        return self.filter(is_active=True)


class Organization(AssociationRow):
    """A firm, institute, bank, bureau or party branch - member or not."""

    class Kind(models.TextChoices):
        ENTERPRISE = "enterprise", _("Enterprise")
        INSTITUTE = "institute", _("Institute or university")
        BANK = "bank", _("Bank")
        GOVERNMENT = "government", _("Government department")
        ASSOCIATION = "association", _("Association")
        PARTY_BRANCH = "party_branch", _("Party branch")
        OTHER = "other", _("Other")

    kind = models.CharField(_("Kind"), max_length=20, choices=Kind, default=Kind.ENTERPRISE)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="units")
    name_zh = models.CharField(_("Name in Chinese"), max_length=200, blank=True)
    name_en = models.CharField(_("Name in English"), max_length=200, blank=True)
    short_zh = models.CharField(_("Short name in Chinese"), max_length=60, blank=True)
    short_en = models.CharField(_("Short name in English"), max_length=60, blank=True)
    name_key = models.CharField(max_length=200, editable=False)
    plain_zh = models.CharField(max_length=200, blank=True, editable=False)
    plain_en = models.CharField(max_length=200, blank=True, editable=False)
    uscc = models.CharField(_("Unified social credit code"), max_length=18, blank=True)
    region = models.CharField(_("Region"), max_length=100, blank=True)
    address = models.CharField(_("Address"), max_length=300, blank=True)
    website = models.URLField(_("Website"), blank=True)
    phone = models.CharField(_("Telephone"), max_length=40, blank=True)
    about_zh = models.TextField(_("About, in Chinese"), blank=True)
    about_en = models.TextField(_("About, in English"), blank=True)
    is_active = models.BooleanField(_("Active"), default=True)
    # Set where this turned out to be the same firm as another entry; its address leads there.
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    words: ClassVar = TextIndex(("name_zh", "name_en", "short_zh", "short_en", "uscc"), joined=("name_key",))
    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        constraints = [
            models.CheckConstraint(name="organization_is_named", condition=~Q(name_zh="") | ~Q(name_en="")),
            models.UniqueConstraint(
                name="organization_uscc_once", fields=["association", "uscc"], condition=~Q(uscc="")
            ),
            models.CheckConstraint(
                name="organization_merged_is_retired",
                condition=Q(merged_into__isnull=True) | Q(is_active=False),
            ),
        ]
        indexes = [
            models.Index(name="organization_by_name", fields=["association", "name_key", "id"]),
            models.Index(name="organization_by_plain_zh", fields=["association", "plain_zh"]),
            models.Index(name="organization_by_plain_en", fields=["association", "plain_en"]),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_zh, self.name_en)

    @property
    def other_name(self) -> str:
        """The name in the language that ``name`` is not in."""
        return self.name_en if self.name == self.name_zh else self.name_zh

    @property
    def about(self) -> str:
        return in_language(self.about_zh, self.about_en)

    @property
    def short(self) -> str:
        return in_language(self.short_zh or self.name_zh, self.short_en or self.name_en)

    def with_keys(self) -> Self:
        """Itself, with the keys by which it is sorted and found again filled from its names."""
        self.name_key = sort_key(self.name_zh or self.name_en)
        self.plain_zh, self.plain_en = normal_name(self.name_zh), normal_name(self.name_en)
        return self
