"""What members are told about dues."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from guildhall.core.money import in_capitals, said_amount
from guildhall.core.sentences import Sentence
from guildhall.documents.queries import verification_url
from guildhall.dues.models import BankAccount, Disclosure, DuesNotice, ReminderStep
from guildhall.dues.permissions import overseers_of
from guildhall.dues.queries.own import remark_for
from guildhall.dues.reminding import filled
from guildhall.members.models import Member
from guildhall.notices.drafts import Draft, Recipient
from guildhall.registry.models import Person
from guildhall.registry.queries import top_body

KIND = "dues"
MOST_PER_UNIT = 3


def recipients_of(members: Sequence[Member]) -> dict[UUID, list[Recipient]]:
    """Whom each member is reached by: the person itself, or its unit's people who can be told, three at most."""
    units: dict[UUID | None, list[UUID]] = defaultdict(list)
    for member in members:
        if member.organization_id:
            units[member.organization_id].append(member.pk)
    reached: dict[UUID, list[Recipient]] = defaultdict(list)
    people = Person.objects.filter(organization__in=units, is_guest=False).select_related("user")
    for person in people.order_by("created_at", "id"):
        for key in units[person.organization_id]:
            if _is_reached(person) and len(reached[key]) < MOST_PER_UNIT:
                reached[key].append(_recipient(person))
    for member in members:
        if member.person is not None and _is_reached(member.person):
            reached[member.pk].append(_recipient(member.person))
    return reached


def _is_reached(person: Person) -> bool:
    return bool(person.user_id or person.email)


def _recipient(person: Person) -> Recipient:
    return Recipient(user=person.user, name=person.name_zh or person.name_en, email=person.email)


def member_name(member: Member) -> Sentence:
    """The member's name as each language has it."""
    row = member.organization or member.person
    if row is None:
        return Sentence(member.number, member.number)
    return Sentence(row.name_zh or row.name_en, row.name_en or row.name_zh)


def how_to_pay(account: BankAccount | None, remark: str) -> Sentence:
    """The account, and the remark by which the payment is recognised."""
    if account is None:
        return Sentence(f"汇款请备注：{remark}", f"Give this remark with your payment: {remark}")
    return Sentence(
        f"户名：{account.holder}\n开户行：{account.bank}\n账号：{account.number}\n汇款请备注：{remark}",
        f"Account holder: {account.holder}\nBank: {account.bank}\nAccount number: {account.number}\n"
        f"Give this remark with your payment: {remark}",
    )


def notice_drafts(notices: Sequence[DuesNotice], waived: Mapping[UUID, int]) -> dict[UUID, list[Draft]]:
    """The first mail of each notice, to everyone by whom its member is reached; none where nobody is.

    ``waived`` says what is waived of which notice and need not be paid.
    """
    if not notices:
        return {}
    account = BankAccount.objects.filter(association=notices[0].association_id).first()
    reached = recipients_of([notice.member for notice in notices])
    return {
        notice.pk: [
            _first_draft(notice, notice.amount - waived.get(notice.pk, 0), account, place, to)
            for place, to in enumerate(reached[notice.member_id])
        ]
        for notice in notices
    }


def _first_draft(
    notice: DuesNotice, owed: int, account: BankAccount | None, place: int, to: Recipient
) -> Draft:
    name, amount, pay = (
        member_name(notice.member),
        said_amount(owed),
        how_to_pay(account, remark_for([notice])),
    )
    due, why, paper = notice.due_on, notice.explanation, _where_the_paper_is(notice)
    return Draft(
        key=f"dues.notice:{notice.pk}:{place}",
        kind=KIND,
        subject_zh=f"{notice.year}年度会费缴费通知（{notice.number}）",
        subject_en=f"Dues notice for {notice.year} ({notice.number})",
        text_zh=(
            f"{name.zh}：\n\n{notice.year}年度会费{amount.zh}（人民币{in_capitals(owed)}），"
            f"请于{due.year}年{due.month}月{due.day}日前缴纳。\n{why.get('zh', '')}\n\n{pay.zh}{paper.zh}"
        ),
        text_en=(
            f"{name.en}\n\nDues for {notice.year}: {amount.en}. Please pay by {due.day} {due:%B %Y}.\n"
            f"{why.get('en', '')}\n\n{pay.en}{paper.en}"
        ),
        link=link_to(notice),
        to=to,
    )


def _where_the_paper_is(notice: DuesNotice) -> Sentence:
    """The PDF, and where anybody verifies it; nothing before there is one."""
    document = notice.document
    if document is None:
        return Sentence("", "")
    pdf = settings.SITE_URL + reverse(
        "public_dues:notice_paper", args=[notice.association.slug, document.code]
    )
    verify = verification_url(document.code)
    return Sentence(
        f"\n\n正式通知（PDF，{document.serial}）：{pdf}\n核验：{verify}",
        f"\n\nThe official notice (PDF, {document.serial}): {pdf}\nVerify it: {verify}",
    )


def link_to(notice: DuesNotice) -> str:
    return reverse("dues:notice", args=[notice.association.slug, notice.pk])


def reminder_drafts(
    notice: DuesNotice, step: ReminderStep, to: Sequence[Recipient], *, still_open: int, late: int
) -> list[Draft]:
    """The step's words about the notice, with how to pay below. A language without words takes the other's."""
    account = BankAccount.objects.filter(association=notice.association_id).first()
    pay = how_to_pay(account, remark_for([notice]))
    zh, en = _values(notice, still_open, late)
    return [
        Draft(
            key=f"dues.reminder:{notice.pk}:{step.pk}:{place}",
            kind=KIND,
            subject_zh=filled(step.subject_zh or step.subject_en, zh) or f"会费催缴（{notice.number}）",
            subject_en=filled(step.subject_en or step.subject_zh, en) or f"Dues reminder ({notice.number})",
            text_zh=f"{filled(step.text_zh or step.text_en, zh)}\n\n{pay.zh}",
            text_en=f"{filled(step.text_en or step.text_zh, en)}\n\n{pay.en}",
            link=link_to(notice),
            to=one,
        )
        for place, one in enumerate(to)
    ]


def _values(notice: DuesNotice, still_open: int, late: int) -> tuple[dict[str, str], dict[str, str]]:
    """What the places of a reminder are filled with, in Chinese and in English."""
    name, amount, rest, due = (
        member_name(notice.member),
        said_amount(notice.amount),
        said_amount(still_open),
        notice.due_on,
    )
    same = {"number": notice.number, "year": str(notice.year), "days": str(abs(late))}
    day_zh, day_en = f"{due.year}年{due.month}月{due.day}日", f"{due.day} {due:%B %Y}"
    return (
        same | {"name": name.zh, "amount": amount.zh, "open": rest.zh, "due_on": day_zh},
        same | {"name": name.en, "amount": amount.en, "open": rest.en, "due_on": day_en},
    )


def disclosure_prepared(disclosure: Disclosure) -> list[Draft]:
    """To the supervisors: figures wait for their look."""
    year = disclosure.year
    people = overseers_of(top_body(disclosure.association))
    users = {tenure.person.user for tenure in people.select_related("person__user") if tenure.person.user}
    return [
        Draft(
            key=f"disclosure.prepared:{disclosure.pk}:{disclosure.version}:{user.pk}",
            kind=KIND,
            subject_zh=f"请审阅{year}年度会费收支情况",
            subject_en=f"Please look at the dues income and spending of {year}",
            text_zh="数据已按账簿生成，请监事审阅。审阅后方可公开。",
            text_en="The figures are prepared from the books. They are published once a supervisor has looked at them.",
            link=_link_to_disclosure(disclosure),
            to=Recipient(user=user),
        )
        for user in sorted(users, key=lambda one: str(one.pk))
    ]


def disclosure_signed(disclosure: Disclosure) -> list[Draft]:
    """To whoever prepared it: it can be published."""
    said = Sentence(
        f"{disclosure.year}年度会费收支情况已经监事审阅",
        f"A supervisor has looked at the dues income and spending of {disclosure.year}",
    )
    return [_to_preparer(disclosure, "signed", said, Sentence("可以公开。", "It can be published."))]


def disclosure_returned(disclosure: Disclosure) -> list[Draft]:
    """To whoever prepared it: it is to be put right."""
    said = Sentence(
        f"监事退回{disclosure.year}年度会费收支情况",
        f"A supervisor has returned the dues income and spending of {disclosure.year}",
    )
    then = Sentence("请更正账簿后重新生成。", "Put the books right and prepare it again.")
    return [_to_preparer(disclosure, "returned", said, then)]


def _to_preparer(disclosure: Disclosure, key: str, said: Sentence, then: Sentence) -> Draft:
    return Draft(
        key=f"disclosure.{key}:{disclosure.pk}:{disclosure.version}",
        kind=KIND,
        subject_zh=said.zh,
        subject_en=said.en,
        text_zh=f"{disclosure.remark}\n\n{then.zh}".strip(),
        text_en=f"{disclosure.remark}\n\n{then.en}".strip(),
        link=_link_to_disclosure(disclosure),
        to=Recipient(user=disclosure.preparer),
    )


def _link_to_disclosure(disclosure: Disclosure) -> str:
    return reverse("dues:disclosure", args=[disclosure.association.slug, disclosure.pk])
