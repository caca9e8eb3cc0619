"""May the notice go out, whom does it reach, and what does it tell anew."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guildhall.jobs.models import Job
from guildhall.meetings.models import Invitation, Meeting
from guildhall.registry.queries import profile_on
from guildhall.registry.rules import Verdict, Way, is_notice_in_time, may_decide_so

CALLED_OFF = (Meeting.State.CANCELLED, Meeting.State.POSTPONED)
REACHABLE = Q(person__user__isnull=False) | ~Q(person__email="")
SPECIAL_CASES_ONLY = "correspondence_in_special_cases_only"
FORM_REFUSALS = {SPECIAL_CASES_ONLY, "not_by_correspondence", "form_not_allowed", "remote_does_not_count"}
TIMELY = {"starts_at", "agenda"}


@dataclass(frozen=True)
class NoticeCheck:
    """What stands before a notice: what is missing, whether it is in time, what it tells and to whom.

    ``verdict`` is None where no time runs: before a start is set, or where neither time nor topics change.
    """

    missing: list[str]
    verdict: Verdict | None
    changed: list[str]
    is_first: bool
    waiting: int
    unreachable: list[Invitation]
    form_refusal: Verdict | None = None

    @property
    def needs_special_reason(self) -> bool:
        """Whether the charter allows this form of meeting in special cases only."""
        return self.form_refusal is not None and self.form_refusal.code == SPECIAL_CASES_ONLY

    @property
    def form_words(self) -> str:
        return self.form_refusal.sentence.in_language(get_language() or "") if self.form_refusal else ""

    @property
    def is_late(self) -> bool:
        return self.verdict is not None and self.verdict.ok is False

    @property
    def words(self) -> str:
        """The sentence of the verdict in the reader's language."""
        return self.verdict.sentence.in_language(get_language() or "") if self.verdict else ""

    @property
    def is_update(self) -> bool:
        return not self.is_first and bool(self.changed)

    @property
    def has_something_to_send(self) -> bool:
        return self.waiting > 0 or self.is_update


def notice_check(meeting: Meeting, *, now: datetime) -> NoticeCheck:
    """What the secretariat sees before it sends, and what sending checks again."""
    facts = facts_told(meeting)
    changed = changed_since_told(meeting, facts)
    is_first = meeting.notified_at is None
    timely = is_first or bool(TIMELY & set(changed))
    behind = _behind(meeting, 1 if changed and not is_first else 0)
    counts = (
        Invitation.objects.standing()
        .filter(meeting=meeting)
        .aggregate(
            invited=Count("pk"),
            waiting=Count("pk", filter=REACHABLE & behind),
            unreachable=Count("pk", filter=~REACHABLE & _behind(meeting)),
        )
    )
    verdict = notice_verdict(meeting, meeting.starts_at, now=now) if timely and meeting.starts_at else None
    return NoticeCheck(
        missing=missing_for_notice(meeting, topics=len(facts["agenda"]), invited=counts["invited"]),
        verdict=verdict,
        changed=changed,
        is_first=is_first,
        waiting=counts["waiting"],
        unreachable=list(not_reachable(meeting)) if counts["unreachable"] else [],
        form_refusal=form_refusal(meeting, timezone.localdate(now, meeting.association.zone)),
    )


def form_refusal(meeting: Meeting, today: date, *, special_case: bool = False) -> Verdict | None:
    """Why the charter does not let the body meet in this form (by correspondence, online only); None where it does."""
    if meeting.mode not in (Meeting.Mode.CORRESPONDENCE, Meeting.Mode.ONLINE):
        return None
    by_letter = meeting.mode == Meeting.Mode.CORRESPONDENCE
    verdict = may_decide_so(
        profile_on(meeting.association, today),
        meeting.body.kind,
        "ordinary",
        Way.CORRESPONDENCE if by_letter else Way.SHOW_OF_HANDS,
        meeting.mode,
        special_case=special_case,
    )
    return verdict if verdict.code in FORM_REFUSALS else None


def notice_verdict(meeting: Meeting, starts_at: datetime, *, now: datetime, is_sent: bool = False) -> Verdict:
    """Whether a notice that is sent now is, or would be, in time by the charter in force today.

    Before it is sent the verdict says no once it is too late, and leaves it open (None) until then.
    """
    zone = meeting.association.zone
    today = timezone.localdate(now, zone)
    return is_notice_in_time(
        profile_on(meeting.association, today),
        meeting.body.kind,
        sent=now if is_sent else None,
        starts=starts_at,
        today=today,
        zone=zone,
    )


def missing_for_notice(meeting: Meeting, *, topics: int, invited: int) -> list[str]:
    """What a notice needs and the meeting does not have yet, in words."""
    mode = meeting.mode
    on_site = mode in (Meeting.Mode.ON_SITE, Meeting.Mode.HYBRID)
    online = mode in (Meeting.Mode.ONLINE, Meeting.Mode.HYBRID)
    needs = [
        (_("the start"), meeting.starts_at is not None),
        (_("the place"), not on_site or bool(meeting.place_zh or meeting.place_en)),
        (_("the link to take part online"), not online or bool(meeting.online_url)),
        (_("the agenda"), topics > 0),
        (_("someone to invite"), invited > 0),
    ]
    return [name for name, is_there in needs if not is_there]


def facts_told(meeting: Meeting) -> dict[str, Any]:
    """What a notice tells: when one of these changes, those who were told have to be told anew."""
    return {
        "name": [meeting.name_zh, meeting.name_en],
        "mode": meeting.mode,
        "starts_at": meeting.starts_at.isoformat() if meeting.starts_at else "",
        "ends_at": meeting.ends_at.isoformat() if meeting.ends_at else "",
        "place": [meeting.place_zh, meeting.place_en],
        "online_url": meeting.online_url,
        "agenda": [[item.title_zh, item.title_en] for item in meeting.agenda.all()],
    }


def changed_since_told(meeting: Meeting, facts: dict[str, Any]) -> list[str]:
    """The names of the facts that differ from what the last notice told; none before the first."""
    if meeting.notified_at is None:
        return []
    return [name for name, value in facts.items() if value != meeting.notice_told.get(name)]


def waiting_for_notice(meeting: Meeting) -> QuerySet[Invitation]:
    """Standing invitations of people who can be reached and were not told the present notice, by rank.

    Of a meeting that was called off only those who had been told of it.
    """
    return (
        Invitation.objects.standing()
        .filter(REACHABLE, _behind(meeting), meeting=meeting)
        .select_related("person__user", "association")
        .order_by("rank", "id")
    )


def not_reachable(meeting: Meeting) -> QuerySet[Invitation]:
    """Standing invitations of people without a sign-in and without a mail address, who were not told otherwise."""
    rows = Invitation.objects.standing().filter(~REACHABLE, _behind(meeting), meeting=meeting)
    return rows.select_related("person", "organization").order_by("rank", "id")


def notice_job(meeting: Meeting) -> Job | None:
    """The last run that told people of this meeting; none before the first notice."""
    if meeting.notified_at is None:
        return None
    runs = Job.objects.filter(association=meeting.association_id, task="meetings.send_notice")
    return runs.filter(arguments__meeting=str(meeting.pk)).order_by("-created_at").first()


def _behind(meeting: Meeting, ahead: int = 0) -> Q:
    behind = Q(notified_sequence__lt=meeting.notice_sequence + ahead)
    return behind if meeting.state in CALLED_OFF else behind | Q(notified_sequence__isnull=True)
