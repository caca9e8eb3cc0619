"""Whether a row is new, stored already, or impossible, given what the association holds. Reads, and changes nothing."""

from guildhall.accounts.models import Association
from guildhall.imports.checking import Choices
from guildhall.imports.columns import MEMBERS, ORGANIZATIONS, PEOPLE
from guildhall.imports.placing.draft import CHUNK, Columns, Draft, Outcome, Placer
from guildhall.imports.placing.members import MemberPlacer
from guildhall.imports.placing.organizations import OrganizationPlacer
from guildhall.imports.placing.people import PersonPlacer
from guildhall.imports.placing.posts import PostPlacer

__all__ = ["CHUNK", "Columns", "Draft", "Outcome", "Placer", "placer_for"]


def placer_for(
    kind: str, association: Association, columns: Columns, choices: Choices, *, known: str
) -> Placer:
    if kind == ORGANIZATIONS:
        return OrganizationPlacer(association, columns, known=known)
    if kind == PEOPLE:
        return PersonPlacer(association, columns, known=known)
    if kind == MEMBERS:
        return MemberPlacer(association, columns)
    return PostPlacer(association, columns, choices)
