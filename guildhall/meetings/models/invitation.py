from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow
from guildhall.core.models import in_language
from guildhall.meetings.models.meeting import Meeting, new_check_in_key
from guildhall.registry.models import Organization, Person, Seat


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def standing(self) -> "InvitationQuerySet":
        """Those that hold: not withdrawn because the person left the body or was taken off the list."""
        return self.filter(withdrawn_at__isnull=True)

    def entitled(self) -> "InvitationQuerySet":
        """应到: the standing invitations that carry a vote."""
        return self.standing().filter(role=Invitation.Role.VOTING)


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
    notified_at = models.DateTimeField(null=True)
    notified_sequence = models.PositiveIntegerField(null=True)
    reminded_on = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)
    check_in_key = models.CharField(max_length=40, unique=True, default=new_check_in_key)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        ordering = ["rank", "id"]
        constraints = [
            models.UniqueConstraint(name="invitation_once_per_person", fields=["meeting", "person"])
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.meeting}"

    @property
    def capacity(self) -> str:
        return in_language(self.capacity_zh, self.capacity_en)


class CalendarFeed(AssociationRow):
    """The address under which a person's calendar program reads their meetings. Only its hash is stored."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="calendar_feed_once", fields=["association", "user"])]

    def __str__(self) -> str:
        return str(self.user_id)
