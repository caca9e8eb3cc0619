"""What people call the acts of the record. Each room names its own in ``<room>/recorded.py``, read once at start."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Acts:
    """The acts of one room, by the code that the record holds."""

    room: str | Promise
    labels: dict[str, str | Promise]


_named: list[Acts] = []
_labels: dict[str, str | Promise] = {}


def name_acts(room: str | Promise, labels: dict[str, str | Promise]) -> None:
    """Names the acts of one room. A code is named once in the whole house."""
    if twice := _labels.keys() & labels.keys():
        raise ValueError(f"named twice: {sorted(twice)}")
    _labels.update(labels)
    _named.append(Acts(room, labels))


def label_of(code: str) -> str:
    """In the reader's language; for a code that an older version left behind, the code itself."""
    return str(_labels.get(code, code))


def named_acts() -> list[Acts]:
    """Every act that has words, room by room, from the ground floor up."""
    return list(_named)
