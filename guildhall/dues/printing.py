"""A dues notice as the data that the official template reads."""

from typing import Any

from guildhall.core.money import in_capitals, said_amount
from guildhall.documents import pdf
from guildhall.dues.models import BankAccount, DuesNotice
from guildhall.dues.notices import member_name


def notice_as_pdf(notice: DuesNotice, account: BankAccount | None, *, language: str) -> bytes:
    """The notice on the association's paper: amount in figures and in capitals, account and remark to use."""
    return pdf.render("notice", notice_data(notice, account, language=language))


def notice_data(notice: DuesNotice, account: BankAccount | None, *, language: str) -> dict[str, Any]:
    association, amount = notice.association, said_amount(notice.amount)
    return {
        "lang": "zh" if language.lower().startswith("zh") else "en",
        "association": _pair(association.name_zh, association.name_en),
        "title": _pair(f"{notice.year}年度会费缴费通知", f"Dues notice for {notice.year}"),
        "number": notice.number,
        "date": notice.issued_on.isoformat(),
        "to": member_name(notice.member).as_data(),
        "draft": notice.cancelled_at is not None,
        "blocks": _text(notice),
        "facts": [
            _fact("会员编号", "Member number", notice.member.number),
            _fact("会员级别", "Tier", _pair(notice.tier.name_zh, notice.tier.name_en)),
            _fact("应缴金额", "Amount due", amount.as_data()),
            _fact("金额（大写）", "Amount in Chinese capitals", f"人民币{in_capitals(notice.amount)}"),
            _fact("缴费期限", "To be paid by", notice.due_on.isoformat()),
            *_account_facts(account),
            _fact("汇款备注", "Remark to give", notice.number),
        ],
    }


def _text(notice: DuesNotice) -> dict[str, Any]:
    told = {
        "zh": ["根据会员大会通过的会费标准，贵单位本年度应缴会费如下，请按期缴纳。"],
        "en": [
            "Under the dues standard adopted by the members' assembly, your dues for the year are as follows."
        ],
    }
    return {
        language: [
            {"kind": "paragraph", "runs": [{"text": line}]}
            for line in [*lines, notice.explanation.get(language, "")]
            if line
        ]
        for language, lines in told.items()
    }


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
