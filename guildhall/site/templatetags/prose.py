"""Lightly marked text, and the days of meetings."""

from django import template

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
