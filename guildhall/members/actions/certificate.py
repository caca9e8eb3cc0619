"""The certificate of a membership: issued with the tier, revoked when either ends."""

from datetime import date

from guildhall.accounts.models import User
from guildhall.documents.actions import issue_document, withdraw_document
from guildhall.documents.models import Document
from guildhall.members import printing
from guildhall.members.models import Member, Tier
from guildhall.registry.models import Body

ENDED = "会籍终止 · Membership ended"
REPLACED = "会员级别变更，另发新证 · Replaced after a change of tier"


def issue_certificate(
    member: Member, tier: Tier, *, on: date, body: Body | None, resolution: str, actor: User
) -> Document:
    """A certificate in the association's languages, with its number and verification code."""
    association, holder = member.association, member.holder
    of_holder = printing.pair(holder.name_zh, holder.name_en)
    of_tier = printing.pair(tier.name_zh, tier.name_en)
    document = issue_document(
        association=association,
        kind="certificate",
        title_zh="会员证书",
        title_en="Certificate of Membership",
        template="certificate",
        data=printing.certificate(
            association={"zh": association.name_zh, "en": association.name_en},
            holder=of_holder,
            tier=of_tier,
            number=member.number,
            on=on,
            body=printing.pair(body.name_zh, body.name_en) if body else None,
            resolution=resolution,
        ),
        facts=printing.facts(holder=of_holder, tier=of_tier, number=member.number, on=on),
        subject=member,
        actor=actor,
    )
    Member.objects.filter(pk=member.pk).update(certificate=document)
    member.certificate = document
    return document


def revoke_certificate(member: Member, *, reason: str, actor: User) -> None:
    """From now on verification says that it holds no more; nothing where there is none or it was revoked."""
    document = member.certificate
    if document and document.state == Document.State.VALID:
        withdraw_document(document, reason=reason, reason_is_public=True, actor=actor)
