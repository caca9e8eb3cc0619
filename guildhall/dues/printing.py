"""A dues notice as the data that the official template reads, and as the facts that verification repeats."""

from typing import Any

from guildhall.accounts.models import Association
from guildhall.core.money import in_capitals, said_amount
from guildhall.documents import pdf
from guildhall.dues.models import BankAccount, DuesNotice
from guildhall.dues.notices import member_name
from guildhall.dues.queries.own import remark_for


def notice_as_pdf(notice: DuesNotice, account: BankAccount | None, *, waived: int = 0) -> bytes:
    """The notice as it will look; marked as a draft as long as it was not sent, and once it is cancelled."""
    return pdf.render("notice", draft_data(notice, account, waived=waived))


def draft_data(notice: DuesNotice, account: BankAccount | None, *, waived: int = 0) -> dict[str, Any]:
    """What the document would say, before there is one."""
    association = notice.association
    return notice_data(notice, account, waived=waived) | {
        "association": _pair(association.name_zh, association.name_en),
        "title": _pair(*titles_of(notice)),
        "number": notice.number,
        "draft": notice.cancelled_at is not None or notice.sent_at is None,
    }


def language_of(association: Association) -> str:
    """Both languages where the association has a name in both."""
    if association.name_zh and association.name_en:
        return "both"
    return "zh" if association.name_zh else "en"


def titles_of(notice: DuesNotice) -> tuple[str, str]:
    return f"{notice.year}年度会费缴费通知", f"Dues notice for {notice.year}"


def notice_data(notice: DuesNotice, account: BankAccount | None, *, waived: int = 0) -> dict[str, Any]:
    """What the template ``notice`` reads: amount in figures and in capitals, account, and the remark to give."""
    due = notice.amount - waived
    return {
        "lang": language_of(notice.association),
        "date": notice.issued_on.isoformat(),
        "to": member_name(notice.member).as_data(),
        "blocks": _text(notice),
        "facts": [
            _fact("通知编号", "Notice number", notice.number),
            _fact("会员编号", "Member number", notice.member.number),
            *_waived_facts(notice, waived),
            _fact("应缴金额", "Amount due", _in_figures_and_capitals(due)),
            _fact("缴费期限", "To be paid by", notice.due_on.isoformat()),
            *_account_facts(account),
            _fact("汇款备注", "Remark to give", remark_for([notice])),
        ],
    }


def facts_of(notice: DuesNotice, waived: int = 0) -> list[dict[str, Any]]:
    """What the public page of verification repeats."""
    return [
        _fact("会员", "Member", member_name(notice.member).as_data()),
        _fact("通知编号", "Notice number", notice.number),
        *_waived_facts(notice, waived),
        _fact("应缴金额", "Amount due", said_amount(notice.amount - waived).as_data()),
        _fact("缴费期限", "To be paid by", notice.due_on.isoformat()),
    ]


def _in_figures_and_capitals(amount: int) -> dict[str, str]:
    said = said_amount(amount)
    return _pair(f"{said.zh}（人民币{in_capitals(amount)}）", said.en)


def _waived_facts(notice: DuesNotice, waived: int) -> list[dict[str, Any]]:
    if not waived:
        return []
    whole, less = said_amount(notice.amount), said_amount(waived)
    told = _pair(f"{less.zh}（标准{whole.zh}）", f"{less.en} (of {whole.en})")
    return [_fact("减免", "Waived", told)]


def _text(notice: DuesNotice) -> dict[str, Any]:
    """One paragraph a language: by what right, and how the amount came about."""
    tier, why = notice.tier, notice.explanation
    zh = f"根据会员大会通过的会费标准，贵单位（{tier.name_zh or tier.name_en}）本年度应缴会费如下，请按期缴纳。"
    en = (
        "Under the dues standard adopted by the members' assembly, "
        f"your dues for the year ({tier.name_en or tier.name_zh}) are as follows. "
    )
    told = {"zh": zh + why.get("zh", ""), "en": en + why.get("en", "")}
    return {language: [{"kind": "paragraph", "runs": [{"text": text}]}] for language, text in told.items()}


def _account_facts(account: BankAccount | None) -> list[dict[str, Any]]:
    if account is None:
        return []
    return [
        _fact("户名", "Account holder", account.holder),
        _fact("开户行", "Bank", account.bank),
        _fact("账号", "Account number", account.number),
    ]


def _fact(zh: str, en: str, value: Any) -> dict[str, Any]:
    return {"label": _pair(zh, en), "value": value}


def _pair(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}
