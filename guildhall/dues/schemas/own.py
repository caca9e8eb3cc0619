"""What the API returns of a member's own dues."""

from datetime import date

from ninja import Schema

from guildhall.dues.models import Receipt
from guildhall.dues.queries import OwnDues, OwnNotice
from guildhall.dues.schemas.notice import BankAccountIn, MemberRef, NoticeOut
from guildhall.registry.schemas.fields import Ref


class OwnReceiptOut(Schema):
    number: str
    amount: int
    issued_on: date
    state: Receipt.State


class OwnNoticeOut(NoticeOut):
    """``remark``: what to write on the payment so that it is recognised. ``code`` verifies the document."""

    remark: str
    document: str | None
    code: str | None
    receipts: list[OwnReceiptOut]

    @classmethod
    def of(cls, own: OwnNotice) -> "OwnNoticeOut":
        notice = own.notice
        fields = {name: getattr(notice, name) for name in NoticeOut.model_fields}
        document = notice.document
        return cls(
            **fields | {"member": MemberRef.from_orm(notice.member), "tier": Ref.from_orm(notice.tier)},
            remark=own.remark,
            document=document.serial if document else None,
            code=document.spaced_code if document else None,
            receipts=[OwnReceiptOut.from_orm(receipt) for receipt in own.receipts],
        )


class OwnPaymentOut(Schema):
    """``is_part``: the payment was for several members, and this is the part for this one."""

    received_on: date
    amount: int
    left: int
    is_part: bool


class OwnDuesOut(Schema):
    """``remark`` and ``owed``: one transfer that pays everything that is open."""

    member: MemberRef
    tier: Ref | None
    certificate: str | None
    owed: int
    remark: str
    account: BankAccountIn | None
    notices: list[OwnNoticeOut]
    payments: list[OwnPaymentOut]

    @classmethod
    def of(cls, own: OwnDues, account: BankAccountIn | None) -> "OwnDuesOut":
        return cls(
            member=MemberRef.from_orm(own.member),
            tier=Ref.from_orm(own.tier) if own.tier else None,
            certificate=own.certificate.serial if own.certificate else None,
            owed=own.owed,
            remark=own.remark,
            account=account,
            notices=[OwnNoticeOut.of(one) for one in own.notices],
            payments=[
                OwnPaymentOut(
                    received_on=one.payment.received_on, amount=one.amount, left=one.left, is_part=one.is_part
                )
                for one in own.payments
            ],
        )
