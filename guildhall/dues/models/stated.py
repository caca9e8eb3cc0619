from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow
from guildhall.core.models import in_language


class StatedCollection(AssociationRow):
    """What a source states of a year's dues, of an association whose notices and payments it does not list.

    Of a read-only record; a living association's share is computed from its books and never stated. What the
    source leaves open is empty.
    """

    year = models.PositiveSmallIntegerField(_("Year"))
    notices_on = models.DateField(_("Date of the notices"), null=True, blank=True)
    on = models.DateField(_("As of"))
    percent_at_least = models.PositiveSmallIntegerField(_("Paid, at least (per cent)"))
    remark_zh = models.CharField(_("Remark in Chinese"), max_length=300, blank=True)
    remark_en = models.CharField(_("Remark in English"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("stated collection of dues")
        ordering = ["-on"]
        constraints = [
            models.UniqueConstraint(
                name="stated_collection_once_a_day", fields=["association", "year", "on"]
            ),
            models.CheckConstraint(
                name="stated_collection_is_a_share", condition=Q(percent_at_least__lte=100)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} · {self.on}"

    @property
    def remark(self) -> str:
        return in_language(self.remark_zh, self.remark_en)
