from guildhall.votes.forms.ballot import ElectionBallotForm
from guildhall.votes.forms.vote import (
    BallotForm,
    CountForm,
    MoveForm,
    OpenVoteForm,
    ProxyForm,
    ReasonForm,
)

__all__ = [
    "BallotForm",
    "CountForm",
    "ElectionBallotForm",
    "MoveForm",
    "OpenVoteForm",
    "ProxyForm",
    "ReasonForm",
]
