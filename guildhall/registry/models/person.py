from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow, User
from guildhall.core.models import in_language
from guildhall.core.names import sort_key
from guildhall.core.text_index import TextIndex
from guildhall.registry.models.organization import Organization
from guildhall.registry.models.rows import RegistryQuerySet, insights_of


class PersonQuerySet(RegistryQuerySet["Person"]):
    def visible_to(self, user: User) -> "PersonQuerySet":
        """People of the associations the user belongs to, and always the user's own entries."""
        return self.filter(Q(association__in=insights_of(user)) | Q(user=user))


class Person(AssociationRow):
    """A person as this association knows them. ``user`` is set when they can sign in."""

    name_zh = models.CharField(_("Name in Chinese"), max_length=100, blank=True)
    name_en = models.CharField(_("Name in English"), max_length=100, blank=True)
    name_key = models.CharField(max_length=100, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="people"
    )
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("Organization"),
    )
    title_zh = models.CharField(_("Position in Chinese"), max_length=100, blank=True)
    title_en = models.CharField(_("Position in English"), max_length=100, blank=True)
    email = models.EmailField(_("Mail address"), blank=True)
    phone = models.CharField(_("Telephone"), max_length=40, blank=True)
    born_on = models.DateField(_("Born"), null=True, blank=True)
    note_zh = models.CharField(_("Remark in Chinese"), max_length=200, blank=True)
    note_en = models.CharField(_("Remark in English"), max_length=200, blank=True)
    is_guest = models.BooleanField(_("Guest (for example of the government)"), default=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    words: ClassVar = TextIndex(("name_zh", "name_en"), joined=("name_key",))
    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        constraints = [
            models.CheckConstraint(name="person_is_named", condition=~Q(name_zh="") | ~Q(name_en="")),
            models.UniqueConstraint(
                name="person_one_per_user", fields=["association", "user"], condition=Q(user__isnull=False)
            ),
        ]
        indexes = [models.Index(name="person_by_name", fields=["association", "name_key", "id"])]

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
    def note(self) -> str:
        return in_language(self.note_zh, self.note_en)

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)

    def with_keys(self) -> Self:
        """Itself, with the key by which it is sorted filled from its name."""
        self.name_key = sort_key(self.name_zh or self.name_en, is_person=True)
        return self
