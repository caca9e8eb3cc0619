"""Who sees to it that notices are paid, what is to be reached by when, and in which branch notices count."""

from collections import defaultdict
from datetime import date
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.dues.actions.notice import hold_notice
from guildhall.dues.models import DuesNotice, DuesRun
from guildhall.dues.permissions import require_may_keep_money
from guildhall.dues.queries.arrears import collectors_of
from guildhall.dues.queries.branches import first_branches
from guildhall.dues.queries.standard import today_at
from guildhall.members.models import Tier
from guildhall.registry.models import Body

AT_ONCE = 5000


class Chosen(TypedDict, total=False):
    """Which notices of a year: of a tier, of a branch, only those that no collector has."""

    tier: Tier | None
    branch: Body | None
    only_without: bool


@transaction.atomic
def set_collector(notice: DuesNotice, *, collector: User | None, actor: User) -> DuesNotice:
    """Who sees to it that this notice is paid; None for nobody. Refused: a cancelled notice, somebody without a post."""
    require_may_keep_money(actor, notice.association)
    _require_collector(notice.association, collector)
    hold_notice(notice)
    DuesNotice.objects.filter(pk=notice.pk).update(collector=collector)
    notice.refresh_from_db()
    record("dues_notice.collector_set", actor=actor, subject=notice, collector=str(collector or ""))
    return notice


@transaction.atomic
def set_collectors(
    association: Association, *, year: int, collector: User | None, actor: User, **chosen: Unpack[Chosen]
) -> int:
    """Give all notices of a year that are chosen to a collector; how many comes back.

    Refused where there is none, and for somebody without a post in the association.
    """
    require_may_keep_money(actor, association)
    _require_collector(association, collector)
    notices = DuesNotice.objects.filter(association=association, year=year).standing()
    if tier := chosen.get("tier"):
        notices = notices.filter(tier=tier)
    if branch := chosen.get("branch"):
        notices = notices.filter(branch=branch)
    if chosen.get("only_without"):
        notices = notices.filter(collector__isnull=True)
    count = notices.update(collector=collector, version=F("version") + 1)
    if not count:
        raise RuleError(_("No notice of %(year)s is like that.") % {"year": year}, code="no_such_notices")
    record(
        "dues_notice.collectors_set",
        actor=actor,
        subject=association,
        year=year,
        notices=count,
        tier=str(tier or ""),
        branch=str(branch or ""),
        collector=str(collector or ""),
    )
    return count


@transaction.atomic
def set_target(run: DuesRun, *, percent: int | None, on: date | None, version: int, actor: User) -> DuesRun:
    """Which share of the year's dues is to be collected by which day; both None for no target.

    Refused: one without the other, no share between 1 and 100 %, a day before the notices, another ``version``.
    """
    require_may_keep_money(actor, run.association)
    _require_target(run, percent, on)
    found = DuesRun.objects.filter(pk=run.pk, version=version)
    if not found.update(target_percent=percent, target_on=on, version=F("version") + 1):
        raise RuleError(
            _("Somebody changed this in the meantime. Load the page again and repeat your change."),
            code="changed_meanwhile",
        )
    run.refresh_from_db()
    record("dues_run.target_set", actor=actor, subject=run, percent=percent, on=on and on.isoformat())
    return run


@transaction.atomic
def renew_branches(run: DuesRun, *, actor: User) -> int:
    """Count the run's notices in the branches of which their members are today; how many changed comes back.

    For when a branch's members were entered after the notices were booked. Refused where nothing changes.
    """
    require_may_keep_money(actor, run.association)
    members = first_branches(run.association, today_at(run.association))
    notices = DuesNotice.objects.filter(run=run).standing()
    moved: dict[UUID | None, list[UUID]] = defaultdict(list)
    for key, member, counted_in in notices.order_by().values_list("pk", "member", "branch"):
        if members.get(member) != counted_in:
            moved[members.get(member)].append(key)
    for branch, keys in moved.items():
        for start in range(0, len(keys), AT_ONCE):
            rows = notices.filter(pk__in=keys[start : start + AT_ONCE])
            rows.update(branch=branch, version=F("version") + 1)
    count = sum(map(len, moved.values()))
    if not count:
        raise RuleError(_("Every notice counts in its member's branch already."), code="nothing_changed")
    record("dues_run.branches_renewed", actor=actor, subject=run, notices=count)
    return count


def _require_collector(association: Association, collector: User | None) -> None:
    if collector and not collectors_of(association).filter(pk=collector.pk).exists():
        raise InvalidError(
            _("%(name)s holds no post here. Notices are given to people who hold one.") % {"name": collector},
            code="no_collector",
            details={"field": "collector"},
        )


def _require_target(run: DuesRun, percent: int | None, on: date | None) -> None:
    if (percent is None) != (on is None):
        raise InvalidError(
            _("A target needs both: the share and the day. Leave both empty for no target."),
            code="half_a_target",
            details={"field": "on" if on is None else "percent"},
        )
    if percent is not None and not 1 <= percent <= 100:
        raise InvalidError(
            _("Give a share between 1 and 100 %."), code="no_share", details={"field": "percent"}
        )
    if on is not None and on < run.issued_on:
        raise InvalidError(
            _("The notices are of a later day."), code="before_the_notices", details={"field": "on"}
        )
