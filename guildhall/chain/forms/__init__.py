"""What the pages of chains accept."""

from guildhall.chain.forms.industry import ClassForm, FileForm, ImportClassificationForm, chosen_pairs
from guildhall.chain.forms.map import (
    ChangeChainForm,
    ChangeFlowForm,
    ChangePlacementForm,
    ChangeSegmentForm,
    DrawUpForm,
    FlowForm,
    OwnPlacementForm,
    PlacementForm,
    SegmentForm,
    SupplyForm,
)

__all__ = [
    "ChangeChainForm",
    "ChangeFlowForm",
    "ChangePlacementForm",
    "ChangeSegmentForm",
    "ClassForm",
    "DrawUpForm",
    "FileForm",
    "FlowForm",
    "ImportClassificationForm",
    "OwnPlacementForm",
    "PlacementForm",
    "SegmentForm",
    "SupplyForm",
    "chosen_pairs",
]
