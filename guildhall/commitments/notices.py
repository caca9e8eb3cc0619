"""What people are told about commitments. Notices are given inside the action's transaction."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse

from guildhall.commitments.models import Commitment, Letter, Plan
from guildhall.commitments.printing import spelled
from guildhall.commitments.steps import BEFORE, DUE, Step
from guildhall.notices.drafts import Draft, Recipient
from guildhall.registry.models import Person

KIND = "commitments"
Pair = tuple[str, str]


def recipient(person: Person) -> Recipient:
    return Recipient(user=person.user, name=person.name_zh or person.name_en, email=person.email)


def draft(commitment: Commitment, to: Person | None, *, key: str, subject: Pair, text: Pair) -> list[Draft]:
    """One notice about a commitment, or none when there is nobody to tell. Pairs are (Chinese, English)."""
    if to is None:
        return []
    return [
        Draft(
            key=f"commitment.{key}:{commitment.pk}:{to.pk}",
            kind=KIND,
            subject_zh=subject[0],
            subject_en=subject[1],
            text_zh=text[0],
            text_en=text[1],
            link=link_to(commitment),
            to=recipient(to),
        )
    ]


def link_to(commitment: Commitment) -> str:
    return reverse("commitments:commitment", args=[commitment.association.slug, commitment.pk])


def content(commitment: Commitment) -> Pair:
    return (
        commitment.content_zh or commitment.content_en,
        commitment.content_en or commitment.content_zh,
    )


def short(commitment: Commitment) -> Pair:
    zh, en = content(commitment)
    return zh[:60], en[:60]


def name(person: Person | None) -> Pair:
    if person is None:
        return "未载明", "not stated"
    return person.name_zh or person.name_en, person.name_en or person.name_zh


def three(commitment: Commitment) -> Pair:
    """Content, deadline and responsible person, one a line."""
    what, when, who = content(commitment), spelled(commitment.deadline), name(commitment.responsible)
    return (
        f"工作内容：{what[0]}\n落实时间：{when[0]}\n责任人员：{who[0]}",
        f"Content: {what[1]}\nDeadline: {when[1]}\nResponsible person: {who[1]}",
    )


def adopted(commitment: Commitment) -> list[Draft]:
    zh, en = short(commitment)
    return draft(
        commitment,
        commitment.responsible,
        key=f"adopted:{commitment.version}",
        subject=(f"请您负责：{zh}", f"You are responsible for: {en}"),
        text=three(commitment),
    )


def plan_adopted(plan: Plan, items: Iterable[Commitment]) -> list[Draft]:
    """One notice to each responsible person with all that is theirs."""
    by_person: dict[UUID, list[Commitment]] = defaultdict(list)
    for item in items:
        if item.responsible_id:
            by_person[item.responsible_id].append(item)
    title_zh, title_en = plan.title_zh or plan.title_en, plan.title_en or plan.title_zh
    return [
        Draft(
            key=f"plan.adopted:{plan.pk}:{person}:{plan.version}",
            kind=KIND,
            subject_zh=f"《{title_zh}》已通过，您负责{len(theirs)}项工作",
            subject_en=f"“{title_en}” was adopted; you are responsible for {len(theirs)} of its items",
            text_zh="\n\n".join(three(item)[0] for item in theirs),
            text_en="\n\n".join(three(item)[1] for item in theirs),
            link=reverse("commitments:plan", args=[plan.association.slug, plan.pk]),
            to=recipient(theirs[0].responsible),  # type: ignore[arg-type] # grouped by it
        )
        for person, theirs in by_person.items()
    ]


def reported(commitment: Commitment, to: Person | None) -> list[Draft]:
    """To whoever is above: a second person has to accept."""
    (zh, en), (who_zh, who_en) = short(commitment), name(commitment.responsible)
    return draft(
        commitment,
        to,
        key=f"reported:{commitment.version}",
        subject=(f"待验收：{zh}", f"To be accepted: {en}"),
        text=(
            f"{who_zh}负责的这项工作已报告完成，请验收或退回。\n\n{three(commitment)[0]}",
            f"This work of {who_en} was reported done. Please accept or return it.\n\n{three(commitment)[1]}",
        ),
    )


JUDGED = {
    "accepted": (("已验收销号", "Accepted"), ("这项工作已通过验收。", "This work was accepted.")),
    "returned": (("退回", "Returned"), ("这项工作未通过验收，已退回。", "This work was not accepted.")),
    "reopened": (("重新办理", "Opened again"), ("这项工作已重新办理。", "This work was opened again.")),
    "cancelled": (("已取消", "Cancelled"), ("这项工作已取消。", "This work was cancelled.")),
    "postponed": (("时限已调整", "Deadline moved"), ("这项工作的时限已调整。", "The deadline was moved.")),
    "handed_over": (("已移交", "Handed over"), ("这项工作已移交。", "This work was handed over.")),
}


def told(commitment: Commitment, what: str, to: Person | None, reason: str = "") -> list[Draft]:
    """That something happened to the commitment (a key of ``JUDGED``), with the reason."""
    (zh, en), (head, sentence) = short(commitment), JUDGED[what]
    why = (f"\n原因：{reason}", f"\nReason: {reason}") if reason else ("", "")
    three_zh, three_en = three(commitment)
    return draft(
        commitment,
        to,
        key=f"{what}:{commitment.version}",
        subject=(f"{head[0]}：{zh}", f"{head[1]}: {en}"),
        text=(f"{sentence[0]}{why[0]}\n\n{three_zh}", f"{sentence[1]}{why[1]}\n\n{three_en}"),
    )


def reminder(commitment: Commitment, step: Step, to: Person, *, left: int) -> list[Draft]:
    """A reminder to the responsible person. ``left`` are the days to the deadline, negative when late."""
    zh, en = short(commitment)
    if step.step == BEFORE:
        head = (f"还有{left}天到期", f"Due in {left} days" if left > 1 else "Due tomorrow")
    elif step.step == DUE:
        head = ("今天到期", "Due today")
    else:
        head = (f"已逾期{-left}天", f"{-left} days late" if left < -1 else "A day late")
    return draft(
        commitment,
        to,
        key=f"{step.step}:{commitment.deadline}:{step.number}",
        subject=(f"{head[0]}：{zh}", f"{head[1]}: {en}"),
        text=three(commitment),
    )


def escalation(commitment: Commitment, step: Step, to: Person, *, left: int) -> list[Draft]:
    """To the superior: what is late, by how much, and whose it is."""
    (zh, en), (who_zh, who_en) = short(commitment), name(commitment.responsible)
    return draft(
        commitment,
        to,
        key=f"{step.step}:{commitment.deadline}:{step.number}",
        subject=(f"{who_zh}负责的工作已逾期{-left}天：{zh}", f"{-left} days late, with {who_en}: {en}"),
        text=three(commitment),
    )


def letter_drafts(letter: Letter, *, key: str, subject: Pair, text: Pair) -> list[Draft]:
    """One notice to each party of a letter."""
    return [
        Draft(
            key=f"letter.{key}:{letter.pk}:{party.pk}",
            kind=KIND,
            subject_zh=subject[0],
            subject_en=subject[1],
            text_zh=text[0],
            text_en=text[1],
            link=reverse("commitments:letter", args=[letter.association.slug, letter.pk]),
            to=recipient(party.person),
        )
        for party in letter.parties.select_related("person__user")
    ]


def letter_title(letter: Letter) -> Pair:
    return letter.title_zh or letter.title_en, letter.title_en or letter.title_zh


def letter_offered(letter: Letter) -> list[Draft]:
    zh, en = letter_title(letter)
    return letter_drafts(
        letter,
        key="offered",
        subject=(f"请签署：《{zh}》", f"Please sign: “{en}”"),
        text=("请阅读全文，同意后签署。", "Please read it and sign if you agree."),
    )


def letter_signed(letter: Letter) -> list[Draft]:
    zh, en = letter_title(letter)
    return letter_drafts(
        letter,
        key="signed",
        subject=(f"《{zh}》已由各方签署", f"“{en}” was signed by all parties"),
        text=("文件已生成，可凭核验码核验。", "The document was issued; anyone can verify it by its code."),
    )


def letter_revoked(letter: Letter) -> list[Draft]:
    zh, en = letter_title(letter)
    return letter_drafts(
        letter,
        key="revoked",
        subject=(f"《{zh}》已撤销", f"“{en}” was revoked"),
        text=(f"原因：{letter.revoked_reason}", f"Reason: {letter.revoked_reason}"),
    )


def letter_ends(letter: Letter) -> list[Draft]:
    (zh, en), (day_zh, day_en) = letter_title(letter), spelled(letter.to_on)
    return letter_drafts(
        letter,
        key=f"ends:{letter.to_on}",
        subject=(f"《{zh}》将于{day_zh}到期", f"“{en}” ends on {day_en}"),
        text=("请及时办理续签或换届。", "Please see to its renewal in time."),
    )
