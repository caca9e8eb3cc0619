"""Run the whole test suite on SQLite, then on PostgreSQL, and say at the end how both went.

python -m tools.suite [PYTEST OPTIONS...]
"""

import os
import re
import subprocess
import sys
import time

SUMMARY = re.compile(r"^(?:=+ )?(\d+ \w+.* in [\d.]+s.*?|no tests ran.*?)(?: =+)?$")


def run(name: str, command: list[str], env: dict[str, str]) -> tuple[int, str]:
    """Run one command, showing what it prints; its exit code and pytest's closing line come back."""
    print(f"\n== The tests on {name} ==", flush=True)
    closing, begun = "no summary", time.monotonic()
    with subprocess.Popen(
        command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            found = SUMMARY.match(line.strip())
            closing = found.group(1) if found else closing
    return process.returncode, f"{name}: {closing} (with setting up: {time.monotonic() - begun:.0f} s)"


def main(options: list[str]) -> int:
    pytest = [sys.executable, "-m", "pytest", "-n", os.environ.get("WORKERS", "auto"), *options]
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    # Pages look the same on every database: the walks in a browser are done once.
    on_postgres = [*pytest, *([] if "-m" in options else ["-m", "not browser"])]
    postgres = [sys.executable, "-m", "tools.postgres", "--", *on_postgres]
    results = [run("SQLite", pytest, env), run("PostgreSQL", postgres, dict(os.environ))]
    print()
    for _code, summary in results:
        print(summary)
    return max(code for code, _summary in results)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
