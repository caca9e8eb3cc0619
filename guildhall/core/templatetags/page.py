"""The parts that pages are made of. Built in: templates use these tags without loading them.

Every part is shown with its code in ``docs/pages.md``.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import groupby, zip_longest
from operator import attrgetter
from typing import Any
from uuid import UUID

import segno
from django import template
from django.http import QueryDict  # noqa: TID251  a tag must keep the filters that stand in the URL
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from guildhall.core.navigation import Item, items, shell
from guildhall.core.paging import Page
from guildhall.core.text import differences as differences_between

register = template.Library()
LIGHTS = {
    "green": "circle-check",
    "amber": "clock-exclamation",
    "red": "alert-circle",
    "grey": "circle",
    "blue": "circle-dot",
}


@cache
def _drawing(name: str) -> SafeString:
    """Asked some thirty times on a page, hence remembered: the sprite's address holds as long as the process."""
    address = f"{static('vendor/icons.svg')}#{name}"
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', address)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite. Hidden from screen readers unless it has a label, because text stands beside it."""
    if not label:
        return _drawing(name)
    address = f"{static('vendor/icons.svg')}#{name}"
    return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', label, address)


@register.simple_tag
def side_items(shown: Iterable[Item]) -> SafeString:
    """The lines of the side bar under the titles of their groups. In Python because it stands on every page."""
    here = mark_safe(' aria-current="page"')
    lines: list[SafeString] = []
    for group, entries in groupby(shown, key=attrgetter("group")):
        if group:
            lines.append(format_html('<h2 class="side-title">{}</h2>', group))
        lines += [
            format_html(
                '<a class="side-item" href="{}"{}>{}<span>{}</span></a>',
                item.url,
                here if item.active else "",
                _drawing(item.icon),
                item.label,
            )
            for item in entries
        ]
    return mark_safe("\n".join(lines))  # noqa: S308 - lines that were escaped one by one


@register.simple_tag(takes_context=True)
def public_items(context: template.Context) -> SafeString:
    """The line at the top of the public pages: what this association shows to everybody."""
    association, request = _public_association(context), context["request"]
    here = mark_safe(' aria-current="page"')
    shown = items("public", request.user, association, request.path) if association else []
    return format_html_join(
        "\n",
        '<a href="{}"{}>{}</a>',
        ((item.url, here if item.active else "", item.label) for item in shown),
    )


@register.simple_tag(takes_context=True)
def public_home(context: template.Context) -> str:
    """The first of the association's public pages; ours where it has none."""
    association, first = _public_association(context), shell.first("public")
    return first.url(association) if association and first else "/"


@register.simple_tag(takes_context=True)
def open_data(context: template.Context) -> str:
    """Where the association's open data is."""
    association = _public_association(context)
    return reverse(shell.open_data, args=[association.slug]) if association and shell.open_data else ""


def _public_association(context: template.Context) -> Any:
    association = context.get("association")
    return association if association and association.is_public else None


@register.simple_tag
def light(colour: str, text: str) -> SafeString:
    """A status in a colour, with a shape and words, so that nobody needs to see the colour."""
    return format_html(
        '<span class="light light-{}">{}<span>{}</span></span>', colour, icon(LIGHTS[colour]), text
    )


@register.simple_tag
def badge(text: object, colour: str = "grey") -> SafeString:
    """A short word in a box: a kind, a tier, a number."""
    return format_html('<span class="tag tag-{}">{}</span>', colour, text)


@register.simple_tag(takes_context=True)
def act(
    context: template.Context,
    url: str,
    label: str,
    icon: str = "",
    look: str = "outline",
    confirm: str = "",
    **fields: Any,
) -> SafeString:
    """A button that does something: a form with POST. ``confirm`` asks first; other arguments are sent along.

    ``look``: ``primary``, ``outline``, ``danger``, ``quiet``. In Python because rows have several.
    """
    hidden = {"csrfmiddlewaretoken": context.get("csrf_token")} | fields
    return format_html(
        '<form class="act" method="post" action="{}"{}>{}'
        '<button type="submit" class="btn btn-{}">{}<span>{}</span></button></form>',
        url,
        format_html(' data-confirm="{}"', confirm) if confirm else "",
        format_html_join("", '<input type="hidden" name="{}" value="{}">', hidden.items()),
        look,
        _drawing(icon) if icon else "",
        label,
    )


@register.simple_tag
def go(url: str, label: str, icon: str = "", look: str = "outline") -> SafeString:
    """A link that looks like a button: it leads somewhere and changes nothing. In Python because rows have several."""
    return format_html(
        '<a class="btn btn-{}" href="{}">{}<span>{}</span></a>',
        look,
        url,
        _drawing(icon) if icon else "",
        label,
    )


ANY_ROW = str(UUID(int=0))


@register.simple_tag
def row_urls(name: str, *above: object) -> str:
    """The address of a page that each row of a list has: found once, filled in for each row by ``for_row``."""
    return reverse(name, args=[*above, ANY_ROW])


@register.filter
def for_row(urls: str, pk: object) -> str:
    """``{{ urls|for_row:row.pk }}``: the row's own address (see ``row_urls``)."""
    return urls.replace(ANY_ROW, str(pk))


@register.inclusion_tag("core/parts/blank.html")
def blank(icon: str, sentence: str, url: str = "", label: str = "", *, more: str = "") -> dict[str, str]:
    """What stands where a list would be: why it is empty, and the first thing to do."""
    return {"icon": icon, "sentence": sentence, "url": url, "label": label, "more": more}


@register.inclusion_tag("core/parts/pages.html", takes_context=True)
def pages(context: template.Context, page: Page[Any], name: str = "page") -> dict[str, Any]:
    """Links to the page before and after, keeping the filters in the URL."""
    asked: QueryDict = context["request"].GET
    return {
        "page": page,
        "before": _with(asked, name, page.number - 1) if page.number > 1 else "",
        "after": _with(asked, name, page.number + 1) if page.has_next else "",
    }


def _with(asked: QueryDict, name: str, value: object) -> str:
    changed = asked.copy()
    changed[name] = str(value)
    return f"?{changed.urlencode()}"


@register.inclusion_tag("core/parts/sortable.html", takes_context=True)
def sortable(context: template.Context, label: str, key: str, *, name: str = "sort") -> dict[str, Any]:
    """A table heading that sorts: first up, then down. The view reads ``?sort=name`` or ``?sort=-name``."""
    asked: QueryDict = context["request"].GET
    current = asked.get(name, "")
    changed = asked.copy()
    changed.pop("page", None)
    changed[name] = f"-{key}" if current == key else key
    return {
        "label": label,
        "url": f"?{changed.urlencode()}",
        "order": {key: "ascending", f"-{key}": "descending"}.get(current, ""),
    }


@register.inclusion_tag("core/parts/tab.html", takes_context=True)
def tab(
    context: template.Context,
    url: str,
    label: str,
    count: int | None = None,
    icon: str = "",
    *,
    active: bool | None = None,
) -> dict[str, Any]:
    """One tab, inside ``<nav class="tabs">``. The current one is the one whose address is the page's.

    Where tabs differ only behind the ``?``, ``active`` says it.
    """
    request = context["request"]
    here = request.get_full_path() if "?" in url else request.path
    current = url == here if active is None else active
    return {"url": url, "label": label, "count": count, "icon": icon, "active": current}


@register.inclusion_tag("core/parts/fact.html")
def fact(label: str, value: object = None, url: str = "") -> dict[str, Any]:
    """One line of ``<dl class="facts">``. Nothing known is shown as "not stated"."""
    return {"label": label, "value": value, "url": url}


@register.inclusion_tag("core/parts/progress.html")
def progress(part: float, whole: float, label: str, colour: str = "") -> dict[str, Any]:
    """A bar with its figures in words."""
    return {"part": part, "whole": whole, "label": label, "colour": colour}


@register.inclusion_tag("core/parts/figure.html")
def figure(
    label: str, value: object, icon: str = "", url: str = "", note: str = "", colour: str = ""
) -> dict[str, Any]:
    """A number that matters, for the row at the top of an overview."""
    return {"label": label, "value": value, "icon": icon, "url": url, "note": note, "colour": colour}


@register.simple_tag
def person(name: str, note: str = "", url: str = "") -> SafeString:
    """A person or organization: first character in a circle, name, and what they are. In Python because rows have it."""
    return format_html(
        '<span class="person"><span class="person-mark" aria-hidden="true">{}</span>'
        '<span class="person-text">{}{}</span></span>',
        str(name)[:1],
        format_html('<a href="{}">{}</a>', url, name) if url else name,
        format_html("<small>{}</small>", note) if note else "",
    )


@register.inclusion_tag("core/parts/file.html")
def file_link(url: str, name: str, size: int | None = None, note: str = "") -> dict[str, Any]:
    """A file to download, with an icon for its kind and its size."""
    kinds = {"pdf": "file-type-pdf", "xlsx": "file-spreadsheet", "csv": "file-spreadsheet", "ics": "calendar"}
    ending = name.rsplit(".", 1)[-1].lower()
    return {"url": url, "name": name, "size": size, "note": note, "icon": kinds.get(ending, "file-text")}


@register.simple_tag
def qr(text: str, label: str) -> SafeString:
    """A QR code as a picture; ``label`` says what it leads to."""
    picture = segno.make(text, error="m").svg_data_uri(scale=4, border=4, dark="#14213d")
    return format_html('<img class="qr" src="{}" alt="{}">', picture, label)


@register.simple_tag
def differences(old: str, new: str) -> SafeString:
    """The new text with what was taken out and put in since the old one."""
    tags = {"same": ("", ""), "removed": ("<del>", "</del>"), "added": ("<ins>", "</ins>")}
    shown = format_html_join(
        "",
        "{}{}{}",
        (
            (mark_safe(tags[one.kind][0]), one.text, mark_safe(tags[one.kind][1]))  # noqa: S308  constants above
            for one in differences_between(old, new)
        ),
    )
    return format_html('<div class="differences">{}</div>', shown)


@register.inclusion_tag("core/parts/chart.html")
def chart(
    kind: str,
    title: str,
    labels: Sequence[object],
    series: Mapping[str, Sequence[float | None]],
    unit: str = "",
    colours: Sequence[str] = (),
) -> dict[str, Any]:
    """A chart with its numbers in a table below, which is also what is read aloud and printed.

    ``kind``: ``bar``, ``bar-stacked``, ``bar-across``, ``line``, ``line-dated`` (labels are days), ``pie``. ``series`` maps a name to one value per label.
    ``colours``: for each series one of those that lights have, where the colour says something.
    """
    named = [
        {"name": str(name), "data": list(values)} | ({"colour": colour} if colour else {})
        for (name, values), colour in zip_longest(series.items(), colours)
    ]
    texts = [str(label) for label in labels]
    return {
        "title": title,
        "unit": unit,
        "names": [one["name"] for one in named],
        "rows": list(zip(texts, zip(*[one["data"] for one in named], strict=True), strict=True)),
        "json": json.dumps(
            {"kind": kind, "title": str(title), "unit": str(unit), "labels": texts, "series": named},
            ensure_ascii=False,
        ),
    }


@register.inclusion_tag("core/parts/chart_scripts.html")
def chart_scripts() -> dict[str, str]:
    """What a page with charts loads; goes into the block ``scripts``."""
    return {"language": get_language() or ""}


@register.inclusion_tag("core/parts/form_end.html")
def form_end(label: str, cancel: str = "", *, look: str = "primary", icon: str = "") -> dict[str, str]:
    """The buttons below a form: send, and the way out."""
    return {"label": label, "cancel": cancel, "look": look, "icon": icon}
