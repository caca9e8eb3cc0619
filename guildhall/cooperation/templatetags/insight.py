"""What a page of this room must know of its reader."""

from django import template

from guildhall.cooperation import sight

register = template.Library()


@register.simple_tag(takes_context=True)
def reader_sees_all(context: template.RequestContext) -> bool:
    """Whether the reader sees every cooperation of the association: then there are figures over all of them."""
    request = context.request
    return sight.sees_all(request.user, request.association)  # type: ignore[arg-type, attr-defined]  # set by at_association
