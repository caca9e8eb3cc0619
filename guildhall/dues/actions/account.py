from django.db import transaction
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError
from guildhall.dues.models import BankAccount
from guildhall.dues.permissions import require_may_decide_on_money


@transaction.atomic
def set_bank_account(
    association: Association, *, holder: str, bank: str, number: str, actor: User
) -> BankAccount:
    """The account to which members pay; every notice names it from now on. For whoever decides for the association."""
    require_may_decide_on_money(actor, association)
    given = {"holder": holder.strip(), "bank": bank.strip(), "number": number.strip()}
    for field, value in given.items():
        if not value:
            raise InvalidError(
                _("Holder, bank and number are all needed."),
                code="account_incomplete",
                details={"field": field},
            )
    account, _is_new = BankAccount.objects.update_or_create(association=association, defaults=given)
    record(
        "bank_account.set",
        actor=actor,
        subject=account,
        holder=account.holder,
        bank=account.bank,
        number=account.number,
    )
    return account
