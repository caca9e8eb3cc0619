from django.urls import reverse
from ninja import Status

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.meetings import actions
from guildhall.meetings.schemas import FeedOut

router = AssociationRouter()


@router.post("calendar", response={201: FeedOut})
def make_calendar_feed(request: SignedInRequest, slug: str) -> Status[dict[str, str]]:
    """A new address for one's calendar program; an earlier one stops working."""
    key = actions.make_calendar_feed(find_association(request, slug), actor=request.user)
    path = reverse("meetings:calendar_file", args=(slug,))
    return Status(201, {"url": request.build_absolute_uri(f"{path}?key={key}")})


@router.delete("calendar", response={204: None})
def end_calendar_feed(request: SignedInRequest, slug: str) -> Status[None]:
    actions.end_calendar_feed(find_association(request, slug), actor=request.user)
    return Status(204, None)
