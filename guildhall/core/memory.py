"""Memory that the C library holds back: asked for with restraint, given back when work is done."""

import ctypes
import sys

TRIM_THRESHOLD, MMAP_THRESHOLD, ARENA_MAX = -1, -3, -8  # names of malloc.h
KEPT_AT_MOST = 128 << 10


def _c_library() -> ctypes.CDLL | None:
    """The C library, where it is one that can be told (glibc)."""
    library = ctypes.CDLL(None) if sys.platform == "linux" else None
    return library if hasattr(library, "malloc_trim") else None


def be_frugal() -> None:
    """Before threads are started: one store of memory for all of them, and what is large goes back when it is freed.

    Threads with a store each are quicker where they run at the same time, which threads of Python do not.
    """
    if library := _c_library():
        library.mallopt(ARENA_MAX, 1)
        library.mallopt(TRIM_THRESHOLD, KEPT_AT_MOST)
        library.mallopt(MMAP_THRESHOLD, KEPT_AT_MOST)


def give_back() -> None:
    """After work that needed much: what was freed goes back to the system."""
    if library := _c_library():
        library.malloc_trim(0)
