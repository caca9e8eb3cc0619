"""Places on a chain as an Excel workbook, which reads back."""

import io
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guildhall.chain.places_table import HEADINGS, ROLES
from guildhall.chain.queries import ChainMap
from guildhall.imports.writing import write_workbook


def places_as_excel(drawn: ChainMap) -> bytes:
    """The confirmed places as the reader sees them: capacities where they are the reader's to know."""
    number = 0 if (get_language() or "").startswith("zh") else 1
    rows = [
        [
            line.placement.segment.name,
            line.placement.organization.name,
            ROLES[line.placement.role][number],
            line.placement.products_zh,
            line.placement.products_en,
            _plain(line.placement.capacity) if line.sees_capacity else "",
            line.placement.unit if line.sees_capacity else "",
        ]
        for spot in drawn.spots
        for line in (*spot.serving, *spot.needing)
    ]
    stream = io.BytesIO()
    write_workbook(stream, _("Places on the chain"), [names[number] for names in HEADINGS.values()], rows)
    return stream.getvalue()


def _plain(capacity: Decimal | None) -> str:
    return "" if capacity is None else f"{capacity.normalize():f}"
