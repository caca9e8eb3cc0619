"""What firms are told about their places and supplies: what somebody else said of them, for them to confirm."""

from django.urls import reverse

from guildhall.accounts.models import User
from guildhall.chain.models import Placement, Supply
from guildhall.notices.drafts import Draft, Recipient
from guildhall.registry.models import Organization, Person

KIND = "chain"


def placement_proposed(placement: Placement, *, actor: User) -> list[Draft]:
    """To the firm's own people, unless one of them proposed it."""
    segment = placement.segment
    zh, en = segment.name_zh or segment.name_en, segment.name_en or segment.name_zh
    return _drafts(
        placement.organization,
        f"placement.proposed:{placement.pk}",
        (
            f"请确认贵单位在产业链环节“{zh}”上的位置",
            f"Please confirm your firm's place on the segment “{en}”",
        ),
        ("确认后，该位置对协会会员可见。", "Once confirmed, the members of the association see it."),
        reverse("chain:own_places", args=[placement.association.slug]),
        actor,
    )


def supply_stated(supply: Supply, *, actor: User) -> list[Draft]:
    """To the people of the firm that did not state it."""
    other = supply.customer if supply.stated_by_id == supply.supplier_id else supply.supplier
    zh = f"{supply.supplier.name_zh or supply.supplier.name_en}向{supply.customer.name_zh or supply.customer.name_en}"
    en = f"{supply.supplier.name_en or supply.supplier.name_zh} supplies {supply.customer.name_en or supply.customer.name_zh}"
    return _drafts(
        other,
        f"supply.stated:{supply.pk}",
        (
            f"请确认供应：{zh}供应{supply.goods_zh or supply.goods_en}",
            f"Please confirm: {en} with {supply.goods_en or supply.goods_zh}",
        ),
        (
            "仅双方和产业链管理人员可见。",
            "Seen by the two firms and the keepers of the chain only.",
        ),
        reverse("chain:supply_list", args=[supply.association.slug]),
        actor,
    )


def _drafts(
    firm: Organization, key: str, subject: tuple[str, str], text: tuple[str, str], link: str, actor: User
) -> list[Draft]:
    own = Person.objects.filter(organization=firm, user__is_active=True).select_related("user")
    people = list(own.order_by("pk"))
    if any(person.user_id == actor.pk for person in people):
        return []
    return [
        Draft(
            key=f"{key}:{person.pk}",
            kind=KIND,
            subject_zh=subject[0],
            subject_en=subject[1],
            text_zh=text[0],
            text_en=text[1],
            link=link,
            to=Recipient(user=person.user, name=person.name_zh or person.name_en, email=person.email),
        )
        for person in people
    ]
