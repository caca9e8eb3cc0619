"""Files that people and worse send as lists."""

import io
import zipfile
from functools import cache

from guildhall.imports.tests.make import HEADINGS, make_workbook

SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def make_altered(part: str, content: bytes, *rows: tuple[str, ...]) -> bytes:
    """A workbook of which one part inside is something else."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(make_workbook(*(rows or (HEADINGS, ("甲厂",)))))) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            target.writestr(entry.filename, content if entry.filename == part else source.read(entry))
    return packed.getvalue()


def make_sheet(*cells: tuple[str, str], dimension: str = "A1:B2") -> bytes:
    """A workbook with these cells, one to a row, as its XML has them."""
    rows = "".join(
        f'<row r="{place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{place}" t="inlineStr"><is><t>{text}</t></is></c></row>'
        for place, text in cells
    )
    xml = f'<worksheet xmlns="{MAIN}"><dimension ref="{dimension}"/><sheetData>{rows}</sheetData></worksheet>'
    return make_altered(SHEET, xml.encode())


@cache
def make_bomb(size: int = 500 << 20) -> bytes:
    """Small outside, large inside."""
    packed = io.BytesIO(make_workbook(HEADINGS, ("甲厂",)))
    with (
        zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/media/a", "w") as part,
    ):
        for _ in range(size >> 20):
            part.write(bytes(1 << 20))
    return packed.getvalue()


def make_liar() -> bytes:
    """Its table of contents says that its sheet is small inside."""
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>{" " * (5 << 20)}</sheetData></worksheet>'
    content = bytearray(make_altered(SHEET, xml.encode()))
    entry = content.rfind(b"PK\x01\x02", 0, content.rfind(SHEET.encode()))
    content[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
    return bytes(content)


def make_laughs() -> bytes:
    """Entities of entities of entities."""
    entities = "".join(f'<!ENTITY e{number} "{f"&e{number - 1};" * 10}">' for number in range(1, 10))
    text = f'<!DOCTYPE l [<!ENTITY e0 "ha">{entities}]><sst xmlns="{MAIN}"><si><t>&e9;</t></si></sst>'
    return make_altered(TEXTS, text.encode())


def make_merged(area: str, *rows: tuple[str, ...]) -> bytes:
    content = make_workbook(*rows)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read(SHEET)
    merged = f'</sheetData><mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'
    return make_altered(SHEET, sheet.replace(b"</sheetData>", merged.encode()), *rows)
