from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow
from guildhall.core.models import in_language
from guildhall.registry.models import Body
from guildhall.registry.models.rows import RegistryQuerySet


class TierQuerySet(RegistryQuerySet["Tier"]):
    def in_use(self) -> "TierQuerySet":
        return self.filter(is_active=True)


class Tier(AssociationRow):
    """A level of membership (会长单位, 副会长单位, ... 会员单位), tied to the body in which it gives a seat."""

    name_zh = models.CharField(_("Name in Chinese"), max_length=60, blank=True)
    name_en = models.CharField(_("Name in English"), max_length=60, blank=True)
    rank = models.PositiveIntegerField(_("Order"), default=0)
    seat_in = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="tiers", verbose_name=_("Gives a seat in")
    )
    is_active = models.BooleanField(_("In use"), default=True)
    version = models.PositiveIntegerField(default=1)

    objects = TierQuerySet.as_manager()

    class Meta:
        verbose_name = _("tier")
        ordering = ["rank", "id"]
        constraints = [
            models.CheckConstraint(name="tier_is_named", condition=~Q(name_zh="") | ~Q(name_en="")),
            models.UniqueConstraint(
                name="tier_name_zh_once", fields=["association", "name_zh"], condition=~Q(name_zh="")
            ),
            models.UniqueConstraint(
                name="tier_name_en_once", fields=["association", "name_en"], condition=~Q(name_en="")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_zh, self.name_en)
