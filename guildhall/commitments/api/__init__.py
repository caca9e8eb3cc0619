"""Endpoints of plans, commitments and letters; every page has its twin here."""

from guildhall.commitments.api import board, commitment, letter, plan
from guildhall.commitments.api.rows import router

__all__ = ["board", "commitment", "letter", "plan", "router"]
