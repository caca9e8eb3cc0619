from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import Association
from guildhall.members.models import Member, Tier
from guildhall.members.queries import PERSONS
from guildhall.registry.models import Organization


class DirectoryForm(forms.Form):
    """What the directory is asked; anything that makes no sense is left out, as a list is no place for errors."""

    q = forms.CharField(required=False, max_length=200)
    tier = forms.ModelChoiceField(Tier.objects.none(), required=False)
    state = forms.ChoiceField(required=False, choices=Member.State.choices)
    region = forms.CharField(required=False, max_length=100)
    kind = forms.ChoiceField(
        required=False, choices=[*Organization.Kind.choices, (PERSONS, _("Individual member"))]
    )
    on = forms.DateField(required=False)
    sort = forms.CharField(required=False, max_length=10)

    def __init__(self, *args: Any, association: Association, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tier"].queryset = Tier.objects.of(association)  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """What ``queries.directory`` takes."""
        self.is_valid()
        given: dict[str, Any] = {
            name: self.cleaned_data.get(name) or self.empty(name) for name in self.fields
        }
        tier = given["tier"]
        return given | {"tier": tier.pk if tier else None, "sort": given["sort"] or "number"}

    def empty(self, name: str) -> str | None:
        return None if name in ("tier", "on") else ""
