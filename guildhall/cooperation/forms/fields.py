"""Fields that the room's forms share: people and organizations of one association, found by typing."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import Association
from guildhall.core.widgets import Lookup, LookupSeveral
from guildhall.registry.models import Organization, Person


def text(label: Any, rows: int = 3, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=options.pop("max_length", 4000),
        widget=forms.Textarea({"rows": rows}),
        **options,
    )


class PersonField(forms.ModelChoiceField[Person]):
    def __init__(self, **options: Any) -> None:
        super().__init__(Person.objects.none(), widget=Lookup(), **options)


class OrganizationField(forms.ModelChoiceField[Organization]):
    def __init__(self, **options: Any) -> None:
        super().__init__(Organization.objects.none(), widget=Lookup(), **options)


class PeopleField(forms.ModelMultipleChoiceField[Person]):
    def __init__(self, **options: Any) -> None:
        super().__init__(Person.objects.none(), widget=LookupSeveral(), **options)


class OrganizationsField(forms.ModelMultipleChoiceField[Organization]):
    def __init__(self, **options: Any) -> None:
        super().__init__(Organization.objects.none(), widget=LookupSeveral(), **options)


class OfAssociation(forms.Form):
    """A form whose people and organizations are of one association."""

    def __init__(self, *args: Any, association: Association, **options: Any) -> None:
        super().__init__(*args, **options)
        self.association = association
        for field in self.fields.values():
            self.settle(field)

    def settle(self, field: forms.Field) -> None:
        """Lets a field choose among the association's rows."""
        if isinstance(field, PersonField | PeopleField):
            field.queryset = Person.objects.filter(association=self.association)
            field.widget.url = lookup_address("person_list", self.association)
        elif isinstance(field, OrganizationField | OrganizationsField):
            field.queryset = Organization.objects.filter(association=self.association)
            field.widget.url = lookup_address("organization_list", self.association)


class ReasonForm(forms.Form):
    reason = text(_("Reason"), max_length=300)


def lookup_address(name: str, association: Association) -> str:
    """The API's list that a lookup asks while one types."""
    return reverse(f"api-1:{name}", args=[association.slug])
