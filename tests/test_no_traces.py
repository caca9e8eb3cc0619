"""Nothing in the project names the machine on which it was written, or a server that packages come from."""

import re
import subprocess

import pytest

from tests.house import ROOT

# With one letter of each in brackets, so that this file does not find itself.
TRACES = {
    "a folder of one machine": re.compile(r"/wor[k]/|/op[t]/(?:wheels|pypi)|/roo[t]/|/hom[e]/\w+/"),
    "a folder beside the project": re.compile(
        r"\.\./share[d]|\bshare[d]/(?:design|sources|casebook|anchors)"
    ),
    "a package server": re.compile(
        r"pyp[i]\.org|pythonhoste[d]\.org|registry\.npmj[s]|npmj[s]\.org|deb\.debia[n]\.org"
    ),
    "an index option": re.compile(r"--(?:extra-)?index-ur[l]|--find-link[s]|--trusted-hos[t]"),
    "something to be done": re.compile(r"\b(?:TOD[O]|FIXM[E]|XX[X])\b"),
    "a conflict": re.compile(r"^(?:<{7} |>{7} |={7}$)", re.MULTILINE),
}
NOT_OURS = re.compile(r"(^|/)vendor/|/fonts/|\.bin$|^LICENSE$")


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


@pytest.mark.parametrize(
    "text", ["see /wor" + "k/main", "pip install --index-" + "url x", "https://pyp" + "i.org/simple"]
)
def test_a_trace_is_noticed(text):
    assert len(traces_in(text)) == 1
