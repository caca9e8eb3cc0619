from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.dues import queries
from guildhall.dues.schemas import BankAccountIn, OwnDuesOut

router = AssociationRouter()


@router.get("my-dues", response=list[OwnDuesOut])
def my_dues(request: SignedInRequest, slug: str) -> list[OwnDuesOut]:
    """What the caller's unit, or the caller as a member, owes and paid, and how to pay. Nothing of others."""
    association = find_association(request, slug)
    account = queries.bank_account_of(association)
    shown = BankAccountIn.from_orm(account) if account else None
    return [OwnDuesOut.of(own, shown) for own in queries.own_dues(request.user, association)]
