import zoneinfo
from typing import ClassVar

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guildhall.core.models import Row, in_language


class AssociationQuerySet(models.QuerySet["Association"]):
    def public(self) -> "AssociationQuerySet":
        return self.filter(is_public=True)


class Association(Row):
    """The one that everything belongs to: an association, a chamber, an alliance, an enterprise group."""

    class Kind(models.TextChoices):
        ASSOCIATION = "association", _("Industry association")
        CHAMBER = "chamber", _("Chamber of commerce")
        ALLIANCE = "alliance", _("Industrial chain alliance")
        PARTNERSHIP = "partnership", _("Partnership of several parties")
        GROUP = "group", _("Enterprise group")

    class State(models.TextChoices):
        FOUNDING = "founding", _("Being founded")
        ACTIVE = "active", _("Active")
        DISSOLVED = "dissolved", _("Dissolved")

    slug = models.SlugField(_("Short address"), max_length=60, unique=True)
    kind = models.CharField(_("Kind"), max_length=20, choices=Kind, default=Kind.ASSOCIATION)
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.ACTIVE)
    name_zh = models.CharField(_("Name in Chinese"), max_length=200, blank=True)
    name_en = models.CharField(_("Name in English"), max_length=200, blank=True)
    short_zh = models.CharField(_("Short name in Chinese"), max_length=60, blank=True)
    short_en = models.CharField(_("Short name in English"), max_length=60, blank=True)
    about_zh = models.TextField(_("About, in Chinese"), blank=True)
    about_en = models.TextField(_("About, in English"), blank=True)
    region = models.CharField(_("Region"), max_length=100, blank=True)
    timezone = models.CharField(_("Time zone"), max_length=60, default="Asia/Shanghai")
    is_public = models.BooleanField(_("Has public pages"), default=False)
    is_record = models.BooleanField(_("Read-only record"), default=False)
    is_fictional = models.BooleanField(_("Invented, for demonstration"), default=False)
    source = models.TextField(_("Source of the record"), blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AssociationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="association_is_named", condition=~Q(name_zh="") | ~Q(name_en="")),
            models.CheckConstraint(
                name="association_record_names_its_source", condition=Q(is_record=False) | ~Q(source="")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_zh, self.name_en)

    @property
    def short(self) -> str:
        return in_language(self.short_zh or self.name_zh, self.short_en or self.name_en)

    @property
    def about(self) -> str:
        return in_language(self.about_zh, self.about_en)

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.timezone)


class AssociationRow(Row):
    """A row that belongs to one association (the distribution key of a sharded database)."""

    association = models.ForeignKey(Association, models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **details: object) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **details)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_verified_user(self, email: str, password: str | None, **details: object) -> "User":
        """Somebody of whom it is known that the address is theirs; only they may set up a second factor."""
        user = self.create_user(email, password, **details)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user

    def create_superuser(self, email: str, password: str | None = None, **details: object) -> "User":
        return self.create_user(email, password, **(details | {"is_staff": True, "is_superuser": True}))


class User(AbstractUser):
    """Someone who can sign in. What they may do follows from posts (see accounts.powers)."""

    id = Row._meta.get_field("id").clone()
    username = None  # type: ignore[assignment]  # people sign in with their mail address
    first_name = None  # type: ignore[assignment]  # one field holds a Chinese or a foreign name
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(_("Mail address"), unique=True)
    name = models.CharField(_("Name"), max_length=100, blank=True)
    language = models.CharField(_("Language"), max_length=10, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()  # type: ignore[assignment,misc]  # no username, hence a manager of its own

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        return self.name or self.email


class ApiToken(Row):
    """A key that a person made for a program. Only its hash is stored."""

    user = models.ForeignKey(User, models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("Name"), max_length=100)
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("Valid until"), null=True, blank=True)
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class IdempotentAnswer(Row):
    """What the API answered to a write with this ``Idempotency-Key``; written in the write's own transaction."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="idempotent_answer_once_per_key", fields=["user", "key"])]

    def __str__(self) -> str:
        return self.key
