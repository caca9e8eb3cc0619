from django.db import models
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import AssociationRow


class BankAccount(AssociationRow):
    """The association's account, as dues notices name it. There is one; branches have none of their own."""

    holder = models.CharField(_("Account holder"), max_length=200)
    bank = models.CharField(_("Bank"), max_length=200)
    number = models.CharField(_("Account number"), max_length=60)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("bank account")
        constraints = [models.UniqueConstraint(name="bank_account_once", fields=["association"])]

    def __str__(self) -> str:
        return f"{self.bank} {self.number}"
