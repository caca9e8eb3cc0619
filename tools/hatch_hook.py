"""Compiles the translation catalogs while a wheel is built, so that an installed Guildhall speaks Chinese."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # a build runs outside the project's folder

from tools.catalogs import compile_catalogs


class CatalogHook(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        compile_catalogs()
