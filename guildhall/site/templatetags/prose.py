"""Lightly marked text, and the days of meetings."""

from collections.abc import Iterable

from django import template
from django.utils.translation import gettext as _

from guildhall.core.templatetags.writing import stated
from guildhall.documents.templatetags.texts import prose
from guildhall.meetings.models import Meeting
from guildhall.site.queries import day_of

register = template.Library()
register.filter(prose)


@register.simple_tag
def meeting_day(meeting: Meeting) -> object:
    """The day of a meeting as the reader's language writes it, or that it is not stated."""
    return stated(day_of(meeting))


@register.filter
def named(things: Iterable[object]) -> str:
    """The names of things in one line, separated as the reader's language does."""
    return _(", ").join(str(thing) for thing in things)
