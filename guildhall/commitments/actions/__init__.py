"""Everything that can change about plans, commitments and letters."""

from guildhall.commitments.actions.commitment import (
    CommitmentDetails,
    adopt_commitment,
    change_commitment,
    draft_commitment,
)

__all__ = ["CommitmentDetails", "adopt_commitment", "change_commitment", "draft_commitment"]
