"""Checks that several nouns share: names, dates, and changes that two people make at once."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import F, Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, RuleError

PRIVATE = frozenset({"email", "phone", "born_on"})


def trimmed(details: Mapping[str, Any]) -> dict[str, Any]:
    """The details without blanks around texts."""
    return {name: value.strip() if isinstance(value, str) else value for name, value in details.items()}


def require_name(zh: str, en: str, *, field: str = "name_zh") -> None:
    if not (zh.strip() or en.strip()):
        raise InvalidError(
            _("Give a name in Chinese or in English."), code="name_missing", details={"field": field}
        )


def require_order(from_on: date | None, to_on: date | None) -> None:
    if from_on and to_on and to_on < from_on:
        raise InvalidError(
            _("The last day, %(to)s, is before the first, %(from)s.")
            % {"to": shown(to_on), "from": shown(from_on)},
            code="ends_before_start",
            details={"field": "to_on"},
        )


def shown(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def changes(row: Model, details: Mapping[str, Any]) -> dict[str, Any]:
    """Those details that differ from what is stored."""
    return {name: value for name, value in details.items() if getattr(row, name) != value}


def told(row: Model, changed: Mapping[str, Any]) -> dict[str, Any]:
    """What the record keeps of a change: from and to, but of private data only that it changed."""
    return {
        name: "private" if name in PRIVATE else [str(getattr(row, name) or ""), str(value or "")]
        for name, value in changed.items()
    }


def store_version(row: Model, version: int, changed: Mapping[str, Any], keys: Iterable[str] = ()) -> None:
    """Store a change made on ``version`` of the row; refuse it where somebody else was faster.

    ``keys`` are the fields that the row derives from its names.
    """
    for name, value in changed.items():
        setattr(row, name, value)
    if keys:
        row.with_keys()  # type: ignore[attr-defined]  # organizations and people have it
    values = {name: getattr(row, name) for name in keys} | dict(changed)
    stored = type(row)._default_manager.filter(pk=row.pk, version=version)
    if not stored.update(**values, version=F("version") + 1):
        raise changed_meanwhile(row, changed)
    row.refresh_from_db()


def changed_meanwhile(row: Model, changed: Iterable[str]) -> RuleError:
    """The refusal for the slower of two people who change the same thing.

    It names the faster one, and says what stands now where the slower one would have changed it; of private
    data not even that.
    """
    last = AuditEntry.objects.filter(
        association=getattr(row, "association", row),
        subject_id=str(row.pk),
    ).last()
    if last is None:
        message = _("Somebody else has changed this; yours is not stored. Compare, then save again.")
    else:
        message = _("%(who)s changed this on %(when)s; yours is not stored. Compare, then save again.") % {
            "who": last.actor_name,
            "when": date_format(timezone.localtime(last.at), "DATETIME_FORMAT"),
        }
    row.refresh_from_db()
    stands = {name: _stored(row, name) for name in changed if name not in PRIVATE}
    version = getattr(row, "version", None)
    return RuleError(message, code="changed_meanwhile", details={"version": version, "stands": stands})


def _stored(row: Model, name: str) -> str:
    """What the row says there, in words."""
    words = getattr(row, f"get_{name}_display", None)
    value = words() if words else getattr(row, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return shown(value)
    return ", ".join(value) if isinstance(value, list) else str(value if value is not None else "")
