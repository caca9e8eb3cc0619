"""Where the boxes and arrows of a chain stand. Pure: boxes in columns and arrows in, places and paths out.

A layered layout: the stages are columns; an arrow that passes a column gets a lane of its own there; rows are ordered
so that few arrows cross. Every arrow begins or ends on the right side of the box further up the chain at a height of
its own, and its label stands there, so that no two labels meet. What flows back comes from the right too, dashed.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)

WIDTH = 172  # of a box
LABEL = 138  # of the room for labels right of a column
CURVE = 56  # of the room for arrows beside it
MARGIN = 12
HEAD = 30  # for the names of the columns
ROW_GAP = 16
PORT = 20  # between two arrows of one box
LANE = 14
TITLE, TITLE_LINE = 14.0, 19
NOTE, NOTE_LINE = 12.0, 17
LABEL_SIZE = 11.5
PAD = 10
SWEEPS = 12
COLUMNS = 3
NARROW = 0.56  # of a letter against a Chinese character


@dataclass(frozen=True)
class Box(Generic[Key]):
    """What stands in a box: a title and a few short notes below it."""

    key: Key
    column: int
    title: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Arrow(Generic[Key]):
    source: Key
    target: Key
    label: str


@dataclass(frozen=True)
class PlacedBox(Generic[Key]):
    """A box with its place; ``titles`` and ``notes`` are lines with the height of their base."""

    key: Key
    x: float
    y: float
    height: float
    titles: tuple[tuple[str, float], ...]
    notes: tuple[tuple[str, float], ...]
    width: float = WIDTH

    @property
    def inner(self) -> float:
        return self.x + PAD


@dataclass(frozen=True)
class PlacedArrow(Generic[Key]):
    """An arrow as the path of an SVG, with its label (cut to the room there is) and the label's place."""

    arrow: Arrow[Key]
    path: str
    label: str
    x: float
    y: float
    is_back: bool


@dataclass(frozen=True)
class Drawing(Generic[Key]):
    width: float
    height: float
    columns: tuple[float, ...]
    boxes: tuple[PlacedBox[Key], ...]
    arrows: tuple[PlacedArrow[Key], ...]


@dataclass
class _Node(Generic[Key]):
    """A box, or the lane of an arrow that passes a column."""

    column: int
    box: Box[Key] | None = None
    y: float = 0
    height: float = LANE
    beside: list["_Node[Key]"] = field(default_factory=list)
    right: list[tuple["_Node[Key]", int]] = field(default_factory=list)
    left: list[tuple["_Node[Key]", int]] = field(default_factory=list)


def drawing(boxes: Sequence[Box[Key]], arrows: Iterable[Arrow[Key]]) -> Drawing[Key]:
    """Everything's place. Arrows between unknown boxes are left out; columns are 0, 1 and 2."""
    nodes = {box.key: _Node(box.column, box) for box in boxes}
    drawn = [one for one in arrows if one.source in nodes and one.target in nodes]
    lanes = _joined(nodes, drawn)
    columns = _ordered([*nodes.values(), *lanes.values()])
    _measure(nodes.values())
    height = _stack(columns)
    has_loops = any(node.right for node in columns[-1])
    lefts = tuple(MARGIN + column * float(WIDTH + LABEL + CURVE) for column in range(COLUMNS))
    width = lefts[-1] + WIDTH + MARGIN + (LABEL + CURVE if has_loops else 0)
    ports = {
        (id(node), number): _port(node, side, place)
        for node in (*nodes.values(), *lanes.values())
        for side in (node.right, node.left)
        for place, (_other, number) in enumerate(side)
    }
    placed = [_arrow(one, number, nodes, lanes.get(number), lefts, ports) for number, one in enumerate(drawn)]
    return Drawing(
        width, height, lefts, tuple(_box(box, nodes[box.key], lefts) for box in boxes), tuple(placed)
    )


def _joined(nodes: dict[Key, _Node[Key]], arrows: Sequence[Arrow[Key]]) -> dict[int, _Node[Key]]:
    """Tells every node what it is joined to; returns the lanes by the numbers of their arrows.

    Ports: the end further up the chain is on the right of its box, the other on the left; arrows within a column
    leave and arrive on the right.
    """
    lanes: dict[int, _Node[Key]] = {}
    for number, arrow in enumerate(arrows):
        up, down = sorted((nodes[arrow.source], nodes[arrow.target]), key=lambda node: node.column)
        if up.column == down.column:
            nodes[arrow.source].right.append((nodes[arrow.target], number))
            nodes[arrow.target].right.append((nodes[arrow.source], -number - 1))
            if up is not down:
                up.beside.append(down)
                down.beside.append(up)
            continue
        way = [up, down]
        if down.column - up.column > 1:
            lanes[number] = _Node(up.column + 1)
            way = [up, lanes[number], down]
        for one, other in pairwise(way):
            one.right.append((other, number))
            other.left.append((one, number))
            one.beside.append(other)
            other.beside.append(one)
    return lanes


def _ordered(nodes: Sequence[_Node[Key]]) -> list[list[_Node[Key]]]:
    """The columns with their rows so ordered that few arrows cross: each row near the middle of its neighbours."""
    columns = [[node for node in nodes if node.column == column] for column in range(COLUMNS)]
    best, fewest = [list(column) for column in columns], _crossings(columns)
    for sweep in range(SWEEPS):
        for number in range(COLUMNS) if sweep % 2 == 0 else reversed(range(COLUMNS)):
            rows = _rows(columns)
            middles = {id(node): _middle(node, rows) for node in columns[number]}
            columns[number].sort(key=lambda node: middles[id(node)])
        crossing = _crossings(columns)
        if crossing < fewest:
            best, fewest = [list(column) for column in columns], crossing
    rows = _rows(best)
    for node in nodes:
        for side in (node.right, node.left):
            side.sort(key=lambda end: (rows[id(end[0])], end[1]))
    return best


def _rows(columns: Sequence[Sequence[_Node[Key]]]) -> dict[int, float]:
    """Where each node stands in its column, as a share of the column."""
    return {id(node): (row + 0.5) / len(column) for column in columns for row, node in enumerate(column)}


def _middle(node: _Node[Key], rows: dict[int, float]) -> float:
    if not node.beside:
        return rows[id(node)]
    return sum(rows[id(one)] for one in node.beside) / len(node.beside)


def _crossings(columns: Sequence[Sequence[_Node[Key]]]) -> int:
    rows = _rows(columns)
    total = 0
    for column in columns[:-1]:
        ends = [
            (rows[id(node)], rows[id(other)])
            for node in column
            for other, _n in node.right
            if other.column > node.column
        ]
        total += sum(
            (one[0] - two[0]) * (one[1] - two[1]) < 0
            for number, one in enumerate(ends)
            for two in ends[number + 1 :]
        )
    return total


def _measure(nodes: Iterable[_Node[Key]]) -> None:
    for node in nodes:
        if node.box is not None:
            lines = len(wrapped(node.box.title, TITLE, WIDTH - 2 * PAD))
            text = lines * TITLE_LINE + len(node.box.notes) * NOTE_LINE + 2 * PAD
            node.height = max(text, max(len(node.right), len(node.left)) * PORT + PAD)


def _stack(columns: Sequence[Sequence[_Node[Key]]]) -> float:
    """Sets the heights at which nodes stand, every column in the middle; returns the height of the whole."""
    heights = [sum(node.height + ROW_GAP for node in column) for column in columns]
    whole = max([*heights, ROW_GAP])
    for column, height in zip(columns, heights, strict=True):
        y = HEAD + MARGIN + (whole - height) / 2
        for node in column:
            node.y = y
            y += node.height + ROW_GAP
    return HEAD + 2 * MARGIN + whole - ROW_GAP


def _port(node: _Node[Key], side: Sequence[object], place: int) -> float:
    """The height of an arrow's end: the ends of one side are spread evenly."""
    return node.y + node.height * (place + 0.5) / len(side)


def _arrow(
    arrow: Arrow[Key],
    number: int,
    nodes: dict[Key, _Node[Key]],
    lane: _Node[Key] | None,
    lefts: Sequence[float],
    ports: dict[tuple[int, int], float],
) -> PlacedArrow[Key]:
    source, target = nodes[arrow.source], nodes[arrow.target]
    is_back = source.column > target.column
    up, down = (target, source) if is_back else (source, target)
    start = lefts[up.column] + WIDTH, ports[id(up), number]
    turn = start[0] + LABEL
    if up.column == down.column:
        end = ports[id(target), -number - 1]
        far = turn + CURVE * min(1.1, 0.4 + abs(end - start[1]) / 500)
        points = [f"{_n(start[0])},{_n(start[1])}", f"{_n(turn)},{_n(start[1])}"]
        path = f"M{points[0]} L{points[1]} C{_n(far)},{_n(start[1])} {_n(far)},{_n(end)} {_n(turn)},{_n(end)} L{_n(start[0])},{_n(end)}"
    else:
        way = [start, (turn, start[1])]
        if lane is not None:
            y = ports[id(lane), number]
            way += [(lefts[lane.column], y), (lefts[lane.column] + WIDTH + LABEL, y)]
        way.append((lefts[down.column], ports[id(down), number]))
        path = _path(list(reversed(way)) if is_back else way)
    room = cut(arrow.label, LABEL_SIZE, LABEL - 14)
    return PlacedArrow(arrow, path, room, start[0] + 9, start[1] - 4, is_back)


def _path(way: Sequence[tuple[float, float]]) -> str:
    """Straight where the height stays, else a curve that leaves and arrives level."""
    parts = [f"M{_n(way[0][0])},{_n(way[0][1])}"]
    for (x, y), (to_x, to_y) in pairwise(way):
        if abs(y - to_y) < 0.5:
            parts.append(f"L{_n(to_x)},{_n(to_y)}")
        else:
            middle = _n((x + to_x) / 2)
            parts.append(f"C{middle},{_n(y)} {middle},{_n(to_y)} {_n(to_x)},{_n(to_y)}")
    return " ".join(parts)


def _box(box: Box[Key], node: _Node[Key], lefts: Sequence[float]) -> PlacedBox[Key]:
    titles = wrapped(box.title, TITLE, WIDTH - 2 * PAD)
    text = len(titles) * TITLE_LINE + len(box.notes) * NOTE_LINE
    top = node.y + (node.height - text) / 2
    below = top + len(titles) * TITLE_LINE
    return PlacedBox(
        box.key,
        lefts[node.column],
        node.y,
        node.height,
        tuple((line, top + TITLE_LINE * (row + 1) - 5) for row, line in enumerate(titles)),
        tuple((line, below + NOTE_LINE * (row + 1) - 4) for row, line in enumerate(box.notes)),
    )


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def length(text: str, size: float) -> float:
    """How wide a text is, roughly: letters are narrower than Chinese characters."""
    return sum(size * (1 if ord(sign) > 0x2E7F else NARROW) for sign in text)


def cut(text: str, size: float, room: float) -> str:
    """As much of the text as there is room for."""
    if length(text, size) <= room:
        return text
    kept = text
    while kept and length(kept + "…", size) > room:
        kept = kept[:-1]
    return kept.rstrip("、, ") + "…"


def wrapped(text: str, size: float, room: float, most: int = 2) -> list[str]:
    """The text in lines: broken between words, and anywhere between Chinese characters; the last line is cut."""
    pieces = [piece for word in text.split(" ") for piece in (word, " ")][:-1]
    lines: list[str] = []
    line = ""
    for piece in pieces:
        for part in [piece] if piece.isascii() else list(piece):
            if line and length(line + part, size) > room and len(lines) < most - 1:
                lines.append(line.rstrip())
                line = ""
            line = (line + part).lstrip()
    return [cut(one, size, room) for one in [*lines, line]]
