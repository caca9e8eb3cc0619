"""Writes guildhall/votes/strokes/table.txt: how Chinese characters are written, stroke by stroke.

``python -m tools.strokes`` needs npm, only to download; what it writes is committed. The source is cnchar's stroke orders
(MIT), simplified and traditional. Each line: the strokes by their five kinds - 1 横, 2 竖, 3 撇, 4 点, 5 折 - and the
characters that are written so. Lines and characters stand in stroke order.
"""

import json
import re
import tempfile
from collections import defaultdict
from pathlib import Path

from tools.vendor import ROOT, fetch, read

TARGET = ROOT / "guildhall" / "votes" / "strokes"
SOURCES = {
    "cnchar.order.min.js": {
        "name": "cnchar-order",
        "version": "3.2.6",
        "integrity": "sha512-xeW1MnQk9GLW9rOvgTtBLl9amyJ0MBKAuXGgbiAwC/n1MRLoxW4ZnjPL+isVsi0rV3QXlbiDQQKAnL6TsJNLhA==",
    },
    "cnchar.trad.min.js": {
        "name": "cnchar-trad",
        "version": "3.2.6",
        "integrity": "sha512-xdQUwd+W7j4i4vD1c6ykgwuzNExBZrakrmi/5c6ODclyGgEb7QcBKGta7v9WewNhauLHUkTpeMR4AERoBhs3NQ==",
    },
}
ORDERS = re.compile(r"""\{(?:"[^"{}]":"[a-z]+",?){500,}\}""")
# The letters of the source by kind: 横 and 提, 竖 and 竖钩, 撇, 点 and 捺; every other stroke bends.
KINDS = {"j": "1", "i": "1", "f": "2", "g": "2", "s": "3", "k": "4", "d": "4", "l": "4"}
SECONDARY = "igl"  # 提 after 横, 竖钩 after 竖, 捺 after 点


def orders() -> dict[str, str]:
    """Every character with its strokes in the letters of the source."""
    found: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        for file, package in SOURCES.items():
            with fetch(package, Path(folder)) as archive:
                for text in ORDERS.findall(read(archive, file)):
                    found = json.loads(text) | found
                (TARGET / "LICENSE.cnchar").write_text(read(archive, "LICENSE"))
    return found


def main() -> None:
    lines: dict[str, list[tuple[list[bool], str]]] = defaultdict(list)
    for character, letters in orders().items():
        kinds = "".join(KINDS.get(letter, "5") for letter in letters)
        lines[kinds].append(([letter in SECONDARY for letter in letters], character))
    in_order = sorted(lines, key=lambda kinds: (len(kinds), kinds))
    written = [
        f"{kinds} {''.join(character for _rank, character in sorted(lines[kinds]))}" for kinds in in_order
    ]
    (TARGET / "table.txt").write_text("\n".join(written) + "\n", encoding="utf-8")
    print(f"{sum(map(len, lines.values()))} characters, {(TARGET / 'table.txt').stat().st_size} bytes")


if __name__ == "__main__":
    main()
