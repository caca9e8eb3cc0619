from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from guildhall.exchange.projection import Differences, projection
from guildhall.matching.index import BusyError

MOST_NAMED = 20


class Command(BaseCommand):
    help = (
        "The index of offers and needs. index check: does it agree with the database? Names what differs, code 1."
        " index mend: writes what differs. index rebuild: builds it anew from the database."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["check", "mend", "rebuild"])

    def handle(self, *args: Any, **options: Any) -> None:
        acts: dict[str, Callable[[], None]] = {
            "check": self.check_index,
            "mend": self.mend,
            "rebuild": self.rebuild,
        }
        try:
            acts[options["what"]]()
        except BusyError as problem:
            raise CommandError(f"{problem.sentence.zh}\n{problem.sentence.en}") from problem

    def check_index(self) -> None:
        """Compares with what the database holds; an index that is damaged or not there yet is built first."""
        found = projection().differences()
        if found.all:
            self.name(found)
            raise CommandError(
                f"The index differs from the database in {len(found.all)} place(s). `guildhall index mend` mends it."
            )
        self.stdout.write(f"The index agrees with the database: {found.listed} published offers and needs.")

    def mend(self) -> None:
        found = projection().mend()
        self.name(found)
        self.stdout.write(f"{len(found.all)} place(s) mended, {found.listed} published offers and needs.")

    def rebuild(self) -> None:
        self.stdout.write(f"Built anew: {projection().rebuild()} published offers and needs.")

    def name(self, found: Differences) -> None:
        for what, ids in (("missing", found.missing), ("old", found.old), ("not published", found.extra)):
            for one in ids[:MOST_NAMED]:
                self.stderr.write(f"{what}: {one}")
            if len(ids) > MOST_NAMED:
                self.stderr.write(f"{what}: and {len(ids) - MOST_NAMED} more")
