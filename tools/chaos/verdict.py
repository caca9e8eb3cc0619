"""What is wrong, in sentences; none when nothing is. Pure: reads what the world says and what people were told."""

from collections import Counter
from typing import Any

from tools.chaos.work import STEPS, Table, Work

IS_THERE = ("committed", "undoing")


def at_rest(work: Work, found: dict[str, Any]) -> list[str]:
    """Right after a kill: is what was answered there, and is every table whole or absent?"""
    stored = set(found["answered"])
    wrong = [f"check-in {one} was answered and is not there" for one in work.answered - stored]
    batches: dict[str, list[str]] = {}
    for name, state in found["batches"]:
        batches.setdefault(name, []).append(state)
    for table in work.tables:
        wrong += of_table(table, batches.get(table.name, []), *found["firms"].get(table.name, [0, 0]))
    return wrong


def of_table(table: Table, states: list[str], rows: int, names: int) -> list[str]:
    wrong = []
    if len(states) > 1:
        wrong.append(f"table {table.name} was uploaded {len(states)} times")
    state = states[0] if states else ""
    if table.told and (not state or STEPS.index(state) < STEPS.index(table.told)):
        wrong.append(f"table {table.name} was answered to be {table.told} and is {state or 'not there'}")
    expected = table.rows if state in IS_THERE else 0
    if (rows, names) != (expected, expected):
        wrong.append(
            f"table {table.name}, {state}: {rows} firms are there, {names} different, not {expected}"
        )
    return wrong


def in_the_end(work: Work, found: dict[str, Any], left: dict[str, Any]) -> list[str]:
    """After everything that was cut off was asked again and has come to rest."""
    stored = Counter(found["events"])
    wrong = [f"check-in {one} is there {times} times" for one, times in stored.items() if times > 1]
    wrong += at_rest(work, left)
    wrong += [f"table {table.name} came to no end" for table in work.tables if not table.is_finished]
    kept = sum(table.rows for table in work.tables if not table.is_undone)
    firms = sum(rows for rows, _names in left["firms"].values())
    if firms != kept:
        wrong.append(f"{firms} firms are there, not {kept}")
    wrong += of_notices(work, found)
    for what in ("failed_jobs", "odd_jobs", "broken", "numbers", "letters", "files", "database"):
        wrong += [f"{what}: {one}" for one in found[what]]
    if found["failed_mails"]:
        wrong.append(f"{found['failed_mails']} mails were given up")
    return wrong


def of_notices(work: Work, found: dict[str, Any]) -> list[str]:
    rounds, people = len(work.world["meetings"]), len(work.world["invitations"])
    keys = Counter(key for key, _email in found["notices"])
    told = Counter(email for _key, email in found["notices"])
    wrong = [f"notice {key} was given {times} times" for key, times in keys.items() if times > 1]
    wrong += [
        f"{email} was told {times} times, not {rounds}" for email, times in told.items() if times != rounds
    ]
    notified = len(found["notified"])
    if (len(told), notified) != (people, rounds):
        wrong.append(f"{len(told)} of {people} people were told of {notified} of {rounds} meetings")
    return wrong
