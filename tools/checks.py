"""Everything that a machine can say about the code without running it. All of it is run; the exit code is 1 if any fails.

python -m tools.checks          look
python -m tools.checks --fix    let the formatters and ruff mend what they can
"""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools.catalogs import compile_catalogs

BIN = Path(sys.executable).parent
PYTHON = sys.executable
TEMPLATES = ["guildhall"]
CHECKS = {
    "mypy": [str(BIN / "mypy"), "guildhall", "tests", "tools", "conftest.py"],
    "ruff": [str(BIN / "ruff"), "check", "."],
    "ruff format": [str(BIN / "ruff"), "format", "--check", "."],
    "djangofmt": [str(BIN / "djangofmt"), "--check", *TEMPLATES],
    "import-linter": [str(BIN / "lint-imports")],
    "django": [PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "translations": [PYTHON, "-m", "tools.messages", "--check"],
    "layout": [
        PYTHON,
        "-m",
        "pytest",
        "-p",
        "no:cacheprovider",
        "tests/test_layout.py",
        "tests/test_no_traces.py",
    ],
}
FIXES = {
    "ruff": [str(BIN / "ruff"), "check", "--fix", "."],
    "ruff format": [str(BIN / "ruff"), "format", "."],
    "djangofmt": [str(BIN / "djangofmt"), *TEMPLATES],
}


def run(name: str, command: list[str], env: dict[str, str]) -> bool:
    """Run one check. What it says is shown only if it fails."""
    begun = time.monotonic()
    done = subprocess.run(
        command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    lines = [
        f"{'ok   ' if done.returncode == 0 else 'FAILS'} {name} ({time.monotonic() - begun:.1f} s)",
        *(f"      {line}" for line in done.stdout.splitlines() if done.returncode),
    ]
    print("\n".join(lines), flush=True)
    return done.returncode == 0


def main(arguments: list[str]) -> int:
    commands = FIXES if arguments == ["--fix"] else CHECKS
    compile_catalogs()
    with tempfile.TemporaryDirectory(prefix="guildhall-check-") as home:
        # As it would run in public: that is what the deployment checks are about.
        env = os.environ | {"GUILDHALL_HOME": home, "SITE_URL": "https://guildhall.example"}
        env.pop("DATABASE_URL", None)
        # Formatters write to the same files; lookers can look at the same time, the longest first.
        at_once = 1 if commands is FIXES else len(os.sched_getaffinity(0))
        with ThreadPoolExecutor(at_once) as several:
            results = list(several.map(lambda check: run(check[0], check[1], env), commands.items()))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
