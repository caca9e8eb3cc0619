"""Run the whole test suite on SQLite, side by side with all that may differ there on PostgreSQL; say how both went.

python -m tools.suite [PYTEST OPTIONS...]

Side by side because a run waits much of its time, for a database, a browser or a process it started; together the
two keep every core busy. WORKERS is how many processes each of the two has (default: one for each core).
"""

import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from tools.catalogs import compile_catalogs

SUMMARY = re.compile(r"^(?:=+ )?(\d+ \w+.* in [\d.]+s.*?|no tests ran.*?)(?: =+)?$")


def run(name: str, command: list[str], env: dict[str, str]) -> tuple[int, str]:
    """Run one command, showing what it prints; its exit code and pytest's closing line come back."""
    closing, begun = "no summary", time.monotonic()
    with subprocess.Popen(
        command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        for line in process.stdout or ():
            print(f"{name:<10} | {line}", end="", flush=True)
            found = SUMMARY.match(line.strip())
            closing = found.group(1) if found else closing
    return process.returncode, f"{name}: {closing} (with setting up: {time.monotonic() - begun:.0f} s)"


def main(options: list[str]) -> int:
    compile_catalogs()  # once, before two runs would both do it
    workers = ["-n", os.environ.get("WORKERS", "auto"), "--dist", "worksteal"]
    pytest = [sys.executable, "-m", "pytest", *workers, *options]
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    on_postgres = [*pytest, "--with-database"]  # what may differ there: see tests/databases.py
    postgres = [sys.executable, "-m", "tools.postgres", "--", *on_postgres]
    print("The tests on SQLite and on PostgreSQL, side by side:", flush=True)
    with ThreadPoolExecutor() as both:
        runs = [
            both.submit(run, "SQLite", pytest, env),
            both.submit(run, "PostgreSQL", postgres, dict(os.environ)),
        ]
        results = [each.result() for each in runs]
    print()
    for _code, summary in results:
        print(summary)
    return max(code for code, _summary in results)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
