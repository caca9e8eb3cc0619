"""What the house is made of: rooms, modules, actions, endpoints, pages and tables, as the tests look at them."""

import inspect
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models
from django.db.transaction import Atomic
from django.urls import URLPattern, URLResolver, get_resolver

from tools.catalogs import PACKAGE, ROOT
from tools.catalogs import rooms as all_rooms

__all__ = [
    "PACKAGE",
    "ROOMS",
    "ROOT",
    "actions_of",
    "endpoints",
    "is_atomic",
    "lines_of",
    "operations",
    "page_names",
    "tables",
]
WRITES = re.compile(r"\.(?:bulk_)?(?:create|update|save|delete)\(|\brecord\(")
ROOMS = [name for name in all_rooms() if name != "core"]


def actions_of(room: str) -> dict[str, Callable[..., Any]]:
    """The public functions of the room's ``actions`` that change something, by name."""
    name = f"guildhall.{room}.actions"
    if find_spec(name) is None:
        return {}
    found = inspect.getmembers(import_module(name), inspect.isfunction)
    public = {
        key: each for key, each in found if not key.startswith("_") and each.__module__.startswith(name)
    }
    return {key: each for key, each in public.items() if is_act(inspect.unwrap(each)) or is_act(each)}


def is_act(function: Callable[..., Any]) -> bool:
    """Whether the function changes something: it has an actor, opens a transaction, or writes. Else it is a guard."""
    source = inspect.getsource(function)
    return (
        "actor" in inspect.signature(function).parameters
        or is_atomic(function)
        or bool(WRITES.search(source))
    )


def is_atomic(function: Callable[..., Any]) -> bool:
    """Whether the function was decorated with ``transaction.atomic``."""
    return any(
        isinstance(cell.cell_contents, Atomic) for cell in getattr(function, "__closure__", None) or ()
    )


def operations() -> list[tuple[str, str]]:
    """Method and address of everything that the API answers, as its description writes them."""
    from guildhall.config.api import api

    return [
        (method, re.sub(r"{\w+:", "{", f"/api/v1/{prefix}{path}"))
        for prefix, router in api._routers
        for path, view in router.path_operations.items()
        for operation in view.operations
        for method in operation.methods
        if operation.include_in_schema
    ]


def endpoints() -> set[str]:
    """``room.name`` of every function that the API calls."""
    from guildhall.config.api import api

    views = [
        operation.view_func
        for _prefix, router in api._routers
        for path_view in router.path_operations.values()
        for operation in path_view.operations
    ]
    return {f"{view.__module__.split('.')[1]}.{view.__name__}" for view in views}


def page_names() -> set[str]:
    """``room.name`` of every URL of the product's own pages."""
    return set(_page_names(get_resolver().url_patterns))


def _page_names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _page_names(pattern.url_patterns)
            continue
        package, _, rest = getattr(pattern.callback, "__module__", "").partition(".")
        if package == "guildhall" and pattern.name:
            yield f"{rest.partition('.')[0]}.{pattern.name}"


def tables() -> Iterator[type[models.Model]]:
    """The product's own tables, those between two tables not counted."""
    for model in apps.get_models():
        if model.__module__.startswith("guildhall."):
            yield model


def lines_of(file: Path) -> int:
    return len(file.read_text().splitlines())
