"""Articles, and what a release may say of a meeting."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from guildhall.accounts.models import Association, User
from guildhall.core.dates import parse_stated
from guildhall.core.models import in_language
from guildhall.meetings.models import AgendaItem, Invitation, Meeting, Motion, Sponsor
from guildhall.site.models import Article
from guildhall.site.news import ReleaseFacts
from guildhall.site.permissions import may_write_news


def articles(association: Association, *, viewer: User) -> QuerySet[Article]:
    """All articles for those who write the news; nobody else sees drafts."""
    found = Article.objects.filter(association=association).select_related("meeting", "written_by")
    return found.order_by("-created_at", "-id") if may_write_news(viewer, association) else found.none()


def day_of(meeting: Meeting) -> str:
    """The meeting's day as the reader's language writes it, or as its source states it; empty when not stated."""
    if meeting.starts_at is not None:
        return date_format(timezone.localtime(meeting.starts_at, meeting.association.zone), "DATE_FORMAT")
    if meeting.stated_date:
        sentence = parse_stated(meeting.stated_date).sentence
        return in_language(sentence.zh, sentence.en)
    return ""


def release_facts(meeting: Meeting) -> ReleaseFacts:
    """What a news release of the meeting may say, in the reader's language."""
    agenda = AgendaItem.objects.filter(meeting=meeting).prefetch_related("speakers__person")
    carried = Motion.objects.filter(meeting=meeting, state=Motion.State.CARRIED)
    thanked: dict[str, list[str]] = {role.value: [] for role in Sponsor.Role}
    for sponsor in Sponsor.objects.filter(meeting=meeting):
        thanked[sponsor.role].append(str(sponsor))
    present = (
        Invitation.objects.filter(meeting=meeting, attendance__isnull=False)
        .values("person")
        .distinct()
        .count()
    )
    return ReleaseFacts(
        association=meeting.association.name,
        meeting=meeting.name,
        day=day_of(meeting),
        place=meeting.place,
        chair=meeting.chair.name if meeting.chair else "",
        present=present or meeting.stated_attendance,
        items=[
            (
                item.title,
                "、".join(
                    speaker.person.name if speaker.person else str(speaker) for speaker in item.speakers.all()
                ),
            )
            for item in agenda
        ],
        decisions=[motion.title for motion in carried],
        sponsors=thanked[Sponsor.Role.SPONSOR],
        photographs=thanked[Sponsor.Role.PHOTOGRAPHS],
    )
