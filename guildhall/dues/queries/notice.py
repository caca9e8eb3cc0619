from uuid import UUID

from django.db.models import F, Prefetch, QuerySet
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.documents.codes import read_code
from guildhall.documents.models import Document
from guildhall.dues.models import (
    BankAccount,
    DuesNotice,
    DuesNoticeQuerySet,
    DuesRun,
    Reminder,
    ReminderStep,
    Waiver,
)
from guildhall.dues.permissions import may_approve, may_keep_money, may_read_money
from guildhall.dues.queries.owed import with_open
from guildhall.dues.queries.preview import named
from guildhall.dues.queries.standard import today_at
from guildhall.jobs.models import Job

STATES = ("open", "overdue", "settled", "unsent", "cancelled")


def notices_visible_to(user: User, association: Association) -> DuesNoticeQuerySet:
    """All of the association for those who may read its money, else those of one's own membership."""
    notices = DuesNotice.objects.of(association)
    return notices if may_read_money(user, association) else notices.own(user)


def states() -> dict[str, str]:
    """What a list of notices can be narrowed to, in words."""
    return {
        "open": _("something open"),
        "overdue": _("overdue"),
        "settled": _("settled"),
        "unsent": _("not sent"),
        "cancelled": _("cancelled"),
    }


def notice_list(
    user: User,
    association: Association,
    *,
    year: int | None = None,
    state: str = "",
    tier: UUID | None = None,
    text: str = "",
) -> DuesNoticeQuerySet:
    """Notices that the user may see with what is open, by year and number; ``text`` is in number or name."""
    notices = with_open(notices_visible_to(user, association))
    notices = notices.select_related(
        "member__organization", "member__person", "tier", "association", "branch", "collector"
    )
    if year:
        notices = notices.filter(year=year)
    if tier:
        notices = notices.filter(tier=tier)
    if text:
        notices = notices.filter(number__icontains=text) | notices.filter(named(text, "member__"))
    return _in_state(notices, state, association).order_by("-year", "number")


def _in_state(notices: DuesNoticeQuerySet, state: str, association: Association) -> DuesNoticeQuerySet:
    if state == "cancelled":
        return notices.filter(cancelled_at__isnull=False)
    if state not in STATES:
        return notices
    standing = notices.standing()
    narrowed = {
        "open": lambda: standing.filter(still_open__gt=0),
        "overdue": lambda: standing.filter(still_open__gt=0, due_on__lt=today_at(association)),
        "settled": lambda: standing.filter(still_open=0),
        "unsent": lambda: standing.filter(sent_at__isnull=True),
    }
    return narrowed[state]()


def notice_to_show(user: User, association: Association) -> DuesNoticeQuerySet:
    """Whole notices: with what is open, waivers, reminders and allocations."""
    found = with_open(notices_visible_to(user, association)).select_related(
        "association",
        "member__organization",
        "member__person__user",
        "tier",
        "run__standard",
        "collector",
        "document__file",
    )
    waivers = Waiver.objects.select_related("requester", "approver", "association")
    return found.prefetch_related(
        Prefetch("waivers", waivers),
        Prefetch("reminders", Reminder.objects.select_related("step").order_by("on", "id")),
        "allocations__payment",
    )


def paper_of_code(association: Association, code: str) -> DuesNotice | None:
    """The notice whose document has this code and was not revoked: whoever has the code holds the document."""
    read = read_code(code)
    valid = DuesNotice.objects.filter(association=association, document__state=Document.State.VALID)
    return valid.select_related("document__file").filter(document__code=read).first()


def notice_acts(user: User, notice: DuesNotice) -> set[str]:
    """What the user may do to the notice now."""
    if notice.cancelled_at is not None or not may_keep_money(user, notice.association):
        return set()
    still_open = getattr(notice, "open", notice.amount)
    acts = {"set_collector"} | ({"request_waiver"} if still_open > 0 else set())
    waits = any(waiver.state == Waiver.State.REQUESTED for waiver in notice.waivers.all())
    return acts | ({"cancel_notice"} if still_open == notice.amount and not waits else set())


def waiver_acts(user: User, waiver: Waiver) -> set[str]:
    """What the user may do to the waiver now."""
    if not may_approve(user, waiver):
        return set()
    return {
        Waiver.State.REQUESTED.value: {"approve_waiver", "refuse_waiver"},
        Waiver.State.APPROVED.value: {"undo_waiver"},
    }.get(waiver.state, set())


def waivers_visible_to(user: User, association: Association) -> QuerySet[Waiver]:
    """Waivers of the notices that the user may see; those asked for first."""
    waivers = Waiver.objects.of(association).filter(notice__in=notices_visible_to(user, association))
    return waivers.select_related(
        "association",
        "notice__association",
        "notice__member__organization",
        "notice__member__person",
        "requester",
        "approver",
    )


def waiver_list(user: User, association: Association, *, state: str = "") -> QuerySet[Waiver]:
    """Waivers, the latest first; narrowed to a state."""
    waivers = waivers_visible_to(user, association).order_by("-requested_at", "-pk")
    return waivers.filter(state=state) if state else waivers


def run_list(user: User, association: Association) -> QuerySet[DuesRun]:
    """The yearly runs, for those who may read the association's money."""
    runs = DuesRun.objects.filter(association=association).select_related("standard", "job", "association")
    return runs if may_read_money(user, association) else runs.none()


def run_acts(user: User, run: DuesRun) -> set[str]:
    """What the user may do to the run now."""
    if not may_keep_money(user, run.association):
        return set()
    if run.job and run.job.state == Job.State.FAILED:
        again = {DuesRun.State.BOOKING.value: {"book_run"}, DuesRun.State.SENDING.value: {"send_run"}}
        if run.state in again:
            return again[run.state]
    return {
        DuesRun.State.PREVIEW.value: {"prepare_run", "book_run"},
        DuesRun.State.BOOKED.value: {"prepare_run", "send_run", "issue_notice"},
        DuesRun.State.SENT.value: {"prepare_run", "issue_notice"},
    }.get(run.state, set())


def step_list(user: User, association: Association) -> QuerySet[ReminderStep]:
    """The reminder steps in their order, those for one tier after the general one."""
    steps = ReminderStep.objects.filter(association=association).select_related("tier", "association")
    steps = steps.order_by("days", F("tier__rank").asc(nulls_first=True), "pk")
    return steps if may_read_money(user, association) else steps.none()


def bank_account_of(association: Association) -> BankAccount | None:
    return BankAccount.objects.filter(association=association).first()


def years_with_notices(user: User, association: Association) -> list[int]:
    years = notices_visible_to(user, association).order_by("-year")
    return list(years.values_list("year", flat=True).distinct())
