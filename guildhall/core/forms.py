from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from guildhall.core.errors import NotAllowedError, RuleError


@contextmanager
def refusals_shown_in(form: forms.BaseForm) -> Iterator[None]:
    """Inside this block a refused rule becomes a form error instead of an error page.

    The refusal stays on the form as ``form.refusal`` for templates that show its details. What the person may
    not do whatever the form says stays an error page (403).
    """
    try:
        yield
    except NotAllowedError:
        raise
    except RuleError as refusal:
        form.refusal = refusal  # type: ignore[attr-defined]  # for templates
        field = refusal.details.get("field")
        form.add_error(field if field in form.fields else None, str(refusal.message))


class PageFormRenderer(TemplatesSetting):
    """Draws forms with the templates in ``core/templates/core/forms``, and gives every widget its look.

    Dates and times become the browser's own pickers; their values travel in ISO form in both languages
    (see ``core/formats``).
    """

    form_template_name = "core/forms/form.html"
    field_template_name = "core/forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> SafeString:
        if "widget" in context:
            dress(context["widget"])
            if template_name == forms.Select.template_name:
                return drawn_select(context["widget"])
        return mark_safe(super().render(template_name, context, request))  # noqa: S308  a rendered template


PICKERS = {"date": "date", "datetime": "datetime-local", "time": "time"}
LOOKS = {
    "checkbox": "form-check-input",
    "select": "form-select",
    "radio": "choices",
    "checkbox_select": "choices",
}


def dress(widget: dict[str, Any]) -> None:
    """Gives a widget, as Django hands it to its template, the type and the class that the pages' look expects."""
    kind = str(widget["template_name"]).rsplit("/", 1)[-1].removesuffix(".html")
    if kind in PICKERS and widget.get("type") == "text":
        widget["type"] = PICKERS[kind]
    look = LOOKS.get(kind, "form-control")
    given = widget["attrs"].get("class", "")
    if look not in given:
        widget["attrs"] = widget["attrs"] | {"class": f"{look} {given}".strip()}
    for part in widget.get("subwidgets", []):
        dress(part)


def drawn_select(widget: dict[str, Any]) -> SafeString:
    """A select as Django's templates draw it. Here, because they take a template for each option, and there are many."""
    groups = format_html_join(
        "",
        "{}",
        (
            [format_html('<optgroup label="{}">{}</optgroup>', name, options) if name else options]
            for name, options in ((name, _drawn_options(options)) for name, options, _ in widget["optgroups"])
        ),
    )
    return format_html(
        '<select name="{}"{}>{}</select>', widget["name"], _drawn_attributes(widget["attrs"]), groups
    )


def _drawn_options(options: list[dict[str, Any]]) -> SafeString:
    rows = ((str(one["value"]), _drawn_attributes(one["attrs"]), one["label"]) for one in options)
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)


def _drawn_attributes(attributes: dict[str, Any]) -> SafeString:
    return flatatt({name: value for name, value in attributes.items() if value is not None})


class VersionForm(forms.Form):
    """The version that was shown, so that the slower of two people is told."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    @property
    def comparison(self) -> list[tuple[str, str]]:
        """After a refusal of the slower: the label of each field that was to change, and what stands there now."""
        refusal: RuleError | None = getattr(self, "refusal", None)
        stands = refusal.details.get("stands", {}) if refusal else {}
        return [(str(self.fields[name].label), text) for name, text in stands.items() if name in self.fields]

    def add_error(self, field: str | None, error: Any) -> None:
        """With the refusal comes the version that stands now, so that saving again is a decision."""
        super().add_error(field, error)
        refusal: RuleError | None = getattr(self, "refusal", None)
        if refusal and refusal.code == "changed_meanwhile":
            posted: MultiValueDict[str, Any] = MultiValueDict()  # what came in cannot be changed
            posted.update(self.data)
            posted["version"] = str(refusal.details["version"])
            self.data = posted
