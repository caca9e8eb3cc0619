"""Single notices: issued to one member, cancelled, lessened by waivers."""

from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.core.money import written_amount
from guildhall.documents.actions import take_numbers
from guildhall.dues.booking import SERIES, issue_notices, send_notices
from guildhall.dues.books import Happening, book
from guildhall.dues.ledger import Event, Kind
from guildhall.dues.models import DuesNotice, DuesRun, Waiver
from guildhall.dues.papers import replace_paper, withdraw_paper
from guildhall.dues.permissions import require_may_approve, require_may_keep_money
from guildhall.dues.queries.owed import open_of
from guildhall.dues.queries.preview import due_members
from guildhall.dues.queries.standard import today_at
from guildhall.dues.settling import keep_open
from guildhall.members.models import Member

State = DuesRun.State


def hold_notice(notice: DuesNotice) -> None:
    """Refuse unless the notice stands; nobody pays, waives or cancels any of it before this transaction ends."""
    held = DuesNotice.objects.filter(pk=notice.pk, cancelled_at__isnull=True)
    if not held.update(version=F("version") + 1):
        raise RuleError(_("This notice was cancelled."), code="notice_cancelled")
    notice.refresh_from_db()


@transaction.atomic
def issue_notice(run: DuesRun, *, member: Member, actor: User) -> DuesNotice:
    """One notice of a booked run for one member: who joined since, or whose notice was cancelled. Of a run that was
    sent it is sent at once.

    Refused while the run is under way, with a notice of the year that stands, and where the preview would give none.
    """
    require_may_keep_money(actor, run.association)
    take_numbers(run.association, SERIES, run.year, count=0)
    run.refresh_from_db(fields=["state"])
    if run.state not in (State.BOOKED, State.SENT):
        raise RuleError(_("Book the run first; then single notices can be added."), code="not_booked")
    if DuesNotice.objects.standing().filter(member=member, year=run.year).exists():
        raise RuleError(
            _("%(member)s has a notice of this year.") % {"member": member},
            code="has_one",
            details={"field": "member"},
        )
    found = due_members(run, cancelled_again=True).filter(pk=member.pk).first()
    if found is None:
        raise RuleError(
            _("%(member)s owes nothing by this run: look at the preview for the reason.")
            % {"member": member},
            code="owes_nothing",
            details={"field": "member"},
        )
    [notice] = issue_notices(run, [found], actor=actor)
    if run.state == State.SENT:
        send_notices([notice.pk], actor=actor)
    record("dues_notice.issued", actor=actor, subject=notice, amount=notice.amount, member=str(member.pk))
    return notice


@transaction.atomic
def cancel_notice(notice: DuesNotice, *, reason: str, actor: User) -> DuesNotice:
    """The notice is no longer owed. Refused once something of it was paid or waived: that is taken back first."""
    require_may_keep_money(actor, notice.association)
    reason = _reason(reason)
    hold_notice(notice)
    if open_of(notice) != notice.amount or notice.waivers.filter(state=Waiver.State.REQUESTED).exists():
        raise RuleError(
            _("Something of this notice was paid, waived or is asked to be. Take that back first."),
            code="not_all_open",
        )
    today = today_at(notice.association)
    DuesNotice.objects.filter(pk=notice.pk, cancelled_at__isnull=True).update(
        cancelled_at=timezone.now(), cancelled_why=reason
    )
    keep_open([notice.pk])
    event = Event(Kind.CANCELLED, notice.amount)
    book(notice.association, [Happening(event, "dues.duesnotice", notice.pk, today)], actor=actor)
    withdraw_paper(notice, actor=actor)
    notice.refresh_from_db()
    record("dues_notice.cancelled", actor=actor, subject=notice, reason=reason, amount=notice.amount)
    return notice


@transaction.atomic
def request_waiver(notice: DuesNotice, *, amount: int, reason: str, actor: User) -> Waiver:
    """Ask that a part of a notice need not be paid. Nothing changes until somebody else who decides approves it.

    Refused: more than is open and not asked for yet, no reason, a cancelled notice.
    """
    require_may_keep_money(actor, notice.association)
    reason = _reason(reason)
    hold_notice(notice)
    asked = sum(notice.waivers.filter(state=Waiver.State.REQUESTED).values_list("amount", flat=True))
    _require_open(notice, amount, besides=asked)
    waiver = Waiver.objects.create(
        association=notice.association, notice=notice, amount=amount, reason=reason, requester=actor
    )
    record("waiver.requested", actor=actor, subject=waiver, amount=amount, reason=waiver.reason)
    return waiver


@transaction.atomic
def approve_waiver(waiver: Waiver, *, actor: User) -> Waiver:
    """From today that part is not owed. For somebody who decides, other than who asked; refused when so much is
    not open any more."""
    require_may_approve(actor, waiver)
    hold_notice(waiver.notice)
    _require_open(waiver.notice, waiver.amount)
    today = today_at(waiver.association)
    _decide(waiver, Waiver.State.REQUESTED, state=Waiver.State.APPROVED, approver=actor, on=today)
    _book(waiver, today, actor=actor)
    replace_paper(waiver.notice, actor=actor)
    record("waiver.approved", actor=actor, subject=waiver, amount=waiver.amount, reason=waiver.reason)
    return waiver


@transaction.atomic
def refuse_waiver(waiver: Waiver, *, reason: str, actor: User) -> Waiver:
    """It stays owed, with the reason. For somebody who decides, other than who asked."""
    require_may_approve(actor, waiver)
    reason = _reason(reason)
    _decide(waiver, Waiver.State.REQUESTED, state=Waiver.State.REFUSED, approver=actor, answer=reason)
    record("waiver.refused", actor=actor, subject=waiver, reason=reason)
    return waiver


@transaction.atomic
def undo_waiver(waiver: Waiver, *, reason: str, actor: User) -> Waiver:
    """Take an approved waiver back: from today that part is owed again. For somebody who decides, other than who asked."""
    require_may_approve(actor, waiver)
    reason = _reason(reason)
    hold_notice(waiver.notice)
    today = today_at(waiver.association)
    _decide(waiver, Waiver.State.APPROVED, state=Waiver.State.UNDONE, undone_on=today, answer=reason)
    _book(waiver, today, actor=actor, undoes=True)
    replace_paper(waiver.notice, actor=actor)
    record("waiver.undone", actor=actor, subject=waiver, reason=reason)
    return waiver


def _reason(reason: str) -> str:
    if not reason.strip():
        raise InvalidError(_("Say why."), code="reason_missing", details={"field": "reason"})
    return reason.strip()[:300]


def _require_open(notice: DuesNotice, amount: int, besides: int = 0) -> None:
    if amount <= 0:
        raise InvalidError(
            _("Give an amount above nothing."), code="nothing_to_waive", details={"field": "amount"}
        )
    still_open = open_of(notice) - besides
    if amount > still_open:
        raise RuleError(
            _("Only %(open)s of this notice can still be waived.")
            % {"open": written_amount(still_open, get_language() or "en")},
            code="more_than_open",
            details={"field": "amount", "open": still_open},
        )


def _decide(waiver: Waiver, before: str, **changes: object) -> None:
    if not Waiver.objects.filter(pk=waiver.pk, state=before).update(**changes):
        raise RuleError(_("This waiver was decided already."), code="already_decided")
    waiver.refresh_from_db()


def _book(waiver: Waiver, today: date, *, actor: User, undoes: bool = False) -> None:
    keep_open([waiver.notice_id])
    event = Event(Kind.WAIVED, waiver.amount, undoes=undoes)
    book(waiver.association, [Happening(event, "dues.waiver", waiver.pk, today)], actor=actor)
