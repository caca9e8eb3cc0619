"""The story's words stand in YAML files beside the code, Chinese and English together."""

from pathlib import Path
from typing import Any

import yaml

Facts = dict[str, Any]
HERE = Path(__file__).parent
FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(name: str) -> list[Facts]:
    """The things that ``name.yaml`` tells of, in order."""
    return list(yaml.load((HERE / f"{name}.yaml").read_text(encoding="utf-8"), FAST))  # noqa: S506 - a safe loader in C


def both(facts: Facts, name: str, key: str | None = None) -> dict[str, Any]:
    """``{name}_zh`` and ``{name}_en`` from a pair; empty where the facts have none."""
    zh, en = facts.get(key or name) or ("", "")
    return {f"{name}_zh": str(zh).strip(), f"{name}_en": str(en).strip()}
