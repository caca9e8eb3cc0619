"""What changed between two versions of a plan: pure functions on snapshots (plain JSON)."""

from dataclasses import dataclass
from typing import Any

Snapshot = dict[str, Any]
Item = dict[str, Any]
PLAN_FIELDS = ("title_zh", "title_en", "from_on", "to_on", "period_note_zh", "period_note_en")
ITEM_FIELDS = (
    "course",
    "content_zh",
    "content_en",
    "measure_zh",
    "measure_en",
    "deadline",
    "responsible",
    "superior",
    "lead",
    "supporting",
)


@dataclass(frozen=True)
class FieldChange:
    """One field with its old and new value, as they stand in the snapshots."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True)
class ItemChange:
    """An item that both versions have, with the fields that differ."""

    old: Item
    new: Item
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class Comparison:
    """Everything that differs. Items are told apart by their ``id``."""

    plan: tuple[FieldChange, ...]
    added: tuple[Item, ...]
    removed: tuple[Item, ...]
    changed: tuple[ItemChange, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.plan or self.added or self.removed or self.changed)


def compare(old: Snapshot, new: Snapshot) -> Comparison:
    """What turns ``old`` into ``new``. Cancelled items count as not there; order alone is no change."""
    before, after = _items(old), _items(new)
    both = [
        ItemChange(before[key], after[key], field_changes(before[key], after[key], ITEM_FIELDS))
        for key in after
        if key in before
    ]
    return Comparison(
        plan=field_changes(old, new, PLAN_FIELDS),
        added=tuple(item for key, item in after.items() if key not in before),
        removed=tuple(item for key, item in before.items() if key not in after),
        changed=tuple(change for change in both if change.fields),
    )


def field_changes(old: Item, new: Item, names: tuple[str, ...]) -> tuple[FieldChange, ...]:
    """The fields that differ. People and units are the same when their ``id`` is, whatever they are called."""
    return tuple(
        FieldChange(name, old.get(name), new.get(name))
        for name in names
        if _key(old.get(name)) != _key(new.get(name))
    )


def _items(snapshot: Snapshot) -> dict[str, Item]:
    return {item["id"]: item for item in snapshot.get("items", ()) if item.get("state") != "cancelled"}


def _key(value: Any) -> Any:
    """What makes two values the same. Nothing and an empty text or list are the same."""
    if isinstance(value, dict):
        return value.get("id", value)
    if isinstance(value, list):
        return sorted(str(_key(one)) for one in value) or None
    return value or None
