"""Fetches what others made for the pages, at locked versions, and writes it below ``guildhall/core/static/vendor``.

``python -m tools.vendor`` needs npm, only to download; what it writes is committed, so nobody else needs it.
The list, the versions and their checksums are in ``tools/vendor.json``.
"""

import base64
import hashlib
import json
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "guildhall/core/static/vendor"
SOURCE_MAP = re.compile(r"\n?(/\*#|//#) sourceMappingURL=\S+( \*/)?\s*$")
EXCEPTION = re.compile(r":not\([^()]*\)")


def fetch(package: dict[str, Any], folder: Path) -> tarfile.TarFile:
    """The package as npm's registry has it. Refused when its checksum is not the locked one."""
    name = f"{package['name']}@{package['version']}"
    packed = subprocess.run(
        ["npm", "pack", "--json", "--pack-destination", str(folder), name],
        check=True,
        capture_output=True,
        text=True,
    )
    listing = json.loads(packed.stdout)
    entry = listing[0] if isinstance(listing, list) else next(iter(listing.values()))
    file = folder / str(entry["filename"])
    found = "sha512-" + base64.b64encode(hashlib.sha512(file.read_bytes()).digest()).decode()
    if found != package["integrity"]:
        raise SystemExit(f"{name} has the checksum {found}, tools/vendor.json expects {package['integrity']}")
    return tarfile.open(file)


def read(archive: tarfile.TarFile, path: str) -> str:
    member = archive.extractfile(f"package/{path}")
    if member is None:
        raise SystemExit(f"{path} is not in {archive.name!r}")
    return member.read().decode()


def light_only(css: str) -> str:
    """``light-dark(a, b)`` becomes ``a``: there is no dark theme, and older browsers do not know the function."""
    marker = "light-dark("
    while (start := css.find(marker)) >= 0:
        depth, comma, end = 1, 0, start + len(marker)
        while depth:
            depth += {"(": 1, ")": -1}.get(css[end], 0)
            if css[end] == "," and depth == 1 and not comma:
                comma = end
            end += 1
        css = css[:start] + css[start + len(marker) : comma].strip() + css[end:]
    return css


def rules(css: str) -> Iterator[tuple[str, str]]:
    """The outermost rules of a minified style sheet, each as what stands before its braces and inside them."""
    start = 0
    while (brace := css.find("{", start)) >= 0:
        depth, end = 1, brace + 1
        while depth:
            depth += {"{": 1, "}": -1}.get(css[end], 0)
            end += 1
        yield css[start:brace], css[brace + 1 : end - 1]
        start = end


def without(css: str, unused: re.Pattern[str]) -> str:
    """Drops the rules all of whose selectors match, also inside media queries."""
    kept = []
    for head, body in rules(css):
        if head.lstrip().startswith("@media"):
            inner = without(body, unused)
            kept += [f"{head}{{{inner}}}"] if inner else []
        elif not all(unused.search(selector) for selector in EXCEPTION.sub("", head).split(",")):
            kept.append(f"{head}{{{body}}}")
    return "".join(kept)


def adapted(path: str, text: str, unused: list[str]) -> str:
    text = SOURCE_MAP.sub("\n", text)
    if not path.endswith(".css"):
        return text
    names = re.compile(r"(?:\.|data-bs-theme=)(?:" + "|".join(unused) + r")(?![a-z])")
    return without(light_only(text), names) + "\n"


def sprite(archive: tarfile.TarFile, names: Iterable[str]) -> str:
    """One SVG file with a ``<symbol>`` per icon."""
    symbols = []
    for name in sorted(set(names)):
        body = read(archive, f"icons/outline/{name}.svg").split(">", 1)[1].rsplit("</svg>", 1)[0]
        drawn = re.sub(r'\s*<path stroke="none" d="M0 0h24v24H0z" fill="none" />', "", body)
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{" ".join(drawn.split())}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def place(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    print(f"{target.relative_to(ROOT)}  {len(text.encode()):,} bytes")


def main() -> None:
    plan = json.loads((ROOT / "tools/vendor.json").read_text())
    with tempfile.TemporaryDirectory() as folder:
        for package in plan["packages"]:
            with fetch(package, Path(folder)) as archive:
                for source, target in package["files"].items():
                    place(ROOT / target, adapted(source, read(archive, source), plan["unused"]))
                if package["name"] == "@tabler/icons":
                    place(STATIC / "icons.svg", sprite(archive, plan["icons"]["outline"]))
                if package["licence"]:
                    beside = [(ROOT / target).parent for target in package["files"].values()] or [STATIC]
                    place(
                        beside[0] / f"LICENSE.{package['name'].split('/')[-1]}",
                        read(archive, package["licence"]),
                    )


if __name__ == "__main__":
    main()
