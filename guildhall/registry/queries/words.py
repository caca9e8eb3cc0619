"""What somebody typed, and whose name it is."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import F, Q, Value
from django.db.models.functions import Replace
from django.db.models.lookups import Contains


def plain(typed: str) -> str:
    """What somebody typed into a search, without blanks around it and without what no database can look for."""
    return typed.replace("\0", "").strip()[:200]


def unit_is_meant(q: str, path: str = "") -> Q:
    """The organization's names, pinyin or credit code hold the words; ``path`` leads to it (``organization__``)."""
    if not q.isascii():
        return _any_of([f"{path}name_zh", f"{path}short_zh"], q)
    names = _any_of([f"{path}{name}" for name in ("name_zh", "short_zh", "name_en", "short_en")], q)
    return names | _sounds_like(q, path) | Q(**{f"{path}uscc__startswith": q.upper()})


def person_is_meant(q: str, path: str = "") -> Q:
    """The person's names or pinyin hold the words."""
    if not q.isascii():
        return _any_of([f"{path}name_zh"], q)
    return _any_of([f"{path}name_zh", f"{path}name_en"], q) | _sounds_like(q, path)


def _any_of(columns: Iterable[str], q: str) -> Q:
    return reduce(or_, (Q(**{f"{column}__icontains": q}) for column in columns))


def _sounds_like(q: str, path: str) -> Q:
    """Pinyin is looked for with and without blanks between the syllables: yun ling, yunling."""
    key = Replace(F(f"{path}name_key"), Value(" "), Value(""))
    return Q(Contains(key, q.casefold().replace(" ", "")))
