"""Nothing in the project names the machine on which it was written, or a server that packages come from."""

import re
import subprocess

import pytest

from tests.house import ROOT

# Written in two halves, so that this file does not find itself.
TRACES = {
    "a folder of one machine": re.compile(r"/wo" r"rk/|/o" r"pt/(?:wheels|pypi)|/ro" r"ot/|/home/\w+/"),
    "a folder beside the project": re.compile(
        r"\.\./sha" r"red|\bsha" r"red/(?:design|sources|casebook|anchors)"
    ),
    "a package server": re.compile(
        r"py" r"pi\.org|pythonhosted\.org|registry\.npm" r"js|npmjs\.org|deb\.debian\.org"
    ),
    "an index option": re.compile(r"--(?:extra-)?index-" r"url|--find-" r"links|--trusted-" r"host"),
    "something to be done": re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X)\b"),
    "a conflict": re.compile(r"^(?:<{7} |>{7} |={7}$)", re.MULTILINE),
}
NOT_OURS = re.compile(r"(^|/)vendor/|/fonts/|^LICENSE$")


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in listed.stdout.split("\0") if name and not NOT_OURS.search(name)]


def traces_in(text: str) -> list[str]:
    return [f"{kind}: {found.group()}" for kind, trace in TRACES.items() for found in trace.finditer(text)]


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="needs the list of tracked files")
def test_no_tracked_file_names_where_it_was_written():
    found = {}
    for name in tracked():
        file = ROOT / name
        if file.is_file() and (traces := traces_in(file.read_bytes().decode(errors="ignore"))):
            found[name] = traces

    assert found == {}


@pytest.mark.parametrize("text", ["see /work/main", "pip install --index-url x", "https://pypi.org/simple"])
def test_a_trace_is_noticed(text):
    assert len(traces_in(text)) == 1
