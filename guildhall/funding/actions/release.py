"""What a firm keeps for banks, and what it lets which bank see until when."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import IO

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.documents.actions import store_file
from guildhall.funding import notices
from guildhall.funding.actions.terms import LARGEST_SUM
from guildhall.funding.models import DataItem, FirmRecord, FundingRules, Look, Release, ReleasedItem
from guildhall.funding.permissions import require_may_look_after, require_of_firm
from guildhall.funding.queries import longest_days
from guildhall.notices.actions import give_notices
from guildhall.registry.actions.details import changed_meanwhile
from guildhall.registry.models import Organization
from guildhall.registry.queries import today_in

FIRST_YEAR = 1990


@transaction.atomic
def keep_firm_record(
    organization: Organization,
    *,
    item: str,
    year: int | None = None,
    amount: int | None = None,
    name: str = "",
    content: IO[bytes] | bytes | None = None,
    note: str = "",
    actor: User,
) -> FirmRecord:
    """A year's turnover, or a tax or credit file, kept for banks; nobody sees it but the firm's own people and whom
    they release it to. Refused the second turnover of a year, and a file where a sum belongs or the other way."""
    require_of_firm(actor, organization)
    kind = _kept_kind(item)
    row = FirmRecord(
        association=organization.association,
        organization=organization,
        item=kind,
        note=note.strip(),
        created_by=actor,
    )
    if kind == DataItem.TURNOVER:
        row.year, row.amount = _turnover(organization, year, amount)
    elif content is None:
        raise InvalidError(_("Choose a file."), code="file_missing", details={"field": "file"})
    else:
        row.year = year
        row.file = store_file(association=organization.association, name=name, content=content, actor=actor)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as twice:
        raise RuleError(
            _("The turnover of this year is known already. Remove it first."),
            code="year_known",
            details={"field": "year"},
        ) from twice
    record("firm_record.kept", actor=actor, subject=row, item=str(kind))
    return row


def _kept_kind(item: str) -> DataItem:
    if item not in FirmRecord.KEPT:
        raise InvalidError(
            _("This is taken from what the association knows; it is not kept here."),
            code="not_kept",
            details={"field": "item"},
        )
    return DataItem(item)


def _turnover(organization: Organization, year: int | None, amount: int | None) -> tuple[int, int]:
    today = today_in(organization.association)
    if year is None or not FIRST_YEAR <= year <= today.year:
        raise InvalidError(_("Say which year, none to come."), code="wrong_year", details={"field": "year"})
    if amount is None or not 0 <= amount <= LARGEST_SUM:
        raise InvalidError(_("Say how much."), code="amount_missing", details={"field": "amount"})
    return year, amount


@transaction.atomic
def drop_firm_record(row: FirmRecord, *, actor: User) -> None:
    """It is kept no longer; no bank sees it any more, whatever was released."""
    require_of_firm(actor, row.organization)
    record("firm_record.dropped", actor=actor, subject=row, item=str(row.item))
    if not FirmRecord.objects.filter(pk=row.pk).delete()[0]:
        raise RuleError(_("This is not kept any more."), code="gone")


@transaction.atomic
def release_data(
    organization: Organization,
    *,
    bank: Organization,
    items: Collection[str],
    until_on: date,
    note: str = "",
    actor: User,
) -> Release:
    """Let one bank see these items until the day, both included. For the firm's own people only.

    Refused: to what is no bank, nothing at all, an end in the past or later than the association's rules allow.
    """
    require_of_firm(actor, organization)
    known = [item for item in DataItem if item in items]
    _require_bank(organization, bank)
    if not known or len(known) != len(set(items)):
        raise InvalidError(
            _("Choose what the bank may see."), code="items_missing", details={"field": "items"}
        )
    _require_end(organization.association, until_on)
    release = Release.objects.create(
        association=organization.association,
        organization=organization,
        bank=bank,
        until_on=until_on,
        note=note.strip(),
        created_by=actor,
    )
    ReleasedItem.objects.bulk_create(
        [ReleasedItem(association=release.association, release=release, item=item) for item in known]
    )
    give_notices(release.association, notices.released(release, known))
    record(
        "release.made",
        actor=actor,
        subject=release,
        bank=str(bank.pk),
        items=[str(item) for item in known],
        until=until_on.isoformat(),
    )
    return release


def _require_bank(organization: Organization, bank: Organization) -> None:
    if bank.kind != Organization.Kind.BANK or bank.association_id != organization.association_id:
        raise InvalidError(_("Data are released to banks."), code="no_bank", details={"field": "bank"})
    if bank.pk == organization.pk:
        raise InvalidError(_("A bank releases nothing to itself."), code="no_bank", details={"field": "bank"})


def _require_end(association: Association, until_on: date) -> None:
    today, most = today_in(association), longest_days(association)
    if until_on < today:
        raise InvalidError(_("This day has passed."), code="ends_in_past", details={"field": "until_on"})
    if until_on > today + timedelta(days=most):
        raise InvalidError(
            _("Data are released for %(days)d days at most.") % {"days": most},
            code="too_long",
            details={"field": "until_on"},
        )


@transaction.atomic
def revoke_release(release: Release, *, actor: User) -> Release:
    """The bank sees nothing of it any more, from this moment. A look that is under way is over before this is."""
    require_of_firm(actor, release.organization)
    Release.objects.select_for_update().get(pk=release.pk)
    open_ones = Release.objects.filter(pk=release.pk, revoked_at__isnull=True)
    if not open_ones.update(revoked_at=timezone.now(), revoked_by=actor):
        raise RuleError(_("This release was revoked already."), code="revoked_already")
    release.refresh_from_db(fields=["revoked_at", "revoked_by"])
    give_notices(release.association, notices.revoked(release))
    looks = Look.objects.filter(release=release, outcome=Look.Outcome.SHOWN).count()
    record("release.revoked", actor=actor, subject=release, looks=looks)
    return release


@transaction.atomic
def set_funding_rules(
    association: Association, *, longest_days: int, version: int = 0, actor: User
) -> FundingRules:
    """For how many days a release may last. Releases that were made keep their day. ``version`` is the one that was
    read; 0 where nothing was set before."""
    require_may_look_after(actor, association)
    if not 1 <= longest_days <= 366:
        raise InvalidError(_("From 1 to 366 days."), code="out_of_range", details={"field": "longest_days"})
    rules, _made = FundingRules.objects.get_or_create(association=association, defaults={"version": 0})
    kept = FundingRules.objects.filter(pk=rules.pk, version=version)
    if not kept.update(longest_days=longest_days, version=F("version") + 1):
        raise changed_meanwhile(rules, ["longest_days"])
    rules.refresh_from_db()
    record("funding_rules.set", actor=actor, subject=rules, longest_days=longest_days)
    return rules
