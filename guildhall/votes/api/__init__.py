"""The endpoints of votes, below ``a/{slug}/``."""

from ninja import Router

from guildhall.votes.api.ballot import router as ballot_router
from guildhall.votes.api.election import router as election_router
from guildhall.votes.api.vote import router as vote_router

routers: list[Router] = [vote_router, ballot_router, election_router]
