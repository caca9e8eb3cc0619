"""A chain's picture as its template draws it: what stands in each box, in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from guildhall.chain.drawing import Arrow, Box, PlacedArrow, PlacedBox, drawing
from guildhall.chain.gaps import EXTEND, MEND, STRENGTHEN
from guildhall.chain.models import Segment
from guildhall.chain.queries import ChainMap, Spot

COLUMN = {Segment.Stage.UPSTREAM: 0, Segment.Stage.MIDSTREAM: 1, Segment.Stage.DOWNSTREAM: 2}
# Of a box: fill, line, colour of its mark, dashes. A mark says the same in words.
LOOKS = {
    MEND: ("#fbe9e8", "#a4262c", "#a4262c", "6 3"),
    STRENGTHEN: ("#fdf1d8", "#845200", "#845200", ""),
    EXTEND: ("#e8f0f9", "#1d4e89", "#1d4e89", "2 3"),
    "high": ("#ffffff", "#5a6675", "#5b3a8c", ""),
    "empty": ("#f5f6f8", "#b3bdc9", "#5a6675", "2 3"),
    "": ("#ffffff", "#8b98a8", "#5a6675", ""),
}


@dataclass(frozen=True)
class DrawnBox:
    """A box with what it leads to and how it looks."""

    spot: Spot
    place: PlacedBox[UUID]
    look: tuple[str, str, str, str]
    said: str

    @property
    def notes(self) -> list[tuple[str, float, str]]:
        """Lines below the title with their heights; the mark is in its own colour."""
        quiet, mark = "#5a6675", self.look[2]
        return [(line, y, mark if row else quiet) for row, (line, y) in enumerate(self.place.notes)]


@dataclass(frozen=True)
class Picture:
    width: float
    height: float
    columns: Sequence[tuple[str, float]]
    boxes: Sequence[DrawnBox]
    arrows: Sequence[PlacedArrow[UUID]]


def picture(drawn: ChainMap, *, is_public: bool = False) -> Picture:
    """The whole chain. On public pages boxes only say how many members there are."""
    spots = {spot.segment.pk: spot for spot in drawn.spots}
    said = {pk: _notes(spot, is_public=is_public) for pk, spot in spots.items()}
    laid = drawing(
        [
            Box(pk, COLUMN[Segment.Stage(spot.segment.stage)], spot.segment.name, said[pk])
            for pk, spot in spots.items()
        ],
        [Arrow(flow.source_id, flow.target_id, flow.goods) for flow in drawn.flows],
    )
    boxes = [
        DrawnBox(
            spots[box.key],
            box,
            LOOKS[_look(spots[box.key], is_public=is_public)],
            " · ".join((spots[box.key].segment.name, *said[box.key])),
        )
        for box in laid.boxes
    ]
    names = [label for _value, label in Segment.Stage.choices]
    columns = [(str(name), x) for name, x in zip(names, laid.columns, strict=True)]
    return Picture(laid.width, laid.height, columns, boxes, laid.arrows)


def _look(spot: Spot, *, is_public: bool) -> str:
    if is_public:
        return "" if spot.serving else "empty"
    if spot.gap:
        return spot.gap.step
    if spot.concentration and spot.concentration.is_high:
        return "high"
    return "" if spot.serving or spot.needing else "empty"


def _notes(spot: Spot, *, is_public: bool) -> tuple[str, ...]:
    serving, needing = len(spot.serving), len(spot.needing)
    if is_public:
        return (pgettext("chain", "%(count)d members") % {"count": serving},) if serving else ()
    counts = [pgettext("chain", "made by %(count)d") % {"count": serving}]
    if needing:
        counts.append(pgettext("chain", "needed by %(count)d") % {"count": needing})
    marks = {
        MEND: "✕ " + _("Missing link"),
        STRENGTHEN: "△ " + _("Single source"),
        EXTEND: "→ " + _("Could go on"),
        "high": "◆ " + _("Concentrated"),
    }
    look = _look(spot, is_public=is_public)
    return (" · ".join(counts), marks[look]) if look in marks else (" · ".join(counts),)
