"""Find the sentences that code and templates ask to have translated, without the gettext programs."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from django.utils.translation.template import templatize

from tools.catalogs import LANGUAGE, PACKAGE, ROOT

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
TEMPLATES = {".html", ".txt", ".xml"}
ELSEWHERE = {"tests", "migrations", "locale", "static"}


def wanted(room: str) -> Catalog:
    """A catalog of every sentence that the room's code and templates ask for, none of them translated."""
    catalog = Catalog(locale=LANGUAGE)
    for file in _sources(room):
        place = file.relative_to(ROOT).as_posix()
        for _line, message, comments, context in messages_in(file):
            catalog.add(message, locations=[(place, 0)], auto_comments=comments, context=context)
    return catalog


def messages_in(file: Path) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    """Line, sentence (or singular and plural), comments for translators and context, in the file's order."""
    text = file.read_text()
    if file.suffix in TEMPLATES:
        # Django writes a template's sentences as calls; indentation around them would trip the tokenizer.
        text = "\n".join(line.strip() for line in templatize(text, origin=str(file)).splitlines())
    yield from extract("python", BytesIO(text.encode()), KEYWORDS, ("Translators:",), {"encoding": "utf-8"})


def _sources(room: str) -> list[Path]:
    folders = [PACKAGE / room]
    if room == "core":
        folders.append(PACKAGE / "config")
    found = [file for folder in folders for file in folder.rglob("*") if _holds_sentences(file)]
    if room == "core":
        found += PACKAGE.glob("*.py")
    return sorted(found)


def _holds_sentences(file: Path) -> bool:
    parts = file.relative_to(PACKAGE).parts
    if ELSEWHERE.intersection(parts):
        return False
    return file.suffix == ".py" or (file.suffix in TEMPLATES and "templates" in parts)
