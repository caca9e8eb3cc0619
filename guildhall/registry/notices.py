"""What people are told by the registry."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from guildhall.registry.models import SignInInvitation


def mail_sign_in_link(invitation: SignInInvitation, token: str) -> None:
    """Mail the link, in both languages. It does not pass through the outbox, which would store the token."""
    association, person = invitation.association, invitation.person
    zh_name = association.name_zh or association.name_en
    en_name = association.name_en or association.name_zh
    link = settings.SITE_URL + reverse("accept_sign_in", args=[token])
    zh = (
        f"{person.name_zh or person.name_en}：\n\n{zh_name}邀请您登录会馆系统。请打开下面的链接设置密码，"
        f"链接七日内有效，只能使用一次：\n\n{link}\n\n如非本人，请忽略此邮件。\n"
    )
    en = (
        f"Dear {person.name_en or person.name_zh},\n\n{en_name} invites you to sign in to Guildhall. Open this link "
        f"to choose a password; it is valid for seven days and works once:\n\n{link}\n\n"
        "If this is not meant for you, please ignore it.\n"
    )
    EmailMessage(
        subject=f"{zh_name}：登录邀请 / {en_name}: your sign-in",
        body=f"{zh}\n-- \n\n{en}",
        to=[invitation.email],
        headers={"Auto-Submitted": "auto-generated"},
    ).send()
