from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import Association, User
from guildhall.core.widgets import Lookup
from guildhall.members.queries.merge import Comparison
from guildhall.registry.models import Organization

KEPT, GONE = "kept", "gone"


class CompareForm(forms.Form):
    """Two organizations to lay side by side."""

    kept = forms.ModelChoiceField(Organization.objects.none(), label=_("Entry to keep"), widget=Lookup())
    gone = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Entry to merge into it"), widget=Lookup()
    )

    def __init__(self, *args: Any, association: Association, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = Organization.objects.of(association).visible_to(user).filter(merged_into__isnull=True)
        for name in (KEPT, GONE):
            field = self.fields[name]
            field.queryset = rows  # type: ignore[attr-defined]
            field.widget.url = reverse("api-1:organization_list", args=[association.slug])


class MergeForm(forms.Form):
    """For each field that differs: whose value is kept. The page draws the choices side by side."""

    kept_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    gone_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, found: Comparison, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial = {"kept_version": found.kept.version, "gone_version": found.gone.version}
        for line in found.choosable:
            self.fields[f"field_{line.name}"] = forms.ChoiceField(
                label=line.label,
                choices=[(KEPT, line.kept), (GONE, line.gone)],
                initial=GONE if line.taken else KEPT,
                required=False,
            )

    @property
    def chosen(self) -> list[str]:
        """The fields in which the kept entry takes over what the other says."""
        chosen = (name for name, value in self.cleaned_data.items() if value == GONE)
        return [name.removeprefix("field_") for name in chosen]

    @property
    def versions(self) -> tuple[int, int]:
        return self.cleaned_data["kept_version"], self.cleaned_data["gone_version"]

    def is_taken(self, name: str) -> bool:
        """Whether the page shows the other entry's value as chosen."""
        return str(self[f"field_{name}"].value()) == GONE
