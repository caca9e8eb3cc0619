"""What firms and banks are told of cases and releases. To a bank a firm has no name before it accepted."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils import translation

from guildhall.funding.models import DataItem, FundingCase, Release
from guildhall.funding.stages import Side
from guildhall.notices.drafts import Draft, Recipient
from guildhall.registry.models import Organization, Person

KIND = "funding"
MOST = 20


def _people_of(organization: Organization | None) -> list[Person]:
    if organization is None:
        return []
    found = Person.objects.filter(organization=organization, user__is_active=True)
    return list(found.select_related("user").order_by("pk")[:MOST])


def _to(person: Person) -> Recipient:
    return Recipient(user=person.user, name=person.name_zh or person.name_en, email=person.email)


def _names(organization: Organization | None) -> tuple[str, str]:
    if organization is None:
        return "", ""
    return organization.name_zh or organization.name_en, organization.name_en or organization.name_zh


def _in_both(case: FundingCase) -> tuple[str, str]:
    with translation.override("zh-hans"):
        zh = str(case.get_state_display())
    with translation.override("en"):
        return zh, str(case.get_state_display())


def _case_link(case: FundingCase) -> str:
    return reverse("funding:funding_case", args=[case.association.slug, case.pk])


def proposed(case: FundingCase) -> list[Draft]:
    """To the firm: a bank's product is proposed for its need; it says yes or no."""
    bank_zh, bank_en = _names(case.product.listing.organization)
    listing = case.product.listing
    title_zh, title_en = listing.title_zh or listing.title_en, listing.title_en or listing.title_zh
    return [
        Draft(
            key=f"funding.proposed:{case.pk}:{person.pk}",
            kind=KIND,
            subject_zh=f"金融产品推荐：{bank_zh}",
            subject_en=f"A bank's product for your need: {bank_en}",
            text_zh=f"{bank_zh}的“{title_zh}”可能适合贵单位的融资需求。同意对接后，银行才会知道贵单位的名称；其他数据由贵单位逐项授权。",
            text_en=f"“{title_en}” of {bank_en} may fit your need. The bank learns your name only if you accept; "
            "everything else you release item by item.",
            link=_case_link(case),
            to=_to(person),
        )
        for person in _people_of(case.need.listing.organization)
    ]


def introduced(case: FundingCase) -> list[Draft]:
    """To the bank: the firm said yes; now it has a name."""
    firm_zh, firm_en = _names(case.need.listing.organization)
    return [
        Draft(
            key=f"funding.introduced:{case.pk}:{person.pk}",
            kind=KIND,
            subject_zh=f"企业同意对接：{firm_zh}",
            subject_en=f"A firm accepted: {firm_en}",
            text_zh=f"{firm_zh}同意就其融资需求与贵行对接。",
            text_en=f"{firm_en} would like to talk with you about its need for finance.",
            link=_case_link(case),
            to=_to(person),
        )
        for person in _people_of(case.product.listing.organization)
    ]


def moved(case: FundingCase, side: Side) -> list[Draft]:
    """To the other side: how far it has come. Sums stand on the page, not in the mail."""
    whose = case.need.listing if side == Side.FIRM else case.product.listing
    zh, en = _in_both(case)
    return [
        Draft(
            key=f"funding.moved:{case.pk}:{case.state}:{person.pk}",
            kind=KIND,
            subject_zh=f"融资对接进展：{zh}",
            subject_en=f"Funding case: {en}",
            text_zh="请打开页面查看详情。",
            text_en="Open the page for the details.",
            link=_case_link(case),
            to=_to(person),
        )
        for person in _people_of(whose.organization)
    ]


def released(release: Release, items: Sequence[DataItem]) -> list[Draft]:
    """To the bank: what it may see and until when."""
    firm_zh, firm_en = _names(release.organization)
    with translation.override("zh-hans"):
        items_zh = "、".join(str(item.label) for item in items)
    with translation.override("en"):
        items_en = ", ".join(str(item.label) for item in items)
    return [
        Draft(
            key=f"funding.released:{release.pk}:{person.pk}",
            kind=KIND,
            subject_zh=f"企业数据授权：{firm_zh}",
            subject_en=f"Data released to you: {firm_en}",
            text_zh=f"{firm_zh}授权贵行查阅：{items_zh}，截至{release.until_on:%Y-%m-%d}。每次查阅均有记录，企业可以看到。",
            text_en=f"{firm_en} lets you see until {release.until_on:%Y-%m-%d}: {items_en}. "
            "Every look is recorded, and the firm sees it.",
            link=reverse("funding:release", args=[release.association.slug, release.pk]),
            to=_to(person),
        )
        for person in _people_of(release.bank)
    ]


def revoked(release: Release) -> list[Draft]:
    """To the bank: the release is over."""
    firm_zh, firm_en = _names(release.organization)
    return [
        Draft(
            key=f"funding.revoked:{release.pk}:{person.pk}",
            kind=KIND,
            subject_zh=f"企业已撤销授权：{firm_zh}",
            subject_en=f"Release revoked: {firm_en}",
            text_zh=f"{firm_zh}撤销了对贵行的数据授权，即时生效。",
            text_en=f"{firm_en} revoked the release of its data to you, from now on.",
            link=reverse("funding:release", args=[release.association.slug, release.pk]),
            to=_to(person),
        )
        for person in _people_of(release.bank)
    ]
