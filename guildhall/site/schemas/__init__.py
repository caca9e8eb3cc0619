"""What the API of this room takes and answers."""

from guildhall.site.schemas.open_data import (
    OpenAssociationOut,
    OpenMeetingOut,
    OpenPlanOut,
    OpenResolutionOut,
)
from guildhall.site.schemas.work import (
    ArticleChangeIn,
    ArticleIn,
    ArticleOut,
    AssociationOut,
    FoundOut,
    MeetingLineOut,
    ResolutionLineOut,
    TodayOut,
)

__all__ = [
    "ArticleChangeIn",
    "ArticleIn",
    "ArticleOut",
    "AssociationOut",
    "FoundOut",
    "MeetingLineOut",
    "OpenAssociationOut",
    "OpenMeetingOut",
    "OpenPlanOut",
    "OpenResolutionOut",
    "ResolutionLineOut",
    "TodayOut",
]
