"""What an amendment makes of a text. Pure."""

from enum import StrEnum


class Misfit(StrEnum):
    """Why an amendment does not fit the text."""

    EMPTY = "empty"
    UNCHANGED = "unchanged"
    MISSING = "missing"
    SEVERAL_TIMES = "several_times"


def plain(text: str) -> str:
    """The text with the line ends of one machine, and nothing around it."""
    return text.replace("\r\n", "\n").strip()


def amended(text: str, old: str, new: str) -> str | Misfit:
    """``text`` with the passage ``old`` replaced by ``new``.

    Without ``old`` the new words are added as a paragraph at the end; without ``new`` the old ones are struck out.
    ``old`` must stand in the text exactly once, so that nobody has to guess which passage was meant.
    """
    text, old, new = plain(text), plain(old), plain(new)
    if not old and new:
        return f"{text}\n{new}" if text else new
    return _misfit(text, old, new) or plain(text.replace(old, new))


def _misfit(text: str, old: str, new: str) -> Misfit | None:
    if old == new:
        return Misfit.UNCHANGED if old else Misfit.EMPTY
    if old not in text:
        return Misfit.MISSING
    return None if text.find(old) == text.rfind(old) else Misfit.SEVERAL_TIMES
