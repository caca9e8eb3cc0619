"""What is installed is exact, known by its hash, and all that pyproject.toml asks for."""

import re
import tomllib

import pytest

from tests.house import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def entries(text: str) -> list[str]:
    """One entry per package, its continued lines joined; comments left out."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    return [entry for entry in "\n".join(lines).replace("\\\n", " ").splitlines() if entry.strip()]


def name_of(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement).group()).lower()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_package_is_exact_and_has_its_hashes(lock):
    loose = [
        entry for entry in entries(lock.read_text()) if not re.match(r"[\w.-]+==\S+ .*--hash=sha256:", entry)
    ]

    assert loose == []


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("run.txt", PROJECT["project"]["dependencies"]),
        ("dev.txt", PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["dev"]),
        ("build.txt", PROJECT["build-system"]["requires"]),
    ],
)
def test_the_lock_holds_what_the_project_asks_for(lock, wanted):
    locked = {name_of(entry) for entry in entries((ROOT / "requirements" / lock).read_text())}

    assert {name_of(requirement) for requirement in wanted} - locked == set(), "run `make lock`"


def test_what_runs_and_what_is_tested_is_the_same():
    run, dev = (
        {
            entry.partition(" --hash")[0].strip()
            for entry in entries((ROOT / "requirements" / name).read_text())
        }
        for name in ("run.txt", "dev.txt")
    )

    assert run - dev == set(), "run `make lock`"
