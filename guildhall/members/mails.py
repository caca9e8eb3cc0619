"""What applicants are mailed, in their own language, and what the secretariat is told of them."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from guildhall.members.models import Application
from guildhall.members.queries import code_of, missing_in
from guildhall.notices.drafts import Draft, Recipient
from guildhall.registry.permissions import managers_of
from guildhall.registry.queries import top_body


def application_link(application: Application) -> str:
    """The address at which the applicant looks after the application."""
    args = [application.association.slug, code_of(application)]
    return settings.SITE_URL + reverse("joining:application_state", args=args)


def mail_to_applicant(application: Application, event: str) -> None:
    """Mail it. It does not pass through the outbox, which would store the secret link."""
    with translation.override(application.language):
        subject, sentences = _said(application, event)
        greeting = _("Dear %(name)s,") % {"name": application.contact_name}
        text = "\n\n".join([greeting, *sentences, application.association.name])
        EmailMessage(
            subject=" ".join(subject.split()),
            body=text,
            to=[application.contact_email],
            headers={"Auto-Submitted": "auto-generated"},
        ).send()


def _said(application: Application, event: str) -> tuple[str, list[str]]:
    """Subject and paragraphs, in the language that is active."""
    words = {
        "association": application.association.name,
        "name": application.name,
        "note": application.note,
        "link": application_link(application),
        "number": application.member.number if application.member else "",
        "tier": application.tier.name if application.tier else "",
        "resolution": application.resolution,
    }
    link = _(
        "At this link you see how far it is, hand in what is missing, and may withdraw it. Keep it to yourself: "
        "whoever has it can do the same.\n%(link)s"
    )
    said: dict[str, tuple[str, list[str]]] = {
        "submitted": (
            _("%(association)s: the application of %(name)s has arrived"),
            [
                _("The application of %(name)s to join %(association)s has arrived."),
                *_lacking(application),
                link,
            ],
        ),
        "returned": (
            _("%(association)s: please complete the application of %(name)s"),
            [
                _("Before the application of %(name)s can be looked into, please complete this:\n%(note)s"),
                link,
            ],
        ),
        "approved": (
            _("%(association)s welcomes %(name)s"),
            [
                _(
                    "By resolution %(resolution)s, %(name)s is a member of %(association)s: %(tier)s, "
                    "member number %(number)s."
                )
            ],
        ),
        "refused": (
            _("%(association)s: on the application of %(name)s"),
            [_("%(association)s has not taken the application of %(name)s. The reason:\n%(note)s")],
        ),
        "withdrawn": (
            _("%(association)s: the application of %(name)s is withdrawn"),
            [
                _(
                    "The application of %(name)s was withdrawn by the link that we had mailed. You may apply again."
                )
            ],
        ),
    }
    subject, sentences = said[event]
    return subject % words, [sentence % words for sentence in sentences]


def _lacking(application: Application) -> list[str]:
    """What is still to be handed in; nothing where it is complete."""
    lacking = [question.label.in_language(application.language) for question in missing_in(application)]
    if not lacking:
        return []
    names = "\n".join(f"· {name}" for name in lacking).replace("%", "%%")
    return [_("Please still hand in:") + f"\n{names}"]


def application_arrived(application: Application) -> list[Draft]:
    """To everybody who keeps the registry of the whole association."""
    association = application.association
    zh, en = application.name_zh or application.name_en, application.name_en or application.name_zh
    link = reverse("members:application", args=[association.slug, application.pk])
    top = top_body(association)
    managers = managers_of(top).select_related("person__user")
    users = {tenure.person.user for tenure in managers if tenure.person.user}
    return [
        Draft(
            key=f"application.{application.pk}.{application.version}.{user.pk}",
            kind="application.arrived",
            subject_zh=f"入会申请：{zh}",
            subject_en=f"Application to join: {en}",
            text_zh=f"{zh}提交了入会申请，请查看材料是否齐全。",
            text_en=f"{en} applies to become a member. Please see whether the application is complete.",
            link=link,
            to=Recipient(user=user),
        )
        for user in sorted(users, key=lambda one: str(one.pk))
    ]
