"""Finding entries of the same firm, telling them apart, making two one, and taking that back."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.core.requests import forget
from guildhall.jobs.actions import start_job
from guildhall.jobs.models import Job
from guildhall.members.models import Merge, NotSame
from guildhall.members.models.merge import in_order
from guildhall.members.permissions import require_may_keep_members
from guildhall.members.queries.merge import (
    FIELDS,
    SEARCH,
    Comparison,
    comparison,
    is_below,
    last_search,
    stored_value,
    undo_hindrances,
)
from guildhall.members.ties import point, rows_of, tie_of
from guildhall.registry.models import Organization


@transaction.atomic
def find_duplicates(association: Association, *, actor: User) -> Job:
    """Search all active organizations for entries of the same firm, in the background.

    Comes out: the job; where a search is waiting or running, that one.
    """
    require_may_keep_members(actor, association)
    running = last_search(association)
    if running and running.state in (Job.State.QUEUED, Job.State.RUNNING):
        return running
    job = start_job(SEARCH, association=association, actor=actor)
    record("duplicates.sought", actor=actor, subject=association)
    return job


@transaction.atomic
def tell_apart(first: Organization, second: Organization, *, actor: User) -> NotSame:
    """Remember that these are two firms: the search does not offer them again, and merging them is refused.

    Refused: twice the same entry, entries of two associations, a pair that was told apart already.
    """
    require_may_keep_members(actor, first.association)
    _require_two(first, second)
    pair, is_new = NotSame.objects.get_or_create(
        **in_order(first, second), defaults={"association": first.association, "actor": actor}
    )
    if not is_new:
        raise RuleError(_("These two were already told apart."), code="already_told_apart")
    record("organizations.told_apart", actor=actor, subject=first, other=second.name, other_id=str(second.pk))
    return pair


@transaction.atomic
def compare_again(pair: NotSame, *, actor: User) -> None:
    """Take back that two entries are two firms. Refused where somebody else just did."""
    require_may_keep_members(actor, pair.association)
    first, second = pair.first, pair.second
    if not NotSame.objects.filter(pk=pair.pk).delete()[0]:
        raise RuleError(_("This was already taken back."), code="already_taken_back")
    record("organizations.compared_again", actor=actor, subject=first, other=second.name)


@transaction.atomic
def merge_organizations(
    kept: Organization,
    gone: Organization,
    *,
    versions: tuple[int, int],
    choose: Collection[str] = (),
    actor: User,
) -> Merge:
    """Make two entries of the same firm one.

    ``versions`` are those of ``kept`` and ``gone`` that were shown to the actor; ``choose`` names the fields in
    which ``kept`` takes over what ``gone`` says. Everything that refers to ``gone``, in every room, refers to
    ``kept`` afterwards; ``gone`` is retired and its address leads to ``kept``. Where both hold a seat in one
    body, the seat of ``gone`` ends the day before; a row that ``kept`` has already stays with ``gone``.

    Refused: both are members (one membership ends first), ``kept`` is retired or a unit of ``gone``, the two
    were told apart, one of them changed since it was shown or is merged already. ``undo_merge`` takes it back.
    """
    require_may_keep_members(actor, kept.association)
    _require_two(kept, gone)
    _require_fields(choose)
    kept, gone = _held(kept, gone)
    found = comparison(kept, gone)
    for code, sentence in found.hindrances:
        raise RuleError(sentence, code=code)
    before = _values_before(found, choose)
    _retire(gone, versions[1], before["gone"], into=kept)
    _store(kept, versions[0], before["kept"])
    _move_all(found)
    merge = Merge.objects.create(
        association=kept.association,
        kept=kept,
        gone=gone,
        moved=[move.as_data() for move in found.moves if move.moving],
        before=before,
        actor=actor,
    )
    forget()
    counts = {f"{move.tie.table}.{move.tie.field}": len(move.moving) for move in found.moves}
    record(
        "organization.merged", actor=actor, subject=kept, gone=gone.name, gone_id=str(gone.pk), moved=counts
    )
    return merge


@transaction.atomic
def undo_merge(merge: Merge, *, actor: User) -> Merge:
    """Take a merge back: every row, seat and field that it changed is again as it was before.

    Refused, with what to do first: a row that was moved is elsewhere by now, a field that was taken over says
    something else, the kept entry was merged further, it was undone already.
    """
    require_may_keep_members(actor, merge.association)
    merge.kept, merge.gone = _held(merge.kept, merge.gone)
    merge.undone_at = Merge.objects.values_list("undone_at", flat=True).get(pk=merge.pk)
    for code, sentence in undo_hindrances(merge):
        raise RuleError(sentence, code=code)
    now = timezone.now()
    if not Merge.objects.filter(pk=merge.pk, undone_at__isnull=True).update(undone_at=now):
        raise RuleError(_("This merge was already undone."), code="already_undone")
    merge.undone_at = now
    _put_back(merge)
    forget()
    record("merge.undone", actor=actor, subject=merge.kept, gone=merge.gone.name, gone_id=str(merge.gone.pk))
    return merge


def _require_two(one: Organization, other: Organization) -> None:
    if one.pk == other.pk:
        raise InvalidError(_("This is one entry. Choose two."), code="same_entry")
    if one.association_id != other.association_id:
        raise InvalidError(_("Choose two organizations of the same association."), code="other_association")


def _require_fields(choose: Collection[str]) -> None:
    if unknown := sorted(set(choose) - set(FIELDS)):
        message = _("There is no field “%(name)s” to choose.") % {"name": unknown[0]}
        raise InvalidError(message, code="unknown_field", details={"field": "choose"})


def _held(kept: Organization, gone: Organization) -> tuple[Organization, Organization]:
    """Both as they stand now, held until the end of the transaction against others who merge them."""
    rows = Organization.objects.select_related("association").select_for_update(of=("self",))
    held = {row.pk: row for row in rows.filter(pk__in=[kept.pk, gone.pk]).order_by("pk")}
    return held[kept.pk], held[gone.pk]


def _values_before(found: Comparison, choose: Collection[str]) -> dict[str, Any]:
    """Every value that the merge changes, as ``[was, becomes]``."""
    kept, gone = found.kept, found.gone
    taken = {name: [stored_value(kept, name), stored_value(gone, name)] for name in FIELDS if name in choose}
    taken = {name: pair for name, pair in taken.items() if pair[0] != pair[1]}
    if "parent" in taken and (gone.parent_id == kept.pk or (gone.parent and is_below(gone.parent, kept))):
        message = _("%(gone)s belongs to a unit of %(kept)s. Keep what the entry belongs to.")
        raise RuleError(message % {"gone": gone.name, "kept": kept.name}, code="loop")
    left: dict[str, Any] = {"is_active": [gone.is_active, False]}
    if "uscc" in taken and gone.uscc:
        left["uscc"] = [gone.uscc, ""]
    closed = [closing.as_data() for closing in found.closing]
    stayed = [
        {"table": move.tie.table, "field": move.tie.field, "rows": [str(pk) for pk in move.staying]}
        for move in found.moves
        if move.staying
    ]
    return {"kept": taken, "gone": left, "closed": closed, "stayed": stayed}


def _retire(gone: Organization, version: int, changed: dict[str, Any], *, into: Organization) -> None:
    values = {name: became for name, (_was, became) in changed.items()}
    rows = Organization.objects.filter(pk=gone.pk, version=version, merged_into__isnull=True)
    if not rows.update(**values, merged_into=into, version=F("version") + 1):
        raise _changed_meanwhile(gone)
    gone.refresh_from_db()


def _store(organization: Organization, version: int, changed: dict[str, Any]) -> None:
    rows = Organization.objects.filter(pk=organization.pk, version=version)
    if not rows.update(**_values(organization, changed, 1), version=F("version") + 1):
        raise _changed_meanwhile(organization)
    organization.refresh_from_db()


def _values(organization: Organization, changed: dict[str, Any], place: int) -> dict[str, Any]:
    """The values to store, from ``[was, becomes]``, with the keys that follow from the names."""
    values: dict[str, Any] = {}
    for name, pair in changed.items():
        is_parent = name == "parent"
        value = UUID(pair[place]) if is_parent and pair[place] else pair[place]
        values[f"{name}_id" if is_parent else name] = value
    for name, value in values.items():
        setattr(organization, name, value)
    organization.with_keys()
    keys = {name: getattr(organization, name) for name in ("name_key", "plain_zh", "plain_en")}
    return values | keys


def _changed_meanwhile(organization: Organization) -> RuleError:
    message = _("%(name)s was changed since you opened this page. Compare the two again.")
    return RuleError(message % {"name": organization.name}, code="changed_meanwhile")


def _move_all(found: Comparison) -> None:
    for closing in found.closing:
        type(closing.row)._base_manager.filter(pk=closing.row.pk).update(to_on=closing.last_day)
    for move in found.moves:
        try:
            with transaction.atomic():
                point(move.tie, move.moving, was=found.gone, now=found.kept)
        except IntegrityError as error:
            message = _("%(kind)s: the rows of both entries cannot stand side by side. Settle them first.")
            raise RuleError(message % {"kind": move.label}, code="cannot_stand_together") from error


def _put_back(merge: Merge) -> None:
    """Fields first (the credit code must be free), then the rows, then the seats that were ended."""
    kept, gone = merge.kept, merge.gone
    try:
        with transaction.atomic():
            _store(kept, kept.version, _turned(merge.before["kept"]))
            left = {name: was for name, (was, _became) in merge.before["gone"].items()}
            rows = Organization.objects.filter(pk=gone.pk, merged_into=kept)
            rows.update(**left, merged_into=None, version=F("version") + 1)
            for move in merge.moved:
                point(tie_of(move["table"], move["field"]), move["rows"], was=kept, now=gone)
            for closed in merge.before["closed"]:
                rows_of(closed["table"]).filter(pk=closed["row"]).update(to_on=closed["was"])
    except IntegrityError as error:
        message = _(
            "What was there before no longer fits: its credit code or a seat belongs to another entry now."
        )
        raise RuleError(message, code="no_longer_fits") from error
    kept.refresh_from_db()
    gone.refresh_from_db()


def _turned(changed: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return {name: [became, was] for name, (was, became) in changed.items()}
