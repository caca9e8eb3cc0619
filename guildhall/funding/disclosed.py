"""Sums of several firms' money: shown only where they give no single firm away. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from guildhall.core.sentences import Sentence

LEAST_FIRMS = 5
# No firm may make up more than a quarter of the sum.
LARGEST_PART = 4


@dataclass(frozen=True)
class Disclosed:
    """A sum in fen with how many firms it is of, or why it is not shown."""

    firms: int
    total: int | None
    reason: Sentence | None


def disclosed(amounts: Mapping[object, int]) -> Disclosed:
    """The sum over firms; ``amounts`` are each firm's own total. Firms with nothing do not count."""
    counted = {firm: amount for firm, amount in amounts.items() if amount > 0}
    total = sum(counted.values())
    if len(counted) < LEAST_FIRMS:
        return Disclosed(
            len(counted),
            None,
            Sentence(
                f"涉及{len(counted)}家企业，少于{LEAST_FIRMS}家，合计金额不予显示。",
                f"Of {len(counted)} firms; sums of fewer than {LEAST_FIRMS} are not shown.",
            ),
        )
    if max(counted.values()) * LARGEST_PART > total:
        return Disclosed(
            len(counted),
            None,
            Sentence(
                "其中一家企业占比超过25%，合计金额不予显示。",
                "One firm makes up more than 25 % of the sum, so it is not shown.",
            ),
        )
    return Disclosed(len(counted), total, None)
