"""Matching: how good on labelled needs, and how fast among ten thousand, a hundred thousand and a million offers.

The labelled needs lie in the folder that ``MATCHING_SETS`` names; they are no part of the project.
"""

import json
import multiprocessing
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.offers import Trades
from bench.rankings import Ranking, rankings
from bench.timing import Times, megabytes
from guildhall.matching.index import Entry, OfferIndex
from guildhall.matching.lexicon import Lexicon, Pair, learn
from guildhall.matching.match_command import dictionary
from guildhall.matching.matcher import Matcher
from guildhall.matching.measures import Figure, ndcg, recall

SETS = "MATCHING_SETS"
SIZES = (10_000, 100_000, 1_000_000)
NEEDS = 300
SECONDS = 8.0
PROCESSES = 2
PACE = 50  # needs a second while offers come in
REFRESH = 0.25
FOLDS = 5
Labelled = tuple[str, str, frozenset[str]]  # id, text, right ones


def measure(sizes: Sequence[int] = SIZES) -> None:
    print("\n## Matching", flush=True)
    quality()
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="guildhall-bench-") as folder:
            speed(Path(folder), size)


def quality() -> None:
    """Ours beside other rankings, task by task."""
    if not os.environ.get(SETS):
        print(f"quality: not measured; {SETS} names no folder with labelled needs", flush=True)
        return
    folder = Path(os.environ[SETS])
    industry = documents(folder / "industry-zh.documents.jsonl")
    activities = labelled(folder / "industry-zh.queries.dev.jsonl")
    print("activity -> industry class, in Chinese")
    print_others(industry, activities)
    print_ours("ours", industry, activities, [], None)
    english, chinese = (documents(folder / f"goods.documents.{code}.jsonl") for code in ("en", "zh"))
    goods = labelled(folder / "goods.queries.zh.dev.jsonl")
    back = [(key, english[next(iter(right))], frozenset({key})) for key, _text, right in goods]
    pairs = {key: (text, english[next(iter(right))]) for key, text, right in goods}
    for name, offers, needs in (("zh -> en", english, goods), ("en -> zh", chinese, back)):
        print(f"goods {name}")
        print_others(offers, needs)
        known = dictionary()
        learnt = [pairs[key] for key, _text, _right in needs]
        print_ours("ours, knowing nothing", offers, needs, [], None)
        print_ours("ours, a lexicon learnt from the other four fifths", offers, needs, learnt, None)
        if known is not None:
            print_ours("ours, a dictionary", offers, needs, [], known)
            print_ours("ours, both", offers, needs, learnt, known)


def documents(file: Path) -> dict[str, str]:
    return {one["id"]: one["text"] for one in _objects(file)}


def labelled(file: Path) -> list[Labelled]:
    return [(one["id"], one["text"], frozenset(one["relevant"])) for one in _objects(file)]


def _objects(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def print_others(offers: dict[str, str], needs: Sequence[Labelled]) -> None:
    ids = list(offers)
    for name, ranking in rankings(list(offers.values())):
        if ranking is None:
            print(f"  {name}: not installed (pip install guildhall[bench])", flush=True)
        else:
            print_figures(name, [(_named(ranking, text, ids), right) for _key, text, right in needs])


def _named(ranking: Ranking, need: str, ids: Sequence[str]) -> list[str]:
    return [ids[place] for place in ranking(need)]


def print_ours(
    name: str, offers: dict[str, str], needs: Sequence[Labelled], learnt: Sequence[Pair], known: Any
) -> None:
    """What is learnt is learnt without the fifth of the needs that is measured with it."""
    ranked = []
    with tempfile.TemporaryDirectory(prefix="guildhall-bench-") as folder:
        view = OfferIndex.built(Path(folder), (Entry(key, text) for key, text in offers.items())).view
        for fold in range(FOLDS if learnt else 1):
            pairs = [pair for place, pair in enumerate(learnt) if place % FOLDS != fold]
            matcher = Matcher(view, Lexicon(learn(pairs) if pairs else {}, known))
            for _key, text, right in needs[fold::FOLDS] if learnt else needs:
                ranked.append(([match.id for match in matcher.match(text)], right))
    print_figures(name, ranked)


def print_figures(name: str, ranked: Sequence[tuple[list[str], frozenset[str]]]) -> None:
    gain = Figure.of([ndcg(found, right) for found, right in ranked])
    found = Figure.of([recall(found, right) for found, right in ranked])
    print(f"  {name:50} nDCG@10 {gain}   Recall@10 {found}", flush=True)


def speed(folder: Path, size: int) -> None:
    """One index of ``size`` offers: built, asked, asked by two processes, asked while offers come in."""
    trades = Trades()
    start, work = time.perf_counter(), time.process_time()
    index = OfferIndex.built(folder, trades.entries(size))
    built, worked = time.perf_counter() - start, time.process_time() - work
    stored = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
    print(
        f"{size:,} offers: index built in {built:.1f} s ({worked:.1f} s of the processor), {stored:.0f} MB",
        flush=True,
    )
    start = time.perf_counter()
    OfferIndex(folder)
    opened = time.perf_counter() - start
    asked = ask(Matcher(index.view), size)
    print(
        f"  opened and checked in {opened:.2f} s; a need matched with reasons: median {asked.median:.1f} ms,"
        f" p95 {asked.p95:.1f} ms; memory {megabytes(os.getpid()):.0f} MB",
        flush=True,
    )
    print(f"  {rate(folder, size):.0f} needs/s by {PROCESSES} processes", flush=True)
    late, times = follow(folder, size)
    print(
        f"  while {PACE} needs/s are matched (p95 {times.p95:.1f} ms): {len(late)} new offers found after"
        f" {max(late):.2f} s at most, {sorted(late)[len(late) // 2]:.2f} s usually",
        flush=True,
    )


def needs_of(size: int) -> list[str]:
    """Needs in the trades of the offers, but none of their texts."""
    trades = Trades()
    trades.random.seed(size)
    return [trades.text() for _need in range(NEEDS)]


def ask(matcher: Matcher, size: int) -> Times:
    seconds = []
    for place, need in enumerate(needs_of(size)):
        start = time.perf_counter()
        found = matcher.match(need)
        if place >= NEEDS // 10:  # the first warm up
            seconds.append(time.perf_counter() - start)
        if not found[0].reasons:
            raise RuntimeError("matched without a reason")
    return Times.of(seconds)


def rate(folder: Path, size: int) -> float:
    """Needs matched in a second by processes of their own, as many as there are cores here."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(PROCESSES) as pool:
        return sum(pool.starmap(matched_per_second, [(folder, size, place) for place in range(PROCESSES)]))


def matched_per_second(folder: Path, size: int, place: int) -> float:
    matcher, needs = Matcher(OfferIndex(folder).view), needs_of(size)
    for need in needs[:30]:
        matcher.match(need)
    start, done = time.perf_counter(), 0
    while (spent := time.perf_counter() - start) < SECONDS:
        matcher.match(needs[(done + place * 97) % NEEDS])
        done += 1
    return done / spent


def follow(folder: Path, size: int) -> tuple[list[float], Times]:
    """How many seconds after they were handed in new offers are found, and how long needs take meanwhile."""
    context = multiprocessing.get_context("spawn")
    told: Any = context.Queue()
    writer = context.Process(target=hand_in, args=(folder, told))
    index, needs = OfferIndex(folder), needs_of(size)
    writer.start()
    waiting: dict[str, float] = {}
    late: list[float] = []
    seconds: list[float] = []
    refreshed, number, over = 0.0, 0, False
    end = time.monotonic() + 120
    while not (over and not waiting):
        turn = time.monotonic()
        if turn > end:
            raise RuntimeError(f"never found: {sorted(waiting)}")
        while not told.empty():
            word, since = told.get()
            over = over or not word
            waiting |= {word: since} if word else {}
        if turn - refreshed >= REFRESH:
            index.refresh()
            refreshed = turn
            found = [word for word in waiting if Matcher(index.view).match(word, top=1)]
            late += [time.monotonic() - waiting.pop(word) for word in found]
        start = time.perf_counter()
        Matcher(index.view).match(needs[number % NEEDS])
        seconds.append(time.perf_counter() - start)
        number += 1
        time.sleep(max(0.0, 1 / PACE - (time.monotonic() - turn)))
    writer.join()
    return late, Times.of(seconds)


def hand_in(folder: Path, told: Any) -> None:
    """Twenty offers, two a second, each with a word that no other has."""
    with OfferIndex(folder).writing() as writer:
        for number in range(20):
            word, since = f"neu{number:05}x", time.monotonic()
            told.put((word, since))
            writer.put(Entry(word, f"{word} 加工"))
            writer.commit()
            time.sleep(max(0.0, 0.5 - (time.monotonic() - since)))
    told.put(("", 0.0))
