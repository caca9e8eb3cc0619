"""Plain builders for tests: valid by default, every detail can be named."""

from itertools import count
from typing import Any

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power
from guildhall.accounts.tests.make import make_association
from guildhall.chain.models import (
    Chain,
    Classification,
    Flow,
    IndustryClass,
    Placement,
    Segment,
    Supply,
)
from guildhall.registry.models import Organization
from guildhall.registry.tests.make import make_organization, make_person, make_user, make_user_with_powers

__all__ = [
    "make_association",
    "make_chain",
    "make_class",
    "make_classification",
    "make_firm_user",
    "make_flow",
    "make_keeper",
    "make_organization",
    "make_placement",
    "make_segment",
    "make_supply",
    "make_user",
    "make_user_with_powers",
]
_numbers = count(1)


def make_keeper(association: Association) -> User:
    """Keeps the chains of the association, and may publish."""
    return make_user_with_powers(association, Power.MANAGE, Power.PUBLISH, Power.READ)


def make_firm_user(organization: Organization) -> User:
    """Somebody of the firm who signs in."""
    user = make_user()
    make_person(organization.association, user=user, organization=organization, name_zh=user.name)
    return user


def make_chain(association: Association | None = None, **details: Any) -> Chain:
    number = next(_numbers)
    names = {"name_zh": f"钢结构产业链{number}", "name_en": f"Steel structures {number}"}
    return Chain.objects.create(association=association or make_association(), **names | details)


def make_segment(chain: Chain | None = None, **details: Any) -> Segment:
    chain = chain or make_chain()
    number = next(_numbers)
    names = {"name_zh": f"环节{number}", "name_en": f"Segment {number}", "position": number}
    return Segment.objects.create(association=chain.association, chain=chain, **names | details)


def make_flow(source: Segment | None = None, target: Segment | None = None, **details: Any) -> Flow:
    """From one segment to another of the same chain; to a new one where none is named."""
    source = source or make_segment()
    target = target or make_segment(source.chain)
    goods = {"goods_zh": "钢板", "goods_en": "plates"}
    return Flow.objects.create(
        association=source.association, chain=source.chain, source=source, target=target, **goods | details
    )


def make_placement(
    segment: Segment | None = None, organization: Organization | None = None, **details: Any
) -> Placement:
    """A confirmed place of a firm that serves the segment; of a new firm where none is named."""
    segment = segment or make_segment()
    organization = organization or make_organization(segment.association)
    given = {"state": Placement.State.CONFIRMED}
    return Placement.objects.create(
        association=segment.association, segment=segment, organization=organization, **given | details
    )


def make_supply(association: Association, **details: Any) -> Supply:
    firms = {
        name: details.pop(name, None) or make_organization(association) for name in ("supplier", "customer")
    }
    given = {"goods_zh": "钢板", "state": Supply.State.CONFIRMED}
    return Supply.objects.create(association=association, **firms | given | details)


def make_classification(association: Association | None = None, **details: Any) -> Classification:
    names = {"name_zh": "行业分类", "name_en": "Industries"}
    return Classification.objects.create(association=association or make_association(), **names | details)


def make_class(classification: Classification | None = None, **details: Any) -> IndustryClass:
    classification = classification or make_classification()
    number = next(_numbers)
    names = {"code": f"T{number}", "name_zh": f"类别{number}", "name_en": f"Class {number}"}
    return IndustryClass.objects.create(
        association=classification.association, classification=classification, **names | details
    )
