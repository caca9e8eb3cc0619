from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import AssociationRow
from guildhall.core.models import in_language
from guildhall.meetings.models.motion import Motion
from guildhall.registry.models import Person


class Amendment(AssociationRow):
    """Other words for a part of a motion, proposed before the vote.

    ``old`` is the passage as it stands in the motion's text, ``new`` what is to stand there; without ``old`` the
    new words are added at the end, without ``new`` the old ones are struck out. In one language or in both.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        ADOPTED = "adopted", pgettext_lazy("amendment", "Adopted")
        REJECTED = "rejected", _("Not adopted")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    motion = models.ForeignKey(Motion, models.CASCADE, related_name="amendments")
    number = models.PositiveIntegerField()
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.PROPOSED)
    old_zh = models.TextField(_("Words to be replaced, in Chinese"), blank=True)
    new_zh = models.TextField(_("New words in Chinese"), blank=True)
    old_en = models.TextField(_("Words to be replaced, in English"), blank=True)
    new_en = models.TextField(_("New words in English"), blank=True)
    reason = models.CharField(_("Reason"), max_length=300, blank=True)
    proposer = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Proposed by")
    )
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    note = models.CharField(_("How it was decided"), max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("amendment")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="amendment_number_once", fields=["motion", "number"]),
            models.CheckConstraint(
                name="amendment_changes_something",
                condition=~Q(old_zh="", new_zh="", old_en="", new_en=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.motion}"

    @property
    def old(self) -> str:
        return in_language(self.old_zh, self.old_en)

    @property
    def new(self) -> str:
        return in_language(self.new_zh, self.new_en)
