from guildhall.votes.forms.vote import (
    BallotForm,
    CandidateBallotForm,
    CountForm,
    MoveForm,
    OpenVoteForm,
    ProxyForm,
    ReasonForm,
)

__all__ = [
    "BallotForm",
    "CandidateBallotForm",
    "CountForm",
    "MoveForm",
    "OpenVoteForm",
    "ProxyForm",
    "ReasonForm",
]
