"""Presets: charter profiles to start from. Check your own charter."""

from guildhall.registry.rules import Profile, parse_profile

PRESETS: dict[str, dict[str, object]] = {}


def preset(key: str) -> Profile:
    """The preset of that key. KeyError where there is none."""
    return parse_profile(PRESETS[key])
