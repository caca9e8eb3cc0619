from guildhall.chain.models.industry import (
    Classification,
    ClassificationQuerySet,
    IndustryClass,
    IndustryClassQuerySet,
    OrganizationClass,
    OrganizationClassQuerySet,
)
from guildhall.chain.models.map import (
    Chain,
    ChainQuerySet,
    Flow,
    FlowQuerySet,
    Placement,
    PlacementQuerySet,
    Segment,
    SegmentQuerySet,
    Supply,
    SupplyQuerySet,
)

__all__ = [
    "Chain",
    "ChainQuerySet",
    "Classification",
    "ClassificationQuerySet",
    "Flow",
    "FlowQuerySet",
    "IndustryClass",
    "IndustryClassQuerySet",
    "OrganizationClass",
    "OrganizationClassQuerySet",
    "Placement",
    "PlacementQuerySet",
    "Segment",
    "SegmentQuerySet",
    "Supply",
    "SupplyQuerySet",
]
