"""Bodies, organizations, people, posts and seats: who is who on any day.

A ``from_on`` that is empty means "since always or not stated"; a ``to_on`` is the last day.
"""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow
from guildhall.accounts.powers import Power
from guildhall.core.models import in_language


def in_force(on: date, prefix: str = "") -> Q:
    """Rows whose period, both ends included, holds the day."""
    return (Q(**{f"{prefix}from_on__isnull": True}) | Q(**{f"{prefix}from_on__lte": on})) & (
        Q(**{f"{prefix}to_on__isnull": True}) | Q(**{f"{prefix}to_on__gte": on})
    )


def ends_after_start(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name, condition=Q(from_on__isnull=True) | Q(to_on__isnull=True) | Q(to_on__gte=F("from_on"))
    )


class CharterProfile(AssociationRow):
    """The rules of an association's charter as data, from a day on (see registry.rules)."""

    version = models.PositiveIntegerField()
    preset = models.CharField(_("Preset"), max_length=60, blank=True)
    from_on = models.DateField(_("In force from"))
    rules = models.JSONField(default=dict)
    note = models.TextField(_("What changed"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(name="charter_profile_version_once", fields=["association", "version"])
        ]

    def __str__(self) -> str:
        return f"v{self.version}"


class Body(AssociationRow):
    """An assembly, council, branch, committee or team. The top body has no parent."""

    class Kind(models.TextChoices):
        ASSEMBLY = "assembly", _("Members' assembly")
        COUNCIL = "council", _("Council")
        STANDING_COUNCIL = "standing_council", _("Standing council")
        SUPERVISORS = "supervisors", _("Supervisors")
        PRESIDENTS_MEETING = "presidents_meeting", _("Presidents' meeting")
        SECRETARIAT = "secretariat", _("Secretariat")
        BRANCH = "branch", _("Branch")
        COMMITTEE = "committee", _("Committee")
        TEAM = "team", _("Team")

    kind = models.CharField(_("Kind"), max_length=30, choices=Kind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    name_zh = models.CharField(_("Name in Chinese"), max_length=200, blank=True)
    name_en = models.CharField(_("Name in English"), max_length=200, blank=True)
    about_zh = models.TextField(_("About, in Chinese"), blank=True)
    about_en = models.TextField(_("About, in English"), blank=True)
    from_on = models.DateField(_("Established"), null=True, blank=True)
    to_on = models.DateField(_("Ended"), null=True, blank=True)
    is_public = models.BooleanField(_("Shown on the public page"), default=True)
    rank = models.PositiveIntegerField(_("Order"), default=0)

    class Meta:
        verbose_name = _("body")
        ordering = ["rank", "id"]
        constraints = [
            models.CheckConstraint(name="body_is_named", condition=~Q(name_zh="") | ~Q(name_en="")),
            models.UniqueConstraint(
                name="body_one_top_per_association", fields=["association"], condition=Q(parent=None)
            ),
            ends_after_start("body_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_zh, self.name_en)


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
    name_key = models.CharField(max_length=200, db_index=True, editable=False)
    uscc = models.CharField(_("Unified social credit code"), max_length=18, blank=True)
    region = models.CharField(_("Region"), max_length=100, blank=True)
    address = models.CharField(_("Address"), max_length=300, blank=True)
    website = models.URLField(_("Website"), blank=True)
    phone = models.CharField(_("Telephone"), max_length=40, blank=True)
    about_zh = models.TextField(_("About, in Chinese"), blank=True)
    about_en = models.TextField(_("About, in English"), blank=True)
    is_active = models.BooleanField(_("Active"), default=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("organization")
        constraints = [
            models.CheckConstraint(name="organization_is_named", condition=~Q(name_zh="") | ~Q(name_en="")),
            models.UniqueConstraint(
                name="organization_uscc_once", fields=["association", "uscc"], condition=~Q(uscc="")
            ),
        ]
        indexes = [models.Index(name="organization_by_name", fields=["association", "name_key", "id"])]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_zh, self.name_en)

    @property
    def short(self) -> str:
        return in_language(self.short_zh or self.name_zh, self.short_en or self.name_en)


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
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)


class Post(AssociationRow):
    """A post in a body. Whoever holds it has its powers over the body and all below, and may sit in bodies by it."""

    class Kind(models.TextChoices):
        PRESIDENT = "president", _("President")
        EXECUTIVE_PRESIDENT = "executive_president", _("Executive president")
        EXECUTIVE_VICE_PRESIDENT = "executive_vice_president", _("Executive vice-president")
        VICE_PRESIDENT = "vice_president", _("Vice-president")
        SECRETARY_GENERAL = "secretary_general", _("Secretary-general")
        DEPUTY_SECRETARY_GENERAL = "deputy_secretary_general", _("Deputy secretary-general")
        STANDING_DIRECTOR = "standing_director", _("Standing director")
        DIRECTOR = "director", _("Director")
        CHIEF_SUPERVISOR = "chief_supervisor", _("Chief supervisor")
        SUPERVISOR = "supervisor", _("Supervisor")
        HEAD = "head", _("Head")
        STAFF = "staff", _("Staff")
        ACCOUNTANT = "accountant", _("Accountant")
        CASHIER = "cashier", _("Cashier")
        ADVISER = "adviser", _("Adviser")
        OTHER = "other", _("Other")

    body = models.ForeignKey(Body, models.PROTECT, related_name="posts", verbose_name=_("Body"))
    kind = models.CharField(_("Kind"), max_length=30, choices=Kind, default=Kind.OTHER)
    name_zh = models.CharField(_("Name in Chinese"), max_length=100, blank=True)
    name_en = models.CharField(_("Name in English"), max_length=100, blank=True)
    powers = models.JSONField(_("Powers"), default=list)
    sits_in = models.ManyToManyField(Body, related_name="ex_officio_posts", blank=True)
    rank = models.PositiveIntegerField(_("Order"), default=0)

    class Meta:
        verbose_name = _("post")
        ordering = ["rank", "id"]
        constraints = [
            models.CheckConstraint(name="post_is_named", condition=~Q(name_zh="") | ~Q(name_en=""))
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_zh, self.name_en)

    @property
    def power_labels(self) -> list[str]:
        return [str(Power(power).label) for power in self.powers]


class Tenure(AssociationRow):
    """Who held a post from when to when, in which numbered term (届)."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="tenures", verbose_name=_("Post"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="tenures", verbose_name=_("Person"))
    term_number = models.PositiveSmallIntegerField(_("Term"), null=True, blank=True)
    from_on = models.DateField(_("From"), null=True, blank=True)
    to_on = models.DateField(_("To"), null=True, blank=True)
    is_hired = models.BooleanField(_("Hired, not elected"), default=False)
    reason = models.CharField(_("Decision or reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("tenure")
        constraints = [ends_after_start("tenure_ends_after_start")]
        indexes = [models.Index(name="tenure_of_person", fields=["person", "to_on"])]

    def __str__(self) -> str:
        return f"{self.person_id} {self.post_id}"


class Seat(AssociationRow):
    """A seat in a body: of a unit, whose representative may change, or of a person."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="seats", verbose_name=_("Body"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="seats"
    )
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="seats")
    label_zh = models.CharField(_("Seat as, in Chinese"), max_length=60, blank=True)
    label_en = models.CharField(_("Seat as, in English"), max_length=60, blank=True)
    votes = models.BooleanField(_("Has a vote"), default=True)
    from_on = models.DateField(_("From"), null=True, blank=True)
    to_on = models.DateField(_("To"), null=True, blank=True)

    class Meta:
        verbose_name = _("seat")
        constraints = [
            models.CheckConstraint(
                name="seat_of_a_unit_or_a_person",
                condition=Q(organization__isnull=True, person__isnull=False)
                | Q(organization__isnull=False, person__isnull=True),
            ),
            models.UniqueConstraint(
                name="seat_once_open_per_unit",
                fields=["body", "organization"],
                condition=Q(to_on__isnull=True, organization__isnull=False),
            ),
            models.UniqueConstraint(
                name="seat_once_open_per_person",
                fields=["body", "person"],
                condition=Q(to_on__isnull=True, person__isnull=False),
            ),
            ends_after_start("seat_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.organization_id or self.person_id}"

    @property
    def label(self) -> str:
        return in_language(self.label_zh, self.label_en)


class Representation(AssociationRow):
    """Who sits on a unit's seat from when to when; the seat stays the unit's."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="representations")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="representations", verbose_name=_("Person")
    )
    from_on = models.DateField(_("From"), null=True, blank=True)
    to_on = models.DateField(_("To"), null=True, blank=True)
    letter = models.CharField(_("Letter that names the representative"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="representation_one_open_per_seat", fields=["seat"], condition=Q(to_on__isnull=True)
            ),
            ends_after_start("representation_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id} {self.person_id}"


class SignInInvitation(AssociationRow):
    """A mail that lets a person make their sign-in. Only the hash of its token is stored."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="sign_in_invitations")
    email = models.EmailField()
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.email
