"""What signatories, witnesses and whoever supervises an agreement are told."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from django.urls import reverse

from guildhall.accounts.models import Association
from guildhall.cooperation.models import Agreement, AgreementParty
from guildhall.cooperation.notices.cooperation import Pair, pair, recipient
from guildhall.core.dates import long_date
from guildhall.notices.drafts import Draft
from guildhall.registry.models import Person

KIND = "agreement"
Told = list[tuple[Association, list[Draft]]]


def titled(agreement: Agreement) -> Pair:
    zh, en = agreement.title_zh, agreement.title_en
    return (zh or en)[:80], (en or zh)[:80]


def draft(agreement: Agreement, to: Person, *, key: str, head: Pair, text: Pair) -> Draft:
    return Draft(
        key=f"agreement.{key}:{agreement.pk}:{to.pk}",
        kind=KIND,
        subject_zh=head[0],
        subject_en=head[1],
        text_zh=text[0],
        text_en=text[1],
        link=reverse("cooperation:agreement", args=[to.association.slug, agreement.pk]),
        to=recipient(to),
    )


def told(agreement: Agreement, people: Iterable[Person], *, key: str, head: Pair, text: Pair) -> Told:
    """One notice to each person, by the association in which it is found."""
    drafts = [
        (to.association, draft(agreement, to, key=key, head=head, text=text))
        for to in sorted({one.pk: one for one in people}.values(), key=lambda one: str(one.association_id))
    ]
    return [
        (rows[0][0], [each for _association, each in rows])
        for _key, rows in ((key, list(group)) for key, group in groupby(drafts, lambda row: row[0].pk))
    ]


def signatories(agreement: Agreement) -> list[Person]:
    rows = agreement.parties.filter(left_on__isnull=True, signatory__isnull=False)
    found = rows.select_related("signatory__user", "signatory__association")
    return [one.signatory for one in found if one.signatory]


def everyone(agreement: Agreement) -> list[Person]:
    """Signatories, witnesses, and whoever supervises it."""
    witnesses = agreement.witnesses.select_related("person__user", "person__association")
    supervisor = [agreement.supervisor] if agreement.supervisor else []
    return [*signatories(agreement), *(one.person for one in witnesses), *supervisor]


def agreement_offered(agreement: Agreement) -> Told:
    zh, en = titled(agreement)
    by = long_date(agreement.sign_by) if agreement.sign_by else None
    return told(
        agreement,
        signatories(agreement),
        key=f"offered:{agreement.version}",
        head=(f"请签署协议：《{zh}》", f"Please sign the agreement: “{en}”"),
        text=(
            "请阅读全文，同意后签署。" + (f"签署期限：{by.zh}。" if by else ""),
            "Please read it and sign if you agree." + (f" To be signed by {by.en}." if by else ""),
        ),
    )


def agreement_recalled(agreement: Agreement, reason: str) -> Told:
    zh, en = titled(agreement)
    return told(
        agreement,
        signatories(agreement),
        key=f"recalled:{agreement.version}",
        head=(f"协议已收回修改：《{zh}》", f"Recalled to be changed: “{en}”"),
        text=(
            f"原因：{reason}\n此前的签署不再有效，修改后将重新送签。",
            f"Reason: {reason}\nSignatures given so far no longer count; it will be offered again.",
        ),
    )


def witnesses_called(agreement: Agreement) -> list[Draft]:
    """Every party has signed: now those who witness it."""
    zh, en = titled(agreement)
    head = (f"请见证签署：《{zh}》", f"Please attest the signing: “{en}”")
    text = ("各方均已签署，请确认见证。", "All parties have signed. Please attest it.")
    rows = agreement.witnesses.select_related("person__user", "person__association")
    return [
        draft(agreement, one.person, key=f"attest:{agreement.text_hash[:12]}", head=head, text=text)
        for one in rows
    ]


def agreement_signed(agreement: Agreement) -> Told:
    zh, en = titled(agreement)
    return told(
        agreement,
        everyone(agreement),
        key="signed",
        head=(f"协议已签订：《{zh}》", f"The agreement is signed: “{en}”"),
        text=("文件已生成，可凭核验码核验。", "The document was issued; anyone can verify it by its code."),
    )


def agreement_left(party: AgreementParty) -> Told:
    agreement, (who_zh, who_en) = party.agreement, pair(party.organization)
    (zh, en), ended = titled(agreement), party.agreement.state == Agreement.State.ENDED
    return told(
        agreement,
        everyone(agreement),
        key=f"left:{party.pk}",
        head=(f"{who_zh}退出协议：《{zh}》", f"{who_en} left the agreement: “{en}”"),
        text=(
            f"原因：{party.left_reason}\n"
            + ("剩余不足两方，协议终止。" if ended else "协议在其余各方之间继续有效。"),
            f"Reason: {party.left_reason}\n"
            + ("Fewer than two parties remain: it has ended." if ended else "It goes on among the others."),
        ),
    )


def agreement_ended(agreement: Agreement) -> Told:
    zh, en = titled(agreement)
    return told(
        agreement,
        everyone(agreement),
        key="ended",
        head=(f"协议终止：《{zh}》", f"The agreement has ended: “{en}”"),
        text=(f"原因：{agreement.ended_reason}", f"Reason: {agreement.ended_reason}"),
    )


def agreement_ends(agreement: Agreement, *, on: date, steps: Iterable[int]) -> Told:
    """90 and 30 days before; of steps that were missed only the nearest is told."""
    if agreement.to_on is None:
        return []
    left = (agreement.to_on - on).days
    step = min((each for each in steps if left <= each), default=None)
    if step is None:
        return []
    (zh, en), day = titled(agreement), long_date(agreement.to_on)
    return told(
        agreement,
        everyone(agreement),
        key=f"ends:{agreement.to_on}:{step}",
        head=(f"协议将于{day.zh}到期：《{zh}》", f"“{en}” ends on {day.en}"),
        text=(
            f"还有{left}天。如需延续，请及时商定并另行签订。",
            f"{left} days are left. If it is to go on, agree on it in time and sign anew.",
        ),
    )


def sign_soon(party: AgreementParty) -> list[Draft]:
    agreement = party.agreement
    if party.signatory is None or agreement.sign_by is None:
        return []
    (zh, en), day = titled(agreement), long_date(agreement.sign_by)
    return [
        draft(
            agreement,
            party.signatory,
            key=f"soon:{agreement.sign_by}",
            head=(f"请于{day.zh}前签署：《{zh}》", f"To be signed by {day.en}: “{en}”"),
            text=("逾期将无法签署。", "After that day it cannot be signed any more."),
        )
    ]
