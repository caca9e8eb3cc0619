"""Quantities as people write them. Pure: text in, number out."""

import unicodedata
from decimal import Decimal, InvalidOperation

PLACES = Decimal("0.001")
SEPARATORS = str.maketrans("", "", ", \u00a0\u3000'_")


def plain_number(text: str) -> Decimal:
    """The number of a text in full-width or half-width digits, with or without separators: １２，０００．５ is 12000.5.

    ValueError where it is no plain number, or has more than three decimals or thirteen digits before them.
    """
    written = unicodedata.normalize("NFKC", text).replace("。", ".").translate(SEPARATORS)
    if not written.replace(".", "", 1).isascii() or not written.replace(".", "", 1).isdigit():
        raise ValueError(text)
    try:
        number = Decimal(written)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if number >= Decimal(10) ** 13 or number != number.quantize(PLACES):
        raise ValueError(text)
    return number


def written_number(number: Decimal | None) -> str:
    """The shortest way to write it: 12000.500 is 12000.5."""
    if number is None:
        return ""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
