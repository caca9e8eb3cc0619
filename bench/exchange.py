"""Matching as pages do it: ten thousand offers in the database, a need matched with reasons, offers coming in."""

import threading
import time
from datetime import date
from queue import Queue
from typing import Any

from django.db import connection, transaction

from bench.timing import Times
from guildhall.accounts.models import Association, User
from guildhall.accounts.tests.make import make_user
from guildhall.chain.actions import draw_up_chain
from guildhall.exchange.actions import match_at_once
from guildhall.exchange.models import Listing
from guildhall.exchange.projection import projection
from guildhall.exchange.queries import matches_for
from guildhall.exchange.tests.five_pairs import others
from guildhall.exchange.words import lexicon
from guildhall.registry.actions import found_association
from guildhall.registry.models import Organization

FIRMS = 2_000
NEEDS = 300
NEW = 20
WARM = 30
EVERY = 0.5  # seconds between two new offers
LAST_DAY = date(2099, 12, 31)


def figures(size: int) -> dict[str, Any]:
    """All of them, of an association with its map of the trade and so many offers."""
    officer = make_user(email="exchange@bench.example")
    association = found_association(name_zh="供需", name_en=f"Exchange {size}", actor=officer)
    draw_up_chain(association, starter_key="equipment", actor=officer)
    firms = Organization.objects.bulk_create(
        Organization(association=association, name_zh=f"第{one}厂").with_keys() for one in range(FIRMS)
    )
    Listing.objects.bulk_create(
        (
            _listing(association, firms[place % FIRMS], "offer", *said)
            for place, said in enumerate(others(size))
        ),
        batch_size=1_000,
    )
    needs = [
        _listing(association, firms[place], "need", *said)
        for place, said in enumerate(others(NEEDS + 23, seed=7)[23:])
    ]
    Listing.objects.bulk_create(needs)
    lexicon(wait=True)
    started = time.perf_counter()
    projection().rebuild()
    built = time.perf_counter() - started
    seconds = [_seconds(need, officer) for need in needs]
    alone = Times.of(seconds[WARM:])
    meanwhile, late = _amid_new_offers(association, firms, needs, officer)
    amid, mean = Times.of(meanwhile), sum(meanwhile) / len(meanwhile)
    return {
        "built": built,
        "questions": _questions(needs[0], officer),
        "alone": [alone.median, alone.p95],
        "amid": [1 / mean, amid.p95],
        "late": [max(late), len(late)],
    }


def _listing(association: Association, firm: Organization, side: str, title: str, text: str) -> Listing:
    return Listing(
        association=association,
        organization=firm,
        side=side,
        state=Listing.State.PUBLISHED,
        title_zh=title,
        text_zh=text,
        until_on=LAST_DAY,
    )


def _seconds(need: Listing, user: User) -> float:
    started = time.perf_counter()
    found = matches_for(need, user)
    if not found or not all(one.reasons for one in found):
        raise RuntimeError("matched without a reason")
    return time.perf_counter() - started


def _questions(need: Listing, user: User) -> int:
    connection.force_debug_cursor = True
    connection.queries_log.clear()
    matches_for(need, user)
    connection.force_debug_cursor = False
    return len(connection.queries_log)


def _amid_new_offers(
    association: Association, firms: list[Organization], needs: list[Listing], user: User
) -> tuple[list[float], list[float]]:
    """How long needs take while offers come in, and how many seconds after its commit each of these was found."""
    told: Queue[tuple[str, float]] = Queue()
    writer = threading.Thread(target=_publish, args=(association, firms, told))
    writer.start()
    waiting: dict[str, float] = {}
    seconds: list[float] = []
    late: list[float] = []
    while writer.is_alive() or waiting or not told.empty():
        while not told.empty():
            word, since = told.get()
            waiting[word] = since
        found = [
            word for word in waiting if matches_for(_listing(association, firms[0], "need", word, word), user)
        ]
        late += [time.monotonic() - waiting.pop(word) for word in found]
        seconds.append(_seconds(needs[len(seconds) % len(needs)], user))
    writer.join()
    return seconds, late


def _publish(association: Association, firms: list[Organization], told: "Queue[tuple[str, float]]") -> None:
    """Offers, each with a word that no other has, as an action of the product stores them."""
    for number in range(NEW):
        word = f"neu{number:05}x"
        with transaction.atomic():
            offer = _listing(association, firms[1 + number], "offer", word, f"{word} 加工")
            offer.save(force_insert=True)
            match_at_once(offer)
        told.put((word, time.monotonic()))
        time.sleep(EVERY)
    connection.close()
