"""What can be asked about chains."""

from guildhall.chain.gaps import Gap
from guildhall.chain.permissions import (
    keeps_chain,
    may_keep,
    may_keep_all,
    may_see_chains,
)
from guildhall.chain.queries.chain import (
    chain_acts,
    chains,
    public_chains,
    sees_capacities,
)
from guildhall.chain.queries.map import (
    ChainMap,
    Neighbour,
    PlaceLine,
    Spot,
    chain_map,
    gaps,
    neighbours,
    placements_of,
    public_map,
)
from guildhall.chain.queries.suggestion import (
    Suggester,
    Suggestion,
    class_suggester,
    classification_in_use,
    segment_suggester,
    suggest_classes,
    suggest_segments,
)

__all__ = [
    "ChainMap",
    "Gap",
    "Neighbour",
    "PlaceLine",
    "Spot",
    "Suggester",
    "Suggestion",
    "chain_acts",
    "chain_map",
    "chains",
    "class_suggester",
    "classification_in_use",
    "gaps",
    "keeps_chain",
    "may_keep",
    "may_keep_all",
    "may_see_chains",
    "neighbours",
    "placements_of",
    "public_chains",
    "public_map",
    "sees_capacities",
    "segment_suggester",
    "suggest_classes",
    "suggest_segments",
]
