from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.accounts.queries import association_by_slug
from guildhall.meetings import actions, notices, queries


@require_http_methods(["GET", "POST"])
@at_association
def calendar_feed(request: AssociationRequest) -> HttpResponse:
    """Makes the address for one's calendar program, which is shown this once, or ends it."""
    address = ""
    if request.method == "POST" and request.POST.get("end"):
        actions.end_calendar_feed(request.association, actor=request.user)
    elif request.method == "POST":
        key = actions.make_calendar_feed(request.association, actor=request.user)
        path = reverse("meetings:calendar_file", args=(request.association.slug,))
        address = request.build_absolute_uri(f"{path}?key={key}")
    has_feed = queries.has_calendar_feed(request.user, request.association)
    return render(request, "meetings/calendar_feed.html", {"address": address, "has_feed": has_feed})


@require_safe
def calendar_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The person's meetings for a calendar program, which cannot sign in: the key says whose they are."""
    association = association_by_slug(slug)
    feed = queries.feed_by_key(association, request.GET.get("key", "")) if association else None
    if feed is None:
        raise Http404
    now = timezone.now()
    text = notices.calendar_of(feed, list(queries.calendar_meetings(feed, now=now)), now)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")
