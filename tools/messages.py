"""Keep the Chinese catalogs of the rooms in step with the code.

python -m tools.messages [ROOM ...]            collect sentences, keep translations, compile
python -m tools.messages --check [ROOM ...]    list what is missing, empty, obsolete or wrong; exit 1
python -m tools.messages --compile [ROOM ...]  only compile
"""

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message

from tools.catalogs import LANGUAGE, catalog_file, compile_catalogs, read_catalog, rooms, write_catalog
from tools.extraction import wanted

PLACEHOLDER = re.compile(
    r"%\(\w+\)[-+ #0]*\d*(?:\.\d+)?[a-zA-Z]|%(?:\d+\$)?[-+#0]*[sdifr]|(?<!\{)\{\w*(?::[^{}]*)?\}(?!\})"
)
CHINESE = re.compile(r"[\u3400-\u9fff]")
WORD = r"(?<![\w./@-])[A-Za-z][a-z']+(?![\w/@]|\.\w)"
ENGLISH_SENTENCE = re.compile(rf"{WORD}(?:[ ,;:]+{WORD}){{3,}}")
SEVERAL_WORDS = re.compile(rf"{WORD}[ ,;:]+[a-z]")


class Complaint(NamedTuple):
    room: str
    kind: str
    sentence: str
    remark: str = ""

    def __str__(self) -> str:
        tail = f" ({self.remark})" if self.remark else ""
        return f"{self.room}: {self.kind}: {self.sentence!r}{tail}"


def complaints(names: list[str] | None = None) -> list[Complaint]:
    """Everything wrong with the catalogs of these rooms (of all when none is named)."""
    chosen = names or rooms()
    found = [complaint for room in chosen for complaint in _room_complaints(room)]
    return found + [complaint for complaint in _contradictions() if complaint.room in chosen]


def update(room: str) -> bool:
    """Bring one room's catalog in step with its code, keeping translations. True when the file changed.

    A sentence that is new here and already translated in another room takes that translation.
    """
    file = catalog_file(room)
    fresh, held = wanted(room), [read_catalog(catalog_file(name)) for name in (room, *rooms())]
    if not len(fresh) and not file.exists():
        return False
    for message in _sentences(fresh):
        entries = (catalog.get(_singular(message), message.context) for catalog in held)
        before = next(
            (entry for entry in entries if entry and all(_answers(entry)) and not entry.fuzzy), None
        )
        if before is not None:
            message.string = (_answers(before)[0],) if message.pluralizable else _answers(before)[0]
            message.user_comments = before.user_comments
    return write_catalog(file, fresh)


def message_complaints(message: Message) -> Iterator[tuple[str, str]]:
    """What is wrong with one translated entry: kind and remark."""
    asked = message.id if isinstance(message.id, str) else message.id[-1]
    for answer in _answers(message):
        if not answer.strip():
            yield "empty", ""
            return
        if _placeholders(asked) != _placeholders(answer):
            yield "placeholders differ", answer
        bare = re.sub(r"<[^>]*>", " ", PLACEHOLDER.sub(" ", answer))
        if ENGLISH_SENTENCE.search(bare) or (SEVERAL_WORDS.search(bare) and not CHINESE.search(bare)):
            yield "left in English", answer


def _room_complaints(room: str) -> Iterator[Complaint]:
    asked, held = wanted(room), read_catalog(catalog_file(room))
    for message in _sentences(asked):
        entry = held.get(_singular(message), message.context)
        if entry is None or entry.pluralizable != message.pluralizable:
            yield Complaint(room, "missing", _singular(message))
        elif entry.fuzzy:
            yield Complaint(room, "fuzzy", _singular(message))
    for entry in _sentences(held):
        if asked.get(_singular(entry), entry.context) is None:
            yield Complaint(room, "obsolete", _singular(entry))
            continue
        for kind, remark in message_complaints(entry):
            yield Complaint(room, kind, _singular(entry), remark)


def _contradictions() -> Iterator[Complaint]:
    """One sentence, two translations: only one of them would ever be shown, so the sentence needs a context."""
    said: dict[tuple[str, str | None], dict[tuple[str, ...], list[str]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for room in rooms():
        for entry in _sentences(read_catalog(catalog_file(room))):
            if all(_answers(entry)):
                said[_singular(entry), entry.context][tuple(_answers(entry))].append(room)
    for (sentence, _context), answers in said.items():
        if len(answers) > 1:
            remark = " / ".join(f"{','.join(where)} {answer[0]}" for answer, where in answers.items())
            for where in answers.values():
                for room in where:
                    yield Complaint(room, "translated differently in another room", sentence, remark)


def _sentences(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def _singular(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _answers(message: Message) -> list[str]:
    return [message.string or ""] if isinstance(message.string, str | None) else [*message.string]


def _placeholders(text: str) -> list[str]:
    found = PLACEHOLDER.findall(text.replace("%%", ""))
    named = {each for each in found if not each.startswith("%") or each.startswith("%(")}
    return sorted(named) + sorted(each for each in found if each not in named)


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.messages", description=__doc__.splitlines()[0])
    parser.add_argument("rooms", nargs="*", metavar="ROOM", help="only these rooms (default: all)")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument(
        "--check", action="store_true", help="list what is wrong, change nothing, exit 1 if anything is"
    )
    mode.add_argument("--compile", action="store_true", help="only write the compiled catalogs")
    chosen = parser.parse_args(arguments)
    unknown = sorted(set(chosen.rooms) - set(rooms()))
    if unknown:
        parser.error(f"no such room: {', '.join(unknown)} (there are {', '.join(rooms())})")
    return chosen


def main(arguments: list[str]) -> int:
    chosen = _parse(arguments)
    if chosen.check:
        found = complaints(chosen.rooms)
        for complaint in found:
            print(complaint)
        print(
            f"{LANGUAGE}: {len(found)} complaints." if found else f"{LANGUAGE}: every sentence is translated."
        )
        return 1 if found else 0
    if not chosen.compile:
        for room in chosen.rooms or rooms():
            if update(room):
                print(f"{room}: catalog updated")
        for complaint in complaints(chosen.rooms):
            print(complaint)
    print(f"{len(compile_catalogs(chosen.rooms))} catalogs compiled")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
