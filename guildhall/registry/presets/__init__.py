"""Presets: charter profiles to start from, as plain JSON. They are no charter: check your own."""

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from typing import Any

from guildhall.registry.presets.alliance import ALLIANCE
from guildhall.registry.presets.association import ASSOCIATION
from guildhall.registry.presets.group import GROUP
from guildhall.registry.rules import Profile, parse_profile

PRESETS: Mapping[str, Mapping[str, Any]] = {str(data["key"]): data for data in (ASSOCIATION, ALLIANCE, GROUP)}


@cache
def preset(key: str) -> Profile:
    """The preset of that key, read. KeyError where there is none."""
    return parse_profile(PRESETS[key])


def preset_data(key: str) -> dict[str, Any]:
    """The preset as plain JSON of one's own, to store and change. KeyError where there is none."""
    return deepcopy(dict(PRESETS[key]))
