"""The `guildhall` command."""

import gc
import os
import sys
from typing import NoReturn

from guildhall import __version__, server

HELP = """\
Guildhall · 会馆: the software on which industry associations run.

  guildhall serve [--port 8000] [--host 127.0.0.1] [--workers 2]
                          bring the database up to date, then serve pages, API and background work
  guildhall demo          fill an empty installation with demonstration data; say who can sign in
  guildhall check         is this installation sound? (settings, database, migrations, index)
  guildhall audit verify  has any line of the record been altered, removed or reordered?
  guildhall rescue SLUG EMAIL
                          an association that nobody manages any more gets a manager for thirty days
  guildhall match         offers for needs, ranked with reasons, from files of your own; `guildhall match --help`
  guildhall index check   does the index of offers and needs agree with the database? also: mend, rebuild
  guildhall work          only the background work (`serve` does this too)
  guildhall migrate       only bring the database up to date

  guildhall help --all    every command there is       guildhall COMMAND --help    what one takes

Everything is kept in the folder GUILDHALL_HOME (default: ./data), in SQLite unless DATABASE_URL
names a PostgreSQL. docs/map.md names the other variables.
"""


# Loading the product makes half a million objects that stay, and a command rows by the thousand, which seldom hang
# together in circles: looking for garbage after every 700 new objects, as Python does, takes a tenth to a fifth of the time.
SELDOM = (50_000, 20, 100)


def main() -> NoReturn:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guildhall.config.settings")
    gc.set_threshold(*SELDOM)
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Do what one command line asks; its exit code comes back."""
    match arguments:
        case [] | ["help"] | ["-h"] | ["--help"]:
            print(HELP, end="")
        case ["--version"]:
            print(__version__)
        case ["serve", *rest]:
            return server.serve(rest)
        case ["prepare"]:
            server.prepare()
        case ["check"]:
            return _check()
        case ["match", *rest]:
            return _match(rest)
        case ["help", "--all"]:
            _django(["help"])
        case _:
            _django(arguments)
    return 0


def _match(arguments: list[str]) -> int:
    from guildhall.matching import match_command  # noqa: PLC0415 - other commands need no index

    return match_command.run(arguments)


def _django(arguments: list[str]) -> None:
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - `--help` must not wait for it

    execute_from_command_line(["guildhall", *arguments])


def _check() -> int:
    import django  # noqa: PLC0415 - `--help` must not wait for it

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import CommandError, call_command  # noqa: PLC0415

    try:
        call_command("check", deploy=settings.SECURE, databases=["default"])
        call_command("migrate", check_unapplied=True, verbosity=0)
        call_command("index", "check")
    except CommandError as problem:
        print(problem)
        return 1
    except SystemExit:
        print("The database is older than the program: `guildhall migrate` brings it up to date.")
        return 1
    if not settings.SECURE:
        print("SITE_URL does not begin with https:// - good enough for this machine, not for others.")
    print("This installation is sound.")
    return 0
