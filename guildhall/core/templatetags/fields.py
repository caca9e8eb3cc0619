"""How a form field is laid out. Used by the templates in ``core/forms``."""

from collections.abc import Collection

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


@register.filter
def begins_row(field: BoundField) -> bool:
    """Whether the field stands at the left: a text in Chinese, beside which its English stands."""
    return field.name.endswith("_zh")


@register.filter
def button_look(tags: Collection[str] | None, usual: str) -> str:
    """The class of a button of the sign-in library, from the words with which it marks its buttons."""
    looks = {"danger": "danger", "outline": "outline", "secondary": "outline", "link": "quiet"}
    return "btn-" + next((look for word, look in looks.items() if word in (tags or [])), usual)


@register.filter
def without_colon(label: str) -> str:
    """A label as it stands above a field; Django puts a colon behind it for labels that stand before one."""
    return str(label).rstrip(":：")
