"""Form widgets and fields that Django does not have."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import get_language

from guildhall.core.money import parse_amount, plain_amount
from guildhall.core.sentences import UnreadableError


class Lookup(forms.Select):
    """Chooses one of many rows by typing: for model fields with too many choices for a list.

    ``url`` answers ``?q=`` with the API's list (``{"items": [{"id": …, "name" or "title": …, "note": …}]}``);
    it often needs the association, so a form may set it later:
    ``self.fields["organization"].widget.url = reverse("api-1:organization_list", args=[slug])``.
    The page only carries what is chosen already, however many rows there are.
    """

    template_name = "core/forms/lookup.html"

    def __init__(self, url: str = "", attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.url = url

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["url"] = self.url
        context["widget"]["chosen"] = list(self._chosen(context["widget"]["value"]))
        return context

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        return []

    def _chosen(self, value: Iterable[str]) -> Iterable[tuple[str, str]]:
        wanted = [one for one in value if one]
        if not wanted or not isinstance(self.choices, ModelChoiceIterator):
            return []
        field = self.choices.field
        key = field.to_field_name or "pk"
        rows = self.choices.queryset.filter(**{f"{key}__in": wanted})
        return [(str(row.serializable_value(key)), field.label_from_instance(row)) for row in rows]


class LookupSeveral(Lookup):
    """The same for several rows."""

    allow_multiple_selected = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["multiple"] = True
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False


class MoneyField(forms.CharField):
    """An amount of yuan as people write it (5,000 · 5000.00元 · 1.2万); cleaned to whole fen, empty to None."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 40} | options)
        self.widget.attrs.setdefault("inputmode", "decimal")

    def prepare_value(self, value: Any) -> Any:
        return plain_amount(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_amount(text)
        except UnreadableError as unreadable:
            raise forms.ValidationError(
                unreadable.sentence.in_language(get_language() or "en"), code="no_amount"
            ) from unreadable
