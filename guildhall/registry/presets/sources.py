"""Where the rules of the presets come from, and how well that is known."""

from typing import Any

Row = dict[str, Any]
Text = tuple[str, str]  # Chinese, English

LAW = ("A", "法律和行政法规", "laws and regulations")
OFFICIAL = ("B", "登记管理机关的规定和示范章程", "rules and model charters of the registrars")
COMMON = ("B", "协会章程的通行写法", "common charter practice")
SOME = ("C", "部分协会或地方的做法", "practice of single associations or places")
CHECK: Text = ("各会章程不同，请核对本会章程", "charters differ; check your own")


def rule(value: object, source: tuple[str, str, str], note: Text | None = None) -> Row:
    """One rule as plain JSON."""
    confidence, zh, en = source
    row: Row = {"value": value, "confidence": confidence, "source": {"zh": zh, "en": en}}
    return row | ({"note": {"zh": note[0], "en": note[1]}} if note else {})


def yes(source: tuple[str, str, str], note: Text | None = None) -> Row:
    """A rule that says yes."""
    return rule(value=True, source=source, note=note)


def no(source: tuple[str, str, str], note: Text | None = None) -> Row:
    """A rule that says no."""
    return rule(value=False, source=source, note=note)


def threshold(says: str, source: tuple[str, str, str], note: Text | None = None) -> Row:
    """A threshold written as ``>= 2/3 entitled``."""
    operator, value, base = says.split()
    return rule(value, source, note) | {"operator": operator, "base": base}


def flat(section: str, groups: dict[str, dict[str, Row]]) -> dict[str, Row]:
    """Rules by their full key: ``bodies.council.quorum``."""
    return {f"{section}.{kind}.{name}": row for kind, rows in groups.items() for name, row in rows.items()}
