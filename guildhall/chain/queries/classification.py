"""Classifications, their classes, and the class of each firm."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q

from guildhall.accounts.models import Association, User
from guildhall.chain.models import (
    Classification,
    ClassificationQuerySet,
    IndustryClass,
    IndustryClassQuerySet,
    OrganizationClass,
)
from guildhall.chain.queries.placement import FIRMS, profile_text, uuid_or_none
from guildhall.chain.queries.suggestion import Suggestion, class_suggester
from guildhall.registry.models import Organization, OrganizationQuerySet
from guildhall.registry.queries.words import plain, unit_is_meant


@dataclass(frozen=True)
class ClassLine:
    """A firm with its main class, or else the classes that its profile speaks of."""

    organization: Organization
    main: OrganizationClass | None
    suggestions: Sequence[Suggestion[IndustryClass]]


def classifications(association: Association, *, viewer: User) -> ClassificationQuerySet:
    """What was imported, the newest first, then what is shipped; with the number of classes in use."""
    found = Classification.objects.of(association).visible_to(viewer).select_related("association")
    return found.annotate(class_count=Count("classes", filter=Q(classes__is_current=True))).order_by(
        "is_shipped", "-created_at", "-id"
    )


def industry_classes(
    association: Association, *, viewer: User, q: str = "", classification: Classification | None = None
) -> IndustryClassQuerySet:
    """Classes by code; ``q`` is looked for in codes and names."""
    found = IndustryClass.objects.of(association).visible_to(viewer).current().select_related("parent")
    if classification is not None:
        found = found.filter(classification=classification)
    if q := plain(q):
        found = found.filter(Q(code__istartswith=q) | Q(name_zh__icontains=q) | Q(name_en__icontains=q))
    return found.order_by("code", "id")


def classed_organizations(
    association: Association, *, viewer: User, q: str = "", without: bool = False
) -> OrganizationQuerySet:
    """Firms with their main class (``main_classes``); ``without``: only those that have none."""
    main = OrganizationClass.objects.filter(is_main=True).select_related("industry_class")
    found = Organization.objects.of(association).visible_to(viewer).active().filter(kind__in=FIRMS)
    if q:
        found = found.filter(unit_is_meant(q))
    if without:
        found = found.exclude(industry_classes__is_main=True)
    return found.prefetch_related(Prefetch("industry_classes", main, to_attr="main_classes")).order_by(
        "name_key", "id"
    )


def class_lines(
    association: Association, firms: Sequence[Organization], *, suggests: bool = True
) -> list[ClassLine]:
    """Each firm's class; for those without one, suggestions where they are wanted."""
    lines = []
    for firm in firms:
        main: OrganizationClass | None = next(iter(firm.main_classes), None)  # type: ignore[attr-defined]  # classed_organizations
        lines.append(
            ClassLine(
                firm,
                main,
                class_suggester(association).suggest(profile_text(firm)) if suggests and main is None else [],
            )
        )
    return lines


def meant_classes(
    association: Association, pairs: Sequence[tuple[str, str]]
) -> list[tuple[Organization, IndustryClass]]:
    """Firm and class of each pair of identifiers; what is none of this association is left out."""
    asked = [(uuid_or_none(firm), uuid_or_none(one)) for firm, one in pairs]
    firms = Organization.objects.of(association).select_related("association")
    known = firms.in_bulk([firm for firm, _class in asked if firm])
    classes = IndustryClass.objects.of(association).in_bulk([one for _firm, one in asked if one])
    return [(known[firm], classes[one]) for firm, one in asked if firm in known and one in classes]
