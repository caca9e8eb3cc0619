"""The translation catalogs of the rooms: where they lie, how they are read, written and compiled.

Needs Babel and nothing else, because the build of the wheel compiles catalogs without Django at hand.
"""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "guildhall"
LANGUAGE = "zh_Hans"
# Without dates and line numbers two branches that translate different sentences merge by themselves.
HEADER = f"""\
msgid ""
msgstr ""
"Language: {LANGUAGE}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""


def rooms(package: Path = PACKAGE) -> list[str]:
    """The rooms that may hold a catalog. What ``config`` says to people is translated in ``core``."""
    found = (marker.parent.name for marker in package.glob("*/__init__.py"))
    return sorted(name for name in found if name != "config")


def catalog_file(room: str, package: Path = PACKAGE) -> Path:
    return package / room / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def read_catalog(file: Path) -> Catalog:
    """The catalog in ``file``, or an empty one."""
    text = file.read_bytes() if file.exists() else HEADER.encode()
    return read_po(BytesIO(text), locale=LANGUAGE, ignore_obsolete=True, abort_invalid=True)


def write_catalog(file: Path, catalog: Catalog) -> bool:
    """Write sorted entries, naming files but no lines. False when the file already says this."""
    body = BytesIO()
    write_po(body, catalog, width=0, omit_header=True, sort_output=True, include_lineno=False)
    text = HEADER + body.getvalue().decode().strip() + "\n"
    if file.exists() and file.read_text() == text:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return True


def compile_catalogs(names: list[str] | None = None, package: Path = PACKAGE) -> list[Path]:
    """Compile the catalogs whose compiled form is older than they are; the files written come back."""
    written = []
    for room in names or rooms(package):
        source = catalog_file(room, package)
        target = source.with_suffix(".mo")
        if not source.exists() or (
            target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns
        ):
            continue
        draft = target.with_suffix(".mo.draft")
        with draft.open("wb") as handle:
            write_mo(handle, read_catalog(source))
        draft.replace(target)
        written.append(target)
    return written
