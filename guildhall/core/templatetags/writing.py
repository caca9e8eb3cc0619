"""Values as each language writes them. Built in: templates use these filters without loading them."""

import datetime
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from guildhall.core.models import in_language
from guildhall.core.money import written_amount
from guildhall.core.sentences import Sentence

register = template.Library()


def _local(value: datetime.date) -> datetime.date:
    return timezone.localtime(value) if isinstance(value, datetime.datetime) else value


@register.filter
def stated(value: object) -> object:
    """The value, or a quiet "not stated" where there is none. Zero and ``False`` are values."""
    if value is None or value == "":
        return format_html('<span class="not-stated">{}</span>', _("not stated"))
    return value


def _time_tag(value: datetime.date, text: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', _local(value).isoformat(), text)


@register.filter
def day(value: datetime.date | None) -> object:
    """2026年11月21日 / 21 November 2026"""
    return _time_tag(value, date_format(_local(value), "DATE_FORMAT")) if value else stated(None)


@register.filter
def weekday(value: datetime.date | None) -> object:
    """2026年11月21日 星期六 / Saturday, 21 November 2026"""
    if not value:
        return stated(None)
    local = _local(value)
    # Translators: "l" is the day of the week, "DATE" stands for the date. Chinese writes the date first.
    pattern = _("{weekday}, {date}")
    return _time_tag(
        value, pattern.format(weekday=date_format(local, "l"), date=date_format(local, "DATE_FORMAT"))
    )


@register.filter
def short_day(value: datetime.date | None) -> object:
    """2026-11-21 / 21 Nov 2026: for narrow columns."""
    return _time_tag(value, date_format(_local(value), "SHORT_DATE_FORMAT")) if value else stated(None)


@register.filter
def short_month(value: datetime.date) -> str:
    """11月 / Nov; January with its year, for an axis: 2027年1月 / January 2027"""
    if value.month == 1:
        return date_format(value, "YEAR_MONTH_FORMAT")
    return f"{value.month}月" if _is_chinese() else date_format(value, "M")


@register.filter
def moment(value: datetime.datetime | None) -> object:
    """2026年11月21日 09:30 / 21 November 2026, 09:30"""
    return _time_tag(value, date_format(_local(value), "DATETIME_FORMAT")) if value else stated(None)


@register.filter
def clock(value: datetime.datetime | datetime.time | None) -> object:
    """09:30"""
    if value is None:
        return stated(None)
    local = timezone.localtime(value) if isinstance(value, datetime.datetime) else value
    return format_html("<time>{}</time>", local.strftime("%H:%M"))


def _until(end: datetime.datetime, start: datetime.datetime) -> str:
    if end.date() == start.date():
        return end.strftime("%H:%M")
    return date_format(end, "DATETIME_FORMAT")


@register.simple_tag
def from_to(start: datetime.datetime | None, end: datetime.datetime | None) -> object:
    """2026年11月21日 星期六 09:30–11:30: the date once when both are on one day."""
    if start is None:
        return stated(None)
    head = format_html("{} {}", weekday(start), clock(start))
    if end is None:
        return head
    return format_html("<span>{}–{}</span>", head, _until(timezone.localtime(end), timezone.localtime(start)))


@register.filter
def colon(word: object) -> str:
    """A word before what it says, with the colon of the reader's language: ``{{ _("Result")|colon }}{{ result }}``."""
    return f"{word}：" if _is_chinese() else f"{word}: "


@register.simple_tag
def comma() -> str:
    """Between the parts of a list: 、 in Chinese."""
    return "、" if _is_chinese() else ", "


@register.filter
def listed(parts: Iterable[object]) -> str:
    """The parts as one text, with ``comma`` between them."""
    return comma().join(str(part) for part in parts)


@register.filter
def bracketed(value: object) -> str:
    """（…）in Chinese; ( … ) after a space in English. Nothing for nothing."""
    text = "" if value is None else str(value)
    if not text:
        return ""
    return f"（{text}）" if _is_chinese() else f" ({text})"


def _is_chinese() -> bool:
    return (get_language() or "").startswith("zh")


@register.simple_tag
def today() -> datetime.date:
    """The date where the association is: ``{% today as day %}{{ day|weekday }}``."""
    return timezone.localdate()


@register.filter
def days_left(value: datetime.date | None) -> str:
    """How far a deadline is from today: "in 3 days", "today", "2 days late"."""
    if value is None:
        return ""
    date = _local(value)
    date = date.date() if isinstance(date, datetime.datetime) else date
    days = (date - timezone.localdate()).days
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
    return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}


def _figure(value: int | float | Decimal, digits: int) -> str:
    """Rounded half up, as people round; ``number_format`` alone would cut off."""
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return number_format(rounded, digits, force_grouping=True)


@register.filter
def number(value: int | float | Decimal | None, digits: int = 0) -> object:
    """12,345 in both languages; ``number:2`` for two digits after the point."""
    return stated(None) if value is None else _figure(value, digits)


@register.filter
def yuan(value: int | Decimal | None) -> object:
    """¥12,345.00: an amount in yuan."""
    return stated(None) if value is None else f"¥{_figure(value, 2)}"


@register.filter
def fen(value: int | None) -> object:
    """12,345.00元 / ¥12,345.00: an amount in whole fen."""
    return stated(None) if value is None else written_amount(value, get_language() or "en")


@register.filter
def percent(part: int | Decimal | None, whole: int | Decimal | None) -> object:
    """``{{ present|percent:entitled }}``: 66.7%. Not stated where there is no whole."""
    if part is None or not whole:
        return stated(None)
    return f"{_figure(Decimal(part) * 100 / Decimal(whole), 1)}%"


@register.filter
def file_size(value: int | None) -> object:
    """850 kB, 1.2 MB."""
    if value is None:
        return stated(None)
    if value < 1000:
        return f"{value} B"
    if value < 1000 * 1000:
        return f"{value // 1000} kB"
    return f"{value / 1_000_000:.1f} MB"


BROWSERS = {
    "MicroMessenger": "WeChat",
    "Edg/": "Edge",
    "Firefox/": "Firefox",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "HarmonyOS": "HarmonyOS",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


@register.filter
def browser(agent: str) -> str:
    """The browser and system that a user-agent line names, as people call them; else the line itself."""
    found = [
        next((name for mark, name in names.items() if mark in agent), "") for names in (BROWSERS, SYSTEMS)
    ]
    return " · ".join(filter(None, found)) or agent


@register.filter
def said(sentence: "Sentence | Mapping[str, str] | None") -> str:
    """A sentence that exists in both languages (or its JSON), in the reader's."""
    if sentence is None:
        return ""
    told = sentence.as_data() if isinstance(sentence, Sentence) else sentence
    return in_language(told.get("zh", ""), told.get("en", ""))
