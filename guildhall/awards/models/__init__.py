from guildhall.awards.models.call import Call, Category, Criterion, Prize
from guildhall.awards.models.entry import Entry, EntryFile

__all__ = ["Call", "Category", "Criterion", "Entry", "EntryFile", "Prize"]
