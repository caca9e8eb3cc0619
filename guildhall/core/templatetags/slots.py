"""Where rooms above show something on the pages of rooms below. Built in: templates use the tag without loading it."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from guildhall.core.slots import fillings, told

register = template.Library()


@register.simple_tag(takes_context=True)
def slot(
    context: template.RequestContext, name: str, thing: Any, among: Sequence[Any] | None = None
) -> SafeString:
    """What the rooms above put here about ``thing``. In a row, ``among`` is the list that it is one of."""
    shown = []
    for filling in fillings(name):
        said = told(context.request, filling, [thing] if among is None else among).get(thing.pk)
        if said is not None and context.template is not None:
            part = context.template.engine.get_template(filling.template)
            with context.push(**(dict(said) | {"thing": thing})):
                shown.append(part.render(context))
    return mark_safe("".join(shown))  # noqa: S308  rendered templates
