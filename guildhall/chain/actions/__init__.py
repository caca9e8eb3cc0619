"""What can happen to chains, to firms on them, and to classes of industry."""

from guildhall.chain.actions.chain import (
    ChainDetails,
    change_chain,
    draw_up_chain,
    publish_chain,
    remove_chain,
    withdraw_chain,
)
from guildhall.chain.actions.classification import (
    ClassificationDetails,
    adopt_classification,
    check_classification,
    classes_in,
    import_classification,
    remove_classification,
)
from guildhall.chain.actions.industry_class import confirm_class, confirm_classes, drop_class
from guildhall.chain.actions.placement import (
    Place,
    PlacementDetails,
    change_placement,
    confirm_placement,
    place_organizations,
    propose_placement,
    remove_placement,
)
from guildhall.chain.actions.places_import import import_placements
from guildhall.chain.actions.segment import (
    FlowDetails,
    SegmentDetails,
    add_flow,
    add_segment,
    change_flow,
    change_segment,
    remove_flow,
    remove_segment,
)
from guildhall.chain.actions.supply import SupplyDetails, confirm_supply, end_supply, state_supply

__all__ = [
    "ChainDetails",
    "ClassificationDetails",
    "FlowDetails",
    "Place",
    "PlacementDetails",
    "SegmentDetails",
    "SupplyDetails",
    "add_flow",
    "add_segment",
    "adopt_classification",
    "change_chain",
    "change_flow",
    "change_placement",
    "change_segment",
    "check_classification",
    "classes_in",
    "confirm_class",
    "confirm_classes",
    "confirm_placement",
    "confirm_supply",
    "draw_up_chain",
    "drop_class",
    "end_supply",
    "import_classification",
    "import_placements",
    "place_organizations",
    "propose_placement",
    "publish_chain",
    "remove_chain",
    "remove_classification",
    "remove_flow",
    "remove_placement",
    "remove_segment",
    "state_supply",
    "withdraw_chain",
]
