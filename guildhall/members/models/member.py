from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow, User
from guildhall.core.text_index import TextIndex
from guildhall.documents.models import Document
from guildhall.members.models.tier import Tier
from guildhall.registry.models import Body, Organization, Person
from guildhall.registry.models.rows import PeriodQuerySet, RegistryQuerySet, ends_after_start


class MemberQuerySet(RegistryQuerySet["Member"]):
    def current(self) -> "MemberQuerySet":
        """Those who belong now, suspended or not."""
        return self.exclude(state=Member.State.ENDED)

    def own(self, user: User) -> "MemberQuerySet":
        """The members that this person is, or whose unit they belong to."""
        known = user.people.order_by()
        units = known.filter(organization__isnull=False).values("organization")
        return self.filter(Q(person__in=known.values("pk")) | Q(organization__in=units))


class Member(AssociationRow):
    """A unit or a person that belongs to the association, under one number for good.

    ``ended_on`` is the last day. Who comes back later gets a new row and a new number.
    """

    class State(models.TextChoices):
        ACTIVE = "active", _("Member")
        SUSPENDED = "suspended", _("Suspended")
        ENDED = "ended", _("No longer a member")

    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("Unit"),
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name=_("Person")
    )
    number = models.CharField(_("Member number"), max_length=40)
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.ACTIVE)
    joined_on = models.DateField(_("Member since"), null=True, blank=True)
    ended_on = models.DateField(_("Member until"), null=True, blank=True)
    certificate = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    words: ClassVar = TextIndex(("number",))
    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member")
        constraints = [
            models.UniqueConstraint(name="member_number_once", fields=["association", "number"]),
            models.CheckConstraint(
                name="member_is_a_unit_or_a_person",
                condition=Q(organization__isnull=True, person__isnull=False)
                | Q(organization__isnull=False, person__isnull=True),
            ),
            models.UniqueConstraint(
                name="member_unit_once", fields=["association", "organization"], condition=~Q(state="ended")
            ),
            models.UniqueConstraint(
                name="member_person_once", fields=["association", "person"], condition=~Q(state="ended")
            ),
            models.CheckConstraint(
                name="member_ends_after_joining",
                condition=Q(joined_on__isnull=True)
                | Q(ended_on__isnull=True)
                | Q(ended_on__gte=F("joined_on")),
            ),
        ]
        indexes = [
            models.Index(name="member_directory", fields=["association", "state", "number"]),
            models.Index(name="member_by_day", fields=["association", "joined_on", "id"]),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.holder.name

    @property
    def holder(self) -> Organization | Person:
        """The unit or the person: one of them, by constraint."""
        return self.organization or self.person  # type: ignore[return-value]


class TierTerm(AssociationRow):
    """From when to when a member was of which tier; the history of tiers is these rows, none overlapping."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="tier_terms", verbose_name=_("Member"))
    tier = models.ForeignKey(Tier, models.PROTECT, related_name="terms", verbose_name=_("Tier"))
    from_on = models.DateField(_("From"), null=True, blank=True)
    to_on = models.DateField(_("To"), null=True, blank=True)
    reason = models.CharField(_("Decision or reason"), max_length=200, blank=True)

    objects = PeriodQuerySet["TierTerm"].as_manager()

    class Meta:
        verbose_name = _("term in a tier")
        constraints = [
            ends_after_start("tier_term_ends_after_start"),
            models.UniqueConstraint(
                name="tier_term_open_once", fields=["member"], condition=Q(to_on__isnull=True)
            ),
        ]
        indexes = [models.Index(name="tier_term_of_member", fields=["member", "from_on"])]

    def __str__(self) -> str:
        return f"{self.member} · {self.tier}"


class MemberEvent(AssociationRow):
    """What happened to a membership, and by whose resolution. Never changed; a member's life is read from these.

    ``on`` is the first day of what begins, and the last day of membership for who leaves. Only of a membership that
    is taken over from an earlier list the day may be not stated.
    """

    class Kind(models.TextChoices):
        JOINED = "joined", _("Joined")
        TAKEN_OVER = "taken_over", _("Taken over from an earlier list")
        TIER_CHANGED = "tier_changed", _("Changed tier")
        SUSPENDED = "suspended", _("Suspended")
        RESUMED = "resumed", _("Suspension ended")
        WITHDRAWN = "withdrawn", _("Withdrew")
        REMOVED = "removed", _("Removed")

    member = models.ForeignKey(Member, models.PROTECT, related_name="events", verbose_name=_("Member"))
    kind = models.CharField(_("What happened"), max_length=20, choices=Kind)
    on = models.DateField(_("On"), null=True, blank=True)
    tier = models.ForeignKey(
        Tier, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Tier")
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Decided by")
    )
    resolution = models.CharField(_("Number of the resolution"), max_length=80, blank=True)
    reason = models.TextField(_("Reason"), blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("event of a membership")
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                name="member_event_has_its_resolution",
                condition=~Q(kind__in=["joined", "suspended", "removed"]) | ~Q(resolution=""),
            ),
            models.CheckConstraint(
                name="member_event_has_its_day", condition=Q(kind="taken_over") | Q(on__isnull=False)
            ),
        ]
        indexes = [models.Index(name="member_event_of_member", fields=["member", "on"])]

    def __str__(self) -> str:
        return f"{self.member} · {self.get_kind_display()}"
