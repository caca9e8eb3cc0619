"""Lights and names as the pages of this room write them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from guildhall.commitments.lights import Light
from guildhall.commitments.models import Commitment
from guildhall.commitments.queries import DueMonth
from guildhall.commitments.versions import FieldChange
from guildhall.core.models import in_language
from guildhall.core.templatetags.page import chart, differences, light
from guildhall.core.templatetags.writing import short_day, short_month, stated

register = template.Library()


@register.simple_tag
def commitment_light(commitment: Commitment) -> SafeString:
    """The light of a commitment that was read with its light."""
    return named_light(commitment.light)


@register.simple_tag
def commitment_progress(commitment: Commitment) -> SafeString:
    """A bar with the percentage, and how many milestones are reached. Drawn here, because a board has many."""
    percent, whole = commitment.progress, commitment.milestones_all
    label = _("%(percent)s %%") % {"percent": percent}
    bar = format_html(
        '<div class="progress-line"><progress max="100" value="{}" aria-label="{}"></progress>'
        '<span class="progress-text">{}</span></div>',
        percent,
        label,
        label,
    )
    if not whole:
        return bar
    reached = _("%(done)s of %(all)s milestones") % {"done": commitment.milestones_done, "all": whole}
    return format_html("<div>{}<small>{}</small></div>", bar, reached)


@register.simple_tag
def named_light(name: str) -> SafeString:
    return light(Light(name).colour, light_words(name))


@register.inclusion_tag("core/parts/chart.html")
def due_chart(months: Sequence[DueMonth]) -> dict[str, Any]:
    """What falls due in which month, each light in its colour."""
    colours = {Light.DONE: "pale"}
    return chart(
        "bar-stacked",
        _("What falls due in which month"),
        [short_month(one.month) for one in months],
        {light_words(light): [one.lights[light] for one in months] for light in months[0].lights},
        colours=[colours.get(light, light.colour) for light in months[0].lights],
        unit=_("items"),
    )


@register.filter
def light_words(name: str) -> str:
    """What a light says, in the reader's language."""
    return Light(name).words.in_language(get_language() or "")


@register.filter
def light_colour(name: str) -> str:
    return Light(name).colour


@register.filter
def named(value: dict[str, Any] | None) -> str:
    """The name of a person, unit or course in a plan's snapshot."""
    return in_language(value.get("name_zh", ""), value.get("name_en", "")) if value else ""


@register.filter
def snapshot_content(item: dict[str, Any]) -> str:
    return in_language(item.get("content_zh", ""), item.get("content_en", ""))


FIELD_WORDS = {
    "title_zh": gettext_lazy("Title in Chinese"),
    "title_en": gettext_lazy("Title in English"),
    "from_on": pgettext_lazy("period", "From"),
    "to_on": pgettext_lazy("period", "To"),
    "period_note_zh": gettext_lazy("Period in words, in Chinese"),
    "period_note_en": gettext_lazy("Period in words, in English"),
    "course": gettext_lazy("Course"),
    "content_zh": gettext_lazy("Content in Chinese"),
    "content_en": gettext_lazy("Content in English"),
    "measure_zh": gettext_lazy("What counts as done, in Chinese"),
    "measure_en": gettext_lazy("What counts as done, in English"),
    "deadline": pgettext_lazy("three", "Deadline"),
    "responsible": gettext_lazy("Responsible person"),
    "superior": gettext_lazy("Superior"),
    "lead": gettext_lazy("Lead unit"),
    "supporting": gettext_lazy("Supporting units"),
}


@register.filter
def field_words(name: str) -> str:
    """What a field of a plan's snapshot is called."""
    return str(FIELD_WORDS.get(name, name))


@register.filter
def snapshot_day(value: str | None) -> object:
    """A date of a snapshot, written in the reader's language."""
    return short_day(date.fromisoformat(value)) if value else stated(None)


@register.simple_tag
def field_difference(change: FieldChange) -> SafeString:
    """Old and new value of a field; long texts with what was put in and taken out."""
    if change.name.startswith(("content_", "measure_")) and change.old and change.new:
        return differences(change.old, change.new)
    return format_html(
        "<del>{}</del> → <ins>{}</ins>", _value(change.name, change.old), _value(change.name, change.new)
    )


def _value(name: str, value: Any) -> object:
    if name in ("deadline", "from_on", "to_on"):
        return snapshot_day(value)
    if isinstance(value, list):
        return stated(", ".join(named(one) for one in value))
    return stated(named(value) if isinstance(value, dict) else value)
