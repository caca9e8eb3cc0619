"""Files of offers and needs: one JSON object in each line. Pure: lines in, records out, or a refusal with its line."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeGuard

from guildhall.core.sentences import Sentence, UnreadableError

Id = str | int
HALF = re.compile("[\ud800-\udfff]")  # half a character, which no file can hold


@dataclass(frozen=True, slots=True)
class Text:
    """An offer or a need."""

    id: Id
    text: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A need with the ids of the offers that are right for it."""

    id: Id
    text: str
    relevant: frozenset[Id]


def read_texts(lines: Iterable[bytes], name: str) -> Iterator[Text]:
    """``{"id": ..., "text": ...}``; an id comes once. ``name`` is what the file is called in a refusal."""
    seen: set[Id] = set()
    for number, found in _objects(lines, name):
        record = Text(_id(found, name, number), _text(found, "text", name, number))
        if record.id in seen:
            raise _refused(
                name, number, f"标识“{record.id}”重复", f"the id “{record.id}” comes a second time"
            )
        seen.add(record.id)
        yield record


def read_labelled(lines: Iterable[bytes], name: str) -> Iterator[Labelled]:
    """``{"id": ..., "text": ..., "relevant": [id, ...]}``, with at least one id."""
    for number, found in _objects(lines, name):
        relevant = found.get("relevant")
        if not (isinstance(relevant, list) and relevant and all(map(_is_id, relevant))):
            raise _refused(name, number, "缺少“relevant”（标识列表）", "“relevant” must be a list of ids")
        yield Labelled(_id(found, name, number), _text(found, "text", name, number), frozenset(relevant))


def read_pairs(lines: Iterable[bytes], name: str) -> Iterator[tuple[str, str]]:
    """``{"zh": ..., "en": ...}``: texts that say the same in both languages."""
    for number, found in _objects(lines, name):
        yield _text(found, "zh", name, number), _text(found, "en", name, number)


def _objects(lines: Iterable[bytes], name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(lines, 1):
        plain = line.removeprefix(b"\xef\xbb\xbf").strip()
        if plain:
            yield number, _object(plain, name, number)


def _object(line: bytes, name: str, number: int) -> dict[str, Any]:
    try:
        found = json.loads(line.decode())
    except UnicodeDecodeError as problem:
        raise _refused(name, number, "不是UTF-8编码", "this is not UTF-8") from problem
    except (ValueError, RecursionError) as problem:
        raise _refused(name, number, "不是有效的JSON", "this is not valid JSON") from problem
    if not isinstance(found, dict):
        raise _refused(name, number, "应为一个JSON对象", "a JSON object is expected")
    return found


def _id(found: dict[str, Any], name: str, number: int) -> Id:
    value = found.get("id")
    if not _is_id(value):
        raise _refused(name, number, "缺少“id”（文本或整数）", "“id” must be a text or a whole number")
    return value


def _is_id(value: object) -> TypeGuard[Id]:
    if isinstance(value, str):
        return value != "" and not HALF.search(value)
    return isinstance(value, int) and not isinstance(value, bool)


def _text(found: dict[str, Any], key: str, name: str, number: int) -> str:
    value = found.get(key)
    if not isinstance(value, str):
        raise _refused(name, number, f"缺少“{key}”（文本）", f"“{key}” must be a text")
    return value


def _refused(name: str, number: int, zh: str, en: str) -> UnreadableError:
    return UnreadableError(Sentence(f"{name}第{number}行：{zh}。", f"{name}, line {number}: {en}."))
