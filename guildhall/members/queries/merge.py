"""Which entries may be one firm, and what a merge of two would do."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, Field, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guildhall.accounts.models import Association
from guildhall.jobs.models import Job
from guildhall.members.likeness import Firm, Reason, likeness_of
from guildhall.members.models import LikelyPair, Merge, NotSame
from guildhall.members.models.merge import MergeQuerySet, in_order
from guildhall.members.ties import (
    Closing,
    Move,
    closings,
    memberships,
    moves,
    rows_of,
    still_pointing,
    tie_of,
)
from guildhall.registry.models import Organization, Seat
from guildhall.registry.queries import today_in

SEARCH = "members.find_duplicates"
FIELDS = (
    *("name_zh", "name_en", "short_zh", "short_en", "kind", "uscc", "parent", "region"),
    *("address", "website", "phone", "about_zh", "about_en"),
)
COMPARED = ("name_zh", "name_en", "uscc", "region", "phone", "address", "website")


@dataclass(frozen=True)
class FieldLine:
    """One field of both entries; ``differs`` where there is something to choose, ``taken`` what is proposed."""

    name: str
    label: str
    kept: str
    gone: str
    taken: bool

    @property
    def differs(self) -> bool:
        return self.kept != self.gone


@dataclass(frozen=True)
class Comparison:
    """Two entries side by side, and everything that merging them would do."""

    kept: Organization
    gone: Organization
    lines: list[FieldLine]
    points: list[Reason]
    moves: list[Move]
    closing: list[Closing]
    hindrances: list[tuple[str, str]]
    told_apart: NotSame | None

    @property
    def seats_closing(self) -> list[Closing]:
        return [closing for closing in self.closing if isinstance(closing.row, Seat)]

    @property
    def choosable(self) -> list[FieldLine]:
        return [line for line in self.lines if line.differs]


def likely_pairs_of(association: Association) -> QuerySet[LikelyPair]:
    """What the last search found and nobody settled since, the likeliest first."""
    told_apart = NotSame.objects.filter(first=OuterRef("first"), second=OuterRef("second"))
    both_active = Q(first__is_active=True, second__is_active=True)
    found = LikelyPair.objects.of(association).filter(both_active).filter(~Exists(told_apart))
    return found.select_related("first", "second").order_by("-score", "id")


def last_search(association: Association) -> Job | None:
    """The newest search for duplicates, running or done."""
    return Job.objects.filter(association=association, task=SEARCH).order_by("-created_at").first()


def told_apart(association: Association) -> QuerySet[NotSame]:
    """Pairs of which somebody said that they are two, the newest first."""
    return NotSame.objects.of(association).select_related("first", "second", "actor").order_by("-at", "-id")


def merges(association: Association) -> MergeQuerySet:
    """What was merged, the newest first, undone ones too."""
    return Merge.objects.of(association).select_related("kept", "gone", "actor").order_by("-at", "-id")


def firm_of(organization: Organization) -> Firm:
    """What the search compares of an organization."""
    return Firm(organization.pk, **{name: getattr(organization, name) for name in COMPARED})


def comparison(kept: Organization, gone: Organization) -> Comparison:
    """Both entries side by side: differences, why they are alike, all that moves, and what stands against it."""
    likeness = likeness_of(firm_of(kept), firm_of(gone))
    today = today_in(kept.association)
    found = moves(kept, gone, today)
    apart = NotSame.objects.filter(**in_order(kept, gone)).select_related("actor").first()
    return Comparison(
        kept=kept,
        gone=gone,
        lines=[_line(name, kept, gone) for name in FIELDS],
        points=list(likeness.reasons) if likeness else [],
        moves=found,
        closing=[closing for move in found for closing in closings(move, today)],
        hindrances=hindrances(kept, gone, apart),
        told_apart=apart,
    )


def _line(name: str, kept: Organization, gone: Organization) -> FieldLine:
    mine, theirs = shown_value(kept, name), shown_value(gone, name)
    return FieldLine(name, field_label(name), mine, theirs, taken=bool(theirs and not mine))


def shown_value(organization: Organization, name: str) -> str:
    if name == "kind":
        return organization.get_kind_display()
    return str(getattr(organization, name) or "")


def hindrances(kept: Organization, gone: Organization, apart: NotSame | None) -> list[tuple[str, str]]:
    """Why these two cannot be merged now: code and sentence, each with what to do first."""
    names = {"kept": kept.name, "gone": gone.name}
    found: list[tuple[str, str]] = []
    if kept.pk == gone.pk:
        found.append(("same_entry", _("This is one entry. Choose two.")))
    if gone.merged_into_id:
        found.append(("already_merged", _("%(gone)s is already merged into another entry.") % names))
    if not kept.is_active:
        found.append(
            ("retired", _("%(kept)s is retired. Keep the active entry, or restore it first.") % names)
        )
    if is_below(kept, gone):
        found.append(
            (
                "loop",
                _("%(kept)s is a unit of %(gone)s. Keep the upper one, or change what it belongs to.")
                % names,
            )
        )
    if apart is not None:
        sentence = _("Somebody said that these are two firms. Take that back first.")
        found.append(("told_apart", sentence))
    both = memberships(kept, gone)
    if len({member.organization_id for member in both}) > 1:
        numbers = {member.organization_id: member.number for member in both}
        sentence = _(
            "Both are members: %(kept)s under number %(mine)s, %(gone)s under number %(theirs)s."
            " End one membership first; then merge."
        ) % (names | {"mine": numbers[kept.pk], "theirs": numbers[gone.pk]})
        found.append(("both_members", sentence))
    return found


def is_below(organization: Organization, top: Organization) -> bool:
    """Whether it is a unit of ``top``, directly or through others."""
    above, seen = organization.parent, set()
    while above is not None and above.pk not in seen:
        if above.pk == top.pk:
            return True
        seen.add(above.pk)
        above = above.parent
    return False


def undo_hindrances(merge: Merge) -> list[tuple[str, str]]:
    """Why the merge cannot be taken back: code and sentence, each with what to do first."""
    kept, gone = merge.kept, merge.gone
    names = {"kept": kept.name, "gone": gone.name}
    if merge.undone_at:
        return [("already_undone", _("This merge was already undone."))]
    if kept.merged_into_id:
        return [("merged_further", _("%(kept)s was itself merged since. Undo that merge first.") % names)]
    return [*_moved_on(merge), *_changed_since(merge)]


def _moved_on(merge: Merge) -> list[tuple[str, str]]:
    found = []
    for move in merge.moved:
        tie = tie_of(move["table"], move["field"])
        if lost := len(move["rows"]) - still_pointing(tie, move["rows"], merge.kept):
            sentence = ngettext(
                "%(kind)s: %(count)d row that was moved is no longer with %(kept)s. Put it back there first.",
                "%(kind)s: %(count)d rows that were moved are no longer with %(kept)s. Put them back there first.",
                lost,
            )
            told = {"kind": tie.label, "count": lost, "kept": merge.kept.name}
            found.append(("moved_since", sentence % told))
    return found


def _changed_since(merge: Merge) -> list[tuple[str, str]]:
    """Fields that the merge took over and that say something else by now."""
    found = []
    for organization, key in ((merge.kept, "kept"), (merge.gone, "gone")):
        for name, (_was, became) in merge.before.get(key, {}).items():
            if stored_value(organization, name) != became:
                sentence = _(
                    "%(field)s of %(name)s was changed since the merge. Set it back to “%(value)s” first."
                )
                told = {
                    "field": field_label(name),
                    "name": organization.name,
                    "value": _readable(name, became),
                }
                found.append(("changed_since", sentence % told))
    sentence = _("A seat that the merge ended was changed since. It cannot be put back.")
    return found + [
        ("seat_changed", sentence) for closed in merge.before["closed"] if not _still_closed(closed)
    ]


def _still_closed(closed: dict[str, Any]) -> bool:
    return rows_of(closed["table"]).filter(pk=closed["row"], to_on=closed["to_on"]).exists()


def field_label(name: str) -> str:
    """What people call a field of an organization."""
    field: Field[Any, Any] = Organization._meta.get_field(name)  # type: ignore[assignment]  # no relation back
    return _("Belongs to") if name == "parent" else str(field.verbose_name)


def _readable(name: str, value: str | None) -> str:
    if name != "parent":
        return str(value or "")
    above = Organization.objects.filter(pk=UUID(value)).first() if value else None
    return above.name if above else ""


def stored_value(organization: Organization, name: str) -> str | bool | None:
    """A field's value as plain JSON."""
    value = getattr(organization, f"{name}_id" if name == "parent" else name)
    return str(value) if isinstance(value, UUID) else value


def moved_counts(merge: Merge) -> list[tuple[str, int]]:
    """How many rows of each kind the merge moved."""
    return [(tie_of(move["table"], move["field"]).label, len(move["rows"])) for move in merge.moved]


def taken_lines(merge: Merge) -> list[tuple[str, str, str]]:
    """The fields that the kept entry took over: what, what it said before, what it says since."""
    return [
        (field_label(name), _readable(name, was), _readable(name, became))
        for name, (was, became) in merge.before.get("kept", {}).items()
    ]
