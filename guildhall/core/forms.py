from collections.abc import Iterator
from contextlib import contextmanager

from django import forms
from django.forms.renderers import TemplatesSetting

from guildhall.core.errors import RuleError


@contextmanager
def refusals_shown_in(form: forms.BaseForm) -> Iterator[None]:
    """Inside this block a refused rule becomes a form error instead of an error page."""
    try:
        yield
    except RuleError as refusal:
        field = refusal.details.get("field")
        form.add_error(field if field in form.fields else None, str(refusal.message))


class PageFormRenderer(TemplatesSetting):
    """Draws forms with the templates in ``core/templates/core/forms``."""

    form_template_name = "core/forms/form.html"
    field_template_name = "core/forms/field.html"
