"""Official documents as PDF. Pure: data in, bytes out; no database, no clock, no settings.

The templates are in ``typst/``, the only fonts used are in ``fonts/``. All text travels as JSON
strings and is printed as it is: no text of a person is ever read as Typst code.
"""

import io
import json
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import segno
import typst

HERE = Path(__file__).resolve().parent
TEMPLATES = HERE / "typst"
FONTS = HERE / "fonts"
Template = Literal["letter", "agreement", "notice", "minutes", "certificate", "report", "filing", "ballot"]
Language = Literal["zh", "en", "both"]

_per_thread = threading.local()


def render(template: Template, data: Mapping[str, Any]) -> bytes:
    """A PDF with embedded fonts from one of the templates.

    ``data["lang"]`` is ``zh``, ``en`` or ``both``. Every text in it is a string, or a pair
    ``{"zh": ..., "en": ...}`` with at least one filled. Dates are ISO strings and are written out;
    a date that is any other text is printed as it is. With ``code`` and ``url`` the foot shows a QR
    code. What each template reads stands in ``typst/README.md``.
    """
    told = dict(data)
    if told.get("code"):
        told["qr"] = qr_svg(told["url"])
    printed = _compiler(template).compile(
        format="pdf", sys_inputs={"data": json.dumps(told, ensure_ascii=False)}
    )
    if not isinstance(printed, bytes):
        raise TypeError(f"{template} gave no PDF")
    return printed


def qr_svg(address: str) -> str:
    """A QR code with medium error correction as an SVG picture."""
    picture = io.BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="svg", border=0, xmldecl=False, svgns=True)
    return picture.getvalue().decode()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def _compiler(template: str) -> typst.Compiler:
    """The compiler kept for this template in this thread; it remembers what it parsed before."""
    kept: dict[str, typst.Compiler] = _per_thread.__dict__.setdefault("compilers", {})
    if template not in kept:
        kept[template] = typst.Compiler(
            str(TEMPLATES / f"{template}.typ"),
            root=str(TEMPLATES),
            font_paths=_fonts(),
            ignore_system_fonts=True,
        )
    return kept[template]
