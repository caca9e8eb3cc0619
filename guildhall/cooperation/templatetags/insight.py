"""What a page of this room must know of its reader."""

from django import template

from guildhall.cooperation import sight
from guildhall.core.dates import parse_stated
from guildhall.core.templatetags.writing import said, stated

register = template.Library()


@register.simple_tag(takes_context=True)
def reader_sees_all(context: template.RequestContext) -> bool:
    """Whether the reader sees every cooperation of the association: then there are figures over all of them."""
    request = context.request
    return sight.sees_all(request.user, request.association)  # type: ignore[arg-type, attr-defined]  # set by at_association


@register.filter
def stated_day(text: str) -> object:
    """A stated date (``core.dates``) as people write it; "not stated" where it is empty."""
    return said(parse_stated(text).sentence) if text else stated(None)
