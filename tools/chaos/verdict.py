"""What is wrong, in sentences; none when nothing is. Pure: reads what the world says and what people were told."""

from collections import Counter
from typing import Any

from tools.chaos.treasury import RUN_STEPS, Treasury
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


def money_at_rest(treasury: Treasury, found: dict[str, Any]) -> list[str]:
    """Do the books add up, and is what was answered about dues and merges there?"""
    wrong = [f"books: {sentence}" for sentence in found["books"]]
    for run in treasury.runs:
        state = found["runs"].get(str(run.year), "")
        if run.told and (not state or RUN_STEPS.index(state) < RUN_STEPS.index(run.told)):
            wrong.append(f"run {run.year} was answered to be {run.told} and is {state or 'not there'}")
    finished = [one for one in treasury.statements if one.is_finished]
    told = sum(one.end - one.first for one in finished)
    if found["payments"] < told:
        wrong.append(f"{told} payments were answered, {found['payments']} are there")
    for pair in treasury.pairs:
        turns = found["turns"].get(pair.gone, 0)
        if turns not in (pair.told, pair.told + 1):
            wrong.append(f"pair {pair.gone} was turned {turns} times, answered were {pair.told}")
    return wrong


def money_in_the_end(treasury: Treasury, found: dict[str, Any], left: dict[str, Any]) -> list[str]:
    """Every notice that a statement pays is paid once and wholly, and no other is paid."""
    wrong = money_at_rest(treasury, left)
    expected = {number: [fen] for number, fen in treasury.paid().items()}
    if found["paid"] != expected:
        differing = {
            number for number in found["paid"] | expected if found["paid"].get(number) != expected.get(number)
        }
        wrong.append(f"{len(differing)} notices are not paid as their lines say: {sorted(differing)[:5]}")
    if odd := {year: state for year, state in left["runs"].items() if state != "sent"}:
        wrong.append(f"runs came to no end: {odd}")
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
