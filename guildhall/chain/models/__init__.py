from guildhall.chain.models.industry import Classification, IndustryClass, OrganizationClass
from guildhall.chain.models.map import Chain, Flow, Placement, Segment, Supply

__all__ = [
    "Chain",
    "Classification",
    "Flow",
    "IndustryClass",
    "OrganizationClass",
    "Placement",
    "Segment",
    "Supply",
]
