"""Lightly marked text -> blocks that a document prints. Pure; understands headings, lists and bold only.

Everything else that markup could mean (links, pictures, code, HTML) is printed as it was typed.
"""

import re
from collections.abc import Iterator
from typing import Literal, NotRequired, TypedDict

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode


class Run(TypedDict):
    text: str
    bold: NotRequired[bool]


class Block(TypedDict):
    """One of: heading (level, runs), paragraph (runs), list (ordered, start, items)."""

    kind: Literal["heading", "paragraph", "list"]
    level: NotRequired[int]
    runs: NotRequired[list[Run]]
    ordered: NotRequired[bool]
    start: NotRequired[int]
    items: NotRequired[list[list["Block"]]]


_markdown = MarkdownIt("zero").enable(["heading", "list", "emphasis", "newline", "escape"])
_CHINESE_HEADINGS = (
    re.compile(r"^[一二三四五六七八九十百]{1,4}、[^。；！？]{1,40}$"),
    re.compile(r"^（[一二三四五六七八九十百]{1,4}）[^。；！？]{1,40}$"),
)


def blocks(text: str) -> list[Block]:
    """Headings (``#``, and lines such as ``一、会议安排`` or ``（一）概况``), lists, bold; each line a paragraph."""
    tree = SyntaxTreeNode(_markdown.parse(text))
    return [block for node in tree.children for block in _of(node)]


def plain(text: str) -> str:
    """The text as it is read, a line for each heading, paragraph and item: without the marks of headings and bold."""
    return "\n".join(line for block in blocks(text) for line in _plain(block)).strip()


def _plain(block: Block) -> Iterator[str]:
    if block["kind"] != "list":
        words = "".join(run["text"] for run in block.get("runs", []))
        yield from ("", words) if block["kind"] == "heading" else (words,)
        return
    for number, item in enumerate(block.get("items", []), start=block.get("start", 1)):
        lines = [line for inner in item for line in _plain(inner)]
        mark = f"{number}. " if block.get("ordered") else "· "
        yield from (f"{mark if place == 0 else '   '}{line}" for place, line in enumerate(lines))


def _of(node: SyntaxTreeNode) -> list[Block]:
    if node.type == "heading":
        return [{"kind": "heading", "level": min(int(node.tag[1]), 3), "runs": _runs(_tokens(node))}]
    if node.type in ("bullet_list", "ordered_list"):
        items = [[block for child in item.children for block in _of(child)] for item in node.children]
        start = int(node.attrs.get("start", 1))
        return [{"kind": "list", "ordered": node.type == "ordered_list", "start": start, "items": items}]
    return [_line(line) for line in _lines(_tokens(node)) if line]


def _tokens(node: SyntaxTreeNode) -> list[Token]:
    inline = node.children[0].token if node.children else None
    return list(inline.children or []) if inline else []


def _lines(tokens: list[Token]) -> list[list[Run]]:
    """What was typed, line by line. A single star or underscore is no markup here and stays."""
    lines: list[list[Run]] = [[]]
    bold = False
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            lines.append([])
        elif token.type in ("strong_open", "strong_close"):
            bold = token.type == "strong_open"
        else:
            _append(lines[-1], token.content or token.markup, bold=bold)
    return lines


def _append(line: list[Run], text: str, *, bold: bool) -> None:
    if line and line[-1].get("bold", False) == bold:
        line[-1]["text"] += text
    elif text:
        line.append({"text": text, "bold": True} if bold else {"text": text})


def _runs(tokens: list[Token]) -> list[Run]:
    return [run for line in _lines(tokens) for run in line]


def _line(runs: list[Run]) -> Block:
    text = "".join(run["text"] for run in runs)
    for level, shape in enumerate(_CHINESE_HEADINGS, start=1):
        if shape.match(text):
            return {"kind": "heading", "level": level, "runs": runs}
    return {"kind": "paragraph", "runs": runs}
