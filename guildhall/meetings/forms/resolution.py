"""What the pages of the register accept."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from guildhall.core.forms import VersionForm
from guildhall.core.widgets import Lookup
from guildhall.meetings.models import Resolution


class RegisterForm(forms.Form):
    """What the register is narrowed to. What cannot be read narrows nothing."""

    body = forms.UUIDField(required=False)
    year = forms.IntegerField(required=False, min_value=1900, max_value=2200)
    on = forms.DateField(required=False)
    q = forms.CharField(required=False, max_length=100)

    @property
    def filters(self) -> dict[str, Any]:
        self.is_valid()
        found = {name: self.cleaned_data.get(name) for name in ("body", "year", "on")}
        return found | {"words": self.cleaned_data.get("q") or ""}


class ResolutionField(forms.ModelChoiceField[Resolution]):
    def __init__(self, **details: Any) -> None:
        super().__init__(queryset=Resolution.objects.none(), widget=Lookup(), **details)

    def label_from_instance(self, resolution: Resolution) -> str:
        return f"{resolution.serial} · {resolution.title}"


class SupersedeForm(VersionForm):
    by = ResolutionField(label=_("Superseded by"))
    on = forms.DateField(
        label=_("Superseded from"),
        required=False,
        help_text=_("The first day on which the new one holds instead; empty: from when it is in force."),
    )

    def __init__(self, data: Any = None, *, resolution: Resolution) -> None:
        super().__init__(data, initial={"version": resolution.version})
        field = self.fields["by"]
        if isinstance(field, ResolutionField) and isinstance(field.widget, Lookup):
            association = resolution.association
            field.queryset = Resolution.objects.filter(association=association).exclude(pk=resolution.pk)
            field.widget.url = reverse("api-1:resolution_list", args=[association.slug])


class RepealForm(VersionForm):
    on = forms.DateField(
        label=_("No longer in force from"), help_text=_("The first day on which it no longer holds.")
    )
    reason = forms.CharField(
        label=_("Why it is repealed"), max_length=300, help_text=_("Name the decision that repeals it.")
    )

    def __init__(self, data: Any = None, *, resolution: Resolution) -> None:
        super().__init__(data, initial={"version": resolution.version})
