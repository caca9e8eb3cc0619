"""How a form field is laid out. Used by the templates in ``core/forms``."""

from django import forms, template
from django.forms import BoundField

register = template.Library()
SHORT = (forms.DateInput, forms.DateTimeInput, forms.TimeInput, forms.NumberInput)


@register.filter
def field_kind(field: BoundField) -> str:
    """``check`` for a single box with its label behind it, ``file``, or ``text``."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    return "file" if isinstance(widget, forms.FileInput) else "text"


@register.filter
def is_half(field: BoundField) -> bool:
    """Whether two such fields stand side by side: the two languages of a text, and short values."""
    return field.name.endswith(("_zh", "_en")) or isinstance(field.field.widget, SHORT)
