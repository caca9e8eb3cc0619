"""What units are mailed when they are asked to be first members."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from guildhall.founding.models import FirstMember
from guildhall.founding.queries import code_of


def answer_link(first: FirstMember) -> str:
    """The address at which the unit reads what it is asked, and answers."""
    path = reverse(
        "founding_answer:answer_first_member", args=[first.association.slug, first.pk, code_of(first)]
    )
    return settings.SITE_URL + path


def mail_to_first_member(first: FirstMember) -> None:
    """Mail it, in both languages. It does not pass through the outbox, which would store the secret link."""
    if first.representative is None or not first.representative.email:
        return
    association, unit, person = first.association, first.organization, first.representative
    zh, en = association.name_zh or association.name_en, association.name_en or association.name_zh
    text = (
        f"{person.name_zh or person.name_en}：\n\n{unit.name_zh or unit.name_en}受邀成为{zh}的首批成员。"
        f"请通过以下链接阅读章程草案并答复：\n{answer_link(first)}\n\n"
        f"Dear {person.name_en or person.name_zh},\n\n{unit.name_en or unit.name_zh} is asked to be among the first "
        f"members of {en}. Read the draft charter and answer by the link above. Keep it to yourself: whoever has it can answer.\n\n"
        f"{zh}\n{en if en != zh else ''}"
    )
    EmailMessage(
        subject=f"邀请成为首批成员 · Asked to be a first member: {association.name}",
        body=text.strip(),
        to=[person.email],
        headers={"Auto-Submitted": "auto-generated"},
    ).send()
