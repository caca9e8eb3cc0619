from guildhall.awards.models.call import Call, Category, Criterion, Prize
from guildhall.awards.models.entry import Entry, EntryFile
from guildhall.awards.models.result import Award, Objection
from guildhall.awards.models.review import Conflict, Review, Reviewer, Score

__all__ = [
    "Award",
    "Call",
    "Category",
    "Conflict",
    "Criterion",
    "Entry",
    "EntryFile",
    "Objection",
    "Prize",
    "Review",
    "Reviewer",
    "Score",
]
