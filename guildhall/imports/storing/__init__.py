"""Checked rows into the registry and out of it again, as a whole."""

from guildhall.imports.storing.commit import store
from guildhall.imports.storing.undoing import Hindrance, hindrances, take_back

__all__ = ["Hindrance", "hindrances", "store", "take_back"]
