"""A memory that lives as long as one request and never longer.

Outside a request (tests, jobs, commands) nothing is remembered, so nothing can be stale there.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Value = TypeVar("Value")
_memory: ContextVar[dict[Hashable, Any] | None] = ContextVar("request_memory", default=None)


@contextmanager
def request_memory() -> Iterator[None]:
    token = _memory.set({})
    try:
        yield
    finally:
        _memory.reset(token)


def remembered(key: Hashable, ask: Callable[[], Value]) -> Value:
    """``ask()``, or what it said earlier in this request under the same key."""
    memory = _memory.get()
    if memory is None:
        return ask()
    if key not in memory:
        memory[key] = ask()
    answer: Value = memory[key]
    return answer


def forget() -> None:
    """Call after a change of posts or bodies, so that the rest of the request sees it."""
    memory = _memory.get()
    if memory is not None:
        memory.clear()
