"""What is known of words in the other language: learnt from pairs that the platform has, and a dictionary where one
is installed.

Only what everybody may read teaches: titles of public listings, the names in starter maps and public chains, and in
shipped classes of industry. The background learns once a day and keeps the table beside the index; a process reads it
when it has changed. The dictionary is read beside the first question and used from then on.
"""

import json
import os
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q, QuerySet

from guildhall.chain.models import Flow, IndustryClass, Segment
from guildhall.chain.starters import word_pairs
from guildhall.exchange.models import Listing
from guildhall.matching.lexicon import Lexicon, Pair, Table, learn
from guildhall.matching.match_command import dictionary

if TYPE_CHECKING:
    from guildhall.matching.dictionary import ChineseEnglish

MOST_PAIRS = 20_000
FILE = "words.json"
_kept: dict[Path, tuple[int, Table]] = {}


def lexicon(*, wait: bool = False) -> Lexicon:
    """What is known now. A page does not wait for the dictionary to be read; work in the background does."""
    reading = _reading(os.environ.get("MATCHING_DICTIONARY", ""))
    return Lexicon(_learnt(), reading.result() if wait or reading.done() else None)


def learn_words() -> int:
    """Learn from what ships with the product and everything that everybody may read, and keep it; returns how many
    pairs taught."""
    pairs = list(dict.fromkeys([*word_pairs(), *known_pairs()]))
    file = _file()
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    part.write_text(json.dumps(learn(pairs), ensure_ascii=False))
    part.replace(file)
    return len(pairs)


def known_pairs() -> list[Pair]:
    """Texts that say the same in Chinese and in English; each once."""
    open_chain = Q(chain__is_public=True) | ~Q(chain__starter="")
    shown = Listing.objects.filter(
        visibility=Listing.Visibility.PUBLIC, state__in=[Listing.State.PUBLISHED, Listing.State.CLOSED]
    )
    found: dict[Pair, None] = {}
    found |= _pairs(Segment.objects.filter(open_chain), "name")
    found |= _pairs(Flow.objects.filter(open_chain), "goods")
    found |= _pairs(IndustryClass.objects.filter(classification__is_shipped=True), "name")
    found |= _pairs(shown.order_by("-changed_at"), "title")
    return list(found)[:MOST_PAIRS]


def _pairs(
    rows: "QuerySet[Segment] | QuerySet[Flow] | QuerySet[IndustryClass] | QuerySet[Listing]", field: str
) -> dict[Pair, None]:
    zh, en = f"{field}_zh", f"{field}_en"
    both = rows.exclude(**{zh: ""}).exclude(**{en: ""}).values_list(zh, en)
    return dict.fromkeys((str(one), str(other)) for one, other in both[:MOST_PAIRS])


def _learnt() -> Table:
    file = _file()
    try:
        written = file.stat().st_mtime_ns
        if _kept.get(file, (0, {}))[0] != written:
            _kept[file] = (written, json.loads(file.read_text()))
        return _kept[file][1]
    except (OSError, ValueError):
        return {}


def _file() -> Path:
    return Path(settings.HOME) / "index" / FILE


@cache
def _reading(choice: str) -> "Future[ChineseEnglish | None]":
    return ThreadPoolExecutor(1, "dictionary").submit(_read, choice)


def _read(choice: str) -> "ChineseEnglish | None":
    """Ready for both directions: what is worked out for the first English need takes seconds."""
    found = dictionary(choice)
    if found is not None:
        found.to_chinese(["motor"])
    return found
