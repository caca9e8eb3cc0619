"""The floors and the order inside a room hold: see the contracts in pyproject.toml."""

import subprocess
import sys
from pathlib import Path

from tests.house import ROOT

LINT = str(Path(sys.executable).parent / "lint-imports")


def test_rooms_import_downward_only():
    done = subprocess.run([LINT, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout
