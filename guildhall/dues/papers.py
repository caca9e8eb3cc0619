"""The official document of a dues notice: issued when it is sent, replaced when the amount changes, else revoked.

Anyone can verify it by its code. Whoever calls has locked the notice and checked who may.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from guildhall.accounts.models import User
from guildhall.documents.actions import issue_document, withdraw_document
from guildhall.documents.models import Document
from guildhall.dues.models import BankAccount, DuesNotice
from guildhall.dues.printing import facts_of, notice_data, titles_of
from guildhall.dues.queries.owed import waived_of

KIND = "dues"
CANCELLED = "缴费通知已作废 · The dues notice was cancelled"
REPLACED = "应缴金额有变，另发新通知 · Replaced: the amount due has changed"


def issue_papers(notices: Sequence[DuesNotice], waived: Mapping[UUID, int], *, actor: User | None) -> None:
    """The document of each of these notices of one association that has none yet; ``waived`` says what is waived of which."""
    lacking = [notice for notice in notices if notice.document_id is None]
    if not lacking:
        return
    account = BankAccount.objects.filter(association=notices[0].association_id).first()
    for notice in lacking:
        _issue(notice, account, waived=waived.get(notice.pk, 0), actor=actor)


def replace_paper(notice: DuesNotice, *, actor: User) -> None:
    """A new document with what is due now instead of the one that was issued; nothing where none was."""
    if notice.document is None:
        return
    _withdraw(notice.document, REPLACED, actor)
    account = BankAccount.objects.filter(association=notice.association_id).first()
    _issue(notice, account, waived=waived_of([notice]).get(notice.pk, 0), actor=actor)


def withdraw_paper(notice: DuesNotice, *, actor: User) -> None:
    """Verification says from now on that the notice was cancelled."""
    if notice.document is not None:
        _withdraw(notice.document, CANCELLED, actor)


def _issue(notice: DuesNotice, account: BankAccount | None, *, waived: int, actor: User | None) -> None:
    zh, en = titles_of(notice)
    document = issue_document(
        association=notice.association,
        kind=KIND,
        title_zh=zh,
        title_en=en,
        facts=facts_of(notice, waived),
        template="notice",
        data=notice_data(notice, account, waived=waived),
        subject=notice,
        actor=actor,
    )
    DuesNotice.objects.filter(pk=notice.pk).update(document=document)
    notice.document = document


def _withdraw(document: Document, reason: str, actor: User) -> None:
    if document.state == Document.State.VALID:
        withdraw_document(document, reason=reason, reason_is_public=True, actor=actor)
