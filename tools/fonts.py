"""Makes the fonts in guildhall/documents/fonts from the npm tarballs. Run: python -m tools.fonts

Five files: serif and sans, regular and bold, with every character of GB 2312, Latin letters and
punctuation; and one serif file with all remaining Chinese characters that the original holds (GBK,
extension A and the rarer ones of the general standard list), as the fallback for rare names.
"""

import subprocess
import tarfile
import tempfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parent.parent / "guildhall" / "documents" / "fonts"
VERSION = "0.4.3"
FAMILIES = {"serif": "NotoSerifSC", "sans": "NotoSansSC"}
WEIGHTS = {"Regular": "400Regular", "Bold": "700Bold"}
RARE_FAMILY = "Guildhall Rare Serif"
LATIN = [*range(0x20, 0x180), *range(0x1E00, 0x1F00)]
SIGNS = [
    *range(0x2000, 0x2070),
    *range(0x20A0, 0x20D0),
    *range(0x2100, 0x2190),
    *range(0x2190, 0x2200),
    *range(0x2200, 0x2300),
    *range(0x2460, 0x2500),
    *range(0x25A0, 0x2760),
    *range(0x3000, 0x3100),
    *range(0x3200, 0x3400),
    *range(0xFE30, 0xFE70),
    *range(0xFF00, 0xFFF0),
]


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for kind, name in FAMILIES.items():
            unpacked = fetch(kind, Path(folder))
            (TARGET / f"OFL-{name}.txt").write_bytes((unpacked / "LICENSE_FONT").read_bytes())
            for weight, directory in WEIGHTS.items():
                source = unpacked / directory / f"{name}_{directory}.ttf"
                cut(source, common_characters(), TARGET / f"{name}-{weight}.ttf")
            if kind == "serif":
                regular = unpacked / WEIGHTS["Regular"] / f"{name}_{WEIGHTS['Regular']}.ttf"
                cut(regular, rare_characters(regular), TARGET / "GuildhallRareSerif-Regular.ttf", RARE_FAMILY)
    for file in sorted(TARGET.iterdir()):
        print(f"{file.stat().st_size / 1e6:6.2f} MB  {file.name}")


def fetch(kind: str, folder: Path) -> Path:
    """The npm package of one family, unpacked."""
    package = f"@expo-google-fonts/noto-{kind}-sc@{VERSION}"
    packed = subprocess.run(
        ["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True
    )
    unpacked = folder / kind
    with tarfile.open(folder / packed.stdout.strip().splitlines()[-1]) as archive:
        archive.extractall(unpacked, filter="data")
    return unpacked / "package"


def common_characters() -> set[int]:
    """GB 2312, Latin letters, signs and punctuation."""
    characters = {*LATIN, *SIGNS}
    for high in range(0xA1, 0xFF):
        for low in range(0xA1, 0xFF):
            characters.update(map(ord, bytes([high, low]).decode("gb2312", errors="ignore")))
    return characters


def rare_characters(source: Path) -> set[int]:
    """The Chinese characters of a font that are not among the common ones."""
    held = set(TTFont(source).getBestCmap())
    return {code for code in held if code >= 0x3400} - common_characters()


def cut(source: Path, characters: set[int], target: Path, family: str = "") -> None:
    """Writes the part of a font that draws these characters, without hints and vertical forms."""
    options = subset.Options()
    options.hinting = False
    options.notdef_outline = True
    options.layout_features = ["ccmp", "kern", "liga", "locl", "mark", "mkmk", "halt", "palt", "tnum", "lnum"]
    options.drop_tables += ["vhea", "vmtx", "STAT", "prep", "gasp"]
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    if family:
        rename(font, family)
    font.save(target)


def rename(font: TTFont, family: str) -> None:
    """Gives the font a family name of its own, so that a text can ask for it after another."""
    for record in list(font["name"].names):
        words = {1: family, 3: f"{family} Regular", 4: f"{family} Regular", 6: family.replace(" ", "")}
        if record.nameID in words:
            font["name"].setName(
                words[record.nameID], record.nameID, record.platformID, record.platEncID, record.langID
            )
        elif record.nameID in (16, 17, 21, 22):
            font["name"].removeNames(nameID=record.nameID)


if __name__ == "__main__":
    main()
