"""Charter profiles for tests: the association's preset, with rules changed or left out."""

from typing import Any

from guildhall.registry.presets import preset_data
from guildhall.registry.rules import Profile, parse_profile

SOURCE = {"confidence": "C", "source": {"zh": "本会章程", "en": "our charter"}}


def make_rule(value: object, operator: str = "", base: str = "") -> dict[str, Any]:
    return {"value": value} | ({"operator": operator, "base": base} if operator else {}) | SOURCE


def make_threshold(says: str) -> dict[str, Any]:
    operator, value, base = says.split()
    return make_rule(value, operator, base)


def make_charter(*, without: str = "", **changed: object) -> Profile:
    """``bodies__council__quorum=">= 1/2 entitled"`` changes a rule, ``without="quorum"`` leaves all such out."""
    data = preset_data("cn-industry-association")
    for path, value in changed.items():
        key = path.replace("__", ".")
        is_threshold = key.endswith((".quorum", ".majority"))
        data["rules"][key] = make_threshold(str(value)) if is_threshold else make_rule(value)
    data["rules"] = {
        key: rule for key, rule in data["rules"].items() if not without or not key.endswith(without)
    }
    return parse_profile(data)
