from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow
from guildhall.accounts.powers import Power
from guildhall.core.models import in_language
from guildhall.registry.models.body import Body
from guildhall.registry.models.person import Person
from guildhall.registry.models.rows import PeriodQuerySet, RegistryQuerySet, ends_after_start


class PostQuerySet(RegistryQuerySet["Post"]):
    pass


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
    version = models.PositiveIntegerField(default=1)

    objects = PostQuerySet.as_manager()

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


class TenureQuerySet(PeriodQuerySet["Tenure"]):
    pass


class Tenure(AssociationRow):
    """Who held a post from when to when, in which numbered term (届)."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="tenures", verbose_name=_("Post"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="tenures", verbose_name=_("Person"))
    term_number = models.PositiveSmallIntegerField(_("Term"), null=True, blank=True)
    from_on = models.DateField(_("From"), null=True, blank=True)
    to_on = models.DateField(_("To"), null=True, blank=True)
    is_hired = models.BooleanField(_("Hired, not elected"), default=False)
    reason = models.CharField(_("Decision or reason"), max_length=200, blank=True)

    objects = TenureQuerySet.as_manager()

    class Meta:
        verbose_name = _("tenure")
        constraints = [ends_after_start("tenure_ends_after_start")]
        indexes = [models.Index(name="tenure_of_person", fields=["person", "to_on"])]

    def __str__(self) -> str:
        return f"{self.person} · {self.post}"
