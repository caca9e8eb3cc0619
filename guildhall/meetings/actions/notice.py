"""The notice goes out: checked against the charter, sent once to each of the invited, again when things change."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.accounts.permissions import may
from guildhall.accounts.powers import Power
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.documents.actions import issue_document, withdraw_document
from guildhall.jobs.actions import start_job
from guildhall.jobs.models import Job
from guildhall.meetings import notices
from guildhall.meetings.models import Invitation, Meeting
from guildhall.meetings.permissions import require_may_prepare
from guildhall.meetings.queries import (
    announced_agenda,
    changed_since_told,
    facts_told,
    not_reachable,
    notice_check,
    notice_verdict,
    waiting_for_notice,
)
from guildhall.meetings.queries.notice import SPECIAL_CASES_ONLY
from guildhall.notices.actions import give_notices
from guildhall.registry.rules import Verdict

BATCH = 50
SENDING = (Meeting.State.DRAFT, Meeting.State.NOTIFIED)


@transaction.atomic
def send_notice(meeting: Meeting, *, late_reason: str = "", special_reason: str = "", actor: User) -> Job:
    """Send the notice to everyone invited who does not have it yet, as a job in the background.

    Again after that it reaches only who is new; and everyone, as a change, when time, place, form, link or
    agenda have changed since. Refused while something is missing, when nobody is left to tell, and when the
    charter's notice period has passed: unless whoever decides for the body gives the reason, which is kept
    with the verdict. Refused too in a form that the charter excludes; where it allows meeting by
    correspondence in special cases only, ``special_reason`` states the case.
    """
    require_may_prepare(actor, meeting)
    meeting.refresh_from_db()
    now = timezone.now()
    check = notice_check(meeting, now=now)
    _require_sendable(meeting, check.missing)
    if not check.has_something_to_send:
        raise RuleError(_("Everyone who can be reached has this notice already."), code="nothing_to_send")
    special = _require_form(check.form_refusal, special_reason)
    verdict = require_in_time(meeting, check.verdict, late_reason, actor) | special
    unchanged = Meeting.objects.filter(pk=meeting.pk, version=meeting.version, state__in=SENDING)
    if not unchanged.update(
        state=Meeting.State.NOTIFIED,
        notified_at=meeting.notified_at or now,
        notice_sequence=F("notice_sequence") + (1 if check.is_update else 0),
        notice_told=told_now(meeting) if check.is_first or check.is_update else meeting.notice_told,
        notice_verdict=meeting.notice_verdict | verdict,
        state_reason="" if check.is_update else meeting.state_reason,
    ):
        raise RuleError(
            _("The meeting has changed. Reload the page and check the notice again."), code="changed"
        )
    meeting.refresh_from_db()
    if check.is_first or check.is_update:
        issue_letter(meeting, actor)
    job = tell_the_invited(meeting, actor)
    record(
        "meeting.notified", actor=actor, subject=meeting, sequence=meeting.notice_sequence, verdict=verdict
    )
    return job


def require_in_time(
    meeting: Meeting, verdict: Verdict | None, late_reason: str, actor: User
) -> dict[str, object]:
    """The verdict of now as it is kept with the meeting. Refused when late without the decider's reason."""
    if verdict is None or meeting.starts_at is None:
        return {}
    kept = notice_verdict(meeting, meeting.starts_at, now=timezone.now(), is_sent=True).as_data()
    if verdict.ok is not False:
        return kept
    sentence = verdict.sentence.in_language(get_language() or "")
    if not late_reason.strip():
        raise RuleError(
            sentence, code="notice_late", details={"verdict": verdict.as_data(), "field": "late_reason"}
        )
    if not may(actor, Power.DECIDE, meeting.association, meeting.body_id):
        raise NotAllowedError(
            _("%(verdict)s Only someone who decides for this body may let a late notice go out.")
            % {"verdict": sentence},
            code="late_notice_not_allowed",
        )
    return kept | {"late_reason": late_reason.strip()[:300], "allowed_by": str(actor)}


def _require_form(refusal: Verdict | None, special_reason: str) -> dict[str, object]:
    """The stated special case, to be kept with the meeting. Refused where the charter excludes its form."""
    if refusal is None:
        return {}
    if refusal.code != SPECIAL_CASES_ONLY or not special_reason.strip():
        raise RuleError(
            refusal.sentence.in_language(get_language() or ""),
            code=refusal.code,
            details={"verdict": refusal.as_data(), "field": "special_reason"},
        )
    return {"special_reason": special_reason.strip()[:300]}


def told_now(meeting: Meeting) -> dict[str, object]:
    """What the invited are told from now on, and which of it is new to them."""
    facts = facts_told(meeting)
    return facts | {"changed": changed_since_told(meeting, facts)}


def issue_letter(meeting: Meeting, actor: User) -> None:
    """The notice as a numbered, verifiable PDF; an earlier one is revoked."""
    title = notices.letter_title(meeting)
    document = issue_document(
        association=meeting.association,
        kind="notice",
        title_zh=title.zh,
        title_en=title.en,
        facts=notices.letter_facts(meeting),
        template="notice",
        data=notices.letter(meeting, announced_agenda(meeting)),
        subject=meeting,
        actor=actor,
    )
    withdraw_letter(meeting, _("Replaced by a newer notice"), actor)
    Meeting.objects.filter(pk=meeting.pk).update(notice_document=document)
    meeting.notice_document = document


def withdraw_letter(meeting: Meeting, reason: str, actor: User) -> None:
    """Whoever verifies the notice is told that it no longer holds."""
    document = meeting.notice_document
    if document is not None and document.state == document.State.VALID:
        withdraw_document(document, reason=reason, reason_is_public=True, actor=actor)


def tell_the_invited(meeting: Meeting, actor: User) -> Job:
    """Start the job that tells everyone who has to be told; see tasks."""
    arguments = {"meeting": str(meeting.pk)}
    return start_job(
        "meetings.send_notice", association=meeting.association, arguments=arguments, actor=actor
    )


def deliver_notice(meeting: Meeting, *, report: Callable[[int, int], None]) -> int:
    """Tell all who wait, a batch in a transaction. Begun anew after a crash it goes on with who is left.

    Each notice has a key of meeting, person and sequence: two runs at once tell nobody twice.
    """
    total = done = waiting_for_notice(meeting).count()
    done = 0
    while told := _tell_batch(meeting):
        done += told
        report(done, max(total, done))
    return done


@transaction.atomic
def _tell_batch(meeting: Meeting) -> int:
    meeting.refresh_from_db()
    rows = list(waiting_for_notice(meeting)[:BATCH])
    if not rows:
        return 0
    agenda = list(meeting.agenda.all())
    now = timezone.now()
    changed = meeting.notice_told.get("changed", [])
    announcement = notices.Announcement(meeting=meeting, agenda=agenda, changed=changed, at=now)
    give_notices(meeting.association, [notices.invitation(announcement, row) for row in rows])
    Invitation.objects.filter(pk__in=[row.pk for row in rows]).update(
        notified_at=now, notified_sequence=meeting.notice_sequence
    )
    record("meeting.told", actor=None, subject=meeting, sequence=meeting.notice_sequence, people=len(rows))
    return len(rows)


@transaction.atomic
def note_told(invitation: Invitation, *, how: str, actor: User) -> Invitation:
    """Note that somebody without mail and sign-in was told in another way (by telephone, by letter)."""
    require_may_prepare(actor, invitation.meeting)
    if not how.strip():
        raise InvalidError(_("Say how they were told."), code="how_missing", details={"field": "how"})
    meeting = Meeting.objects.get(pk=invitation.meeting_id)
    waiting = not_reachable(meeting).filter(pk=invitation.pk)
    told = Invitation.objects.filter(pk__in=waiting.order_by().values("pk"))
    if meeting.notified_at is None or not told.update(
        notified_at=timezone.now(), notified_sequence=meeting.notice_sequence
    ):
        raise RuleError(
            _("This person is told by the notice, or there is no notice yet."), code="not_waiting"
        )
    invitation.refresh_from_db()
    record("invitation.told", actor=actor, subject=invitation, how=how.strip()[:200])
    return invitation


def _require_sendable(meeting: Meeting, missing: list[str]) -> None:
    if meeting.state not in SENDING:
        raise RuleError(
            _("The notice of this meeting cannot be sent: the meeting is %(state)s.")
            % {"state": meeting.get_state_display()},
            code="not_sendable",
        )
    if missing:
        raise InvalidError(
            _("The notice cannot go out yet. Still missing: %(missing)s.")
            % {"missing": _(", ").join(missing)},
            code="notice_incomplete",
            details={"missing": missing},
        )
