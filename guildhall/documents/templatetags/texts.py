"""Lightly marked text on a page: ``{% load texts %}{{ text|prose }}``, the same blocks that a document prints."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from guildhall.documents.blocks import Block, Run, blocks
from guildhall.documents.blocks import plain as plain_text

register = template.Library()


@register.filter
def prose(text: str | None) -> SafeString:
    """Headings, paragraphs, lists and bold of a text; all other markup is shown as it was typed."""
    return format_html_join("\n", "{}", ((_block(block),) for block in blocks(text or "")))


@register.filter
def plain(text: str | None) -> str:
    """The same words without marks of headings, lists and bold: for comparing."""
    return plain_text(text or "")


def _block(block: Block) -> SafeString:
    if block["kind"] == "heading":
        return format_html("<h3>{}</h3>", _runs(block.get("runs", [])))
    if block["kind"] == "paragraph":
        return format_html("<p>{}</p>", _runs(block.get("runs", [])))
    items = format_html_join("", "<li>{}</li>", ((_inner(item),) for item in block.get("items", [])))
    return format_html("<ol>{}</ol>" if block.get("ordered") else "<ul>{}</ul>", items)


def _inner(item: list[Block]) -> SafeString:
    return format_html_join(
        "",
        "{}",
        ((_runs(b["runs"]) if b["kind"] == "paragraph" and "runs" in b else _block(b),) for b in item),
    )


def _runs(runs: list[Run]) -> SafeString:
    return format_html_join(
        "",
        "{}",
        ((format_html("<strong>{}</strong>" if run.get("bold") else "{}", run["text"]),) for run in runs),
    )
