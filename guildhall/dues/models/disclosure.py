from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import AssociationRow
from guildhall.documents.models import Document
from guildhall.registry.models.rows import RegistryQuerySet


class DisclosureQuerySet(RegistryQuerySet["Disclosure"]):
    def published(self) -> "DisclosureQuerySet":
        return self.filter(state=Disclosure.State.PUBLISHED)


class Disclosure(AssociationRow):
    """Dues income and spending of a year as they are told to everybody: prepared from the books, looked at by a
    supervisor, published.

    ``figures`` are kept as they were when it was prepared (see ``dues.disclosing``); ``until`` is the last day that
    they cover. A correction is a new edition that names the earlier one in ``corrects``.
    """

    class State(models.TextChoices):
        PREPARED = "prepared", pgettext_lazy("disclosure", "Prepared")
        RETURNED = "returned", _("Returned by a supervisor")
        SIGNED = "signed", _("Looked at by a supervisor")
        PUBLISHED = "published", pgettext_lazy("disclosure", "Published")

    year = models.PositiveSmallIntegerField(_("Year"))
    edition = models.PositiveSmallIntegerField(_("Edition"), default=1)
    until = models.DateField(_("Up to"))
    is_interim = models.BooleanField(_("Interim: the year is not over"), default=False)
    figures = models.JSONField(default=dict)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    why = models.CharField(_("What is corrected"), max_length=300, blank=True)
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.PREPARED)
    preparer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    remark = models.CharField(_("The supervisor's remark"), max_length=500, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("disclosure")
        ordering = ["-year", "-edition"]
        constraints = [
            models.UniqueConstraint(
                name="disclosure_edition_once", fields=["association", "year", "edition"]
            ),
            models.UniqueConstraint(
                name="disclosure_one_in_hand",
                fields=["association", "year"],
                condition=~Q(state="published"),
            ),
            models.CheckConstraint(
                name="disclosure_signed_by_another",
                condition=Q(state="prepared")
                | (Q(supervisor__isnull=False, signed_at__isnull=False) & ~Q(supervisor=F("preparer"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} · {self.edition}"
