"""Fields that the room's forms share: people and units of one association, several files."""

from typing import Any

from django import forms
from django.urls import reverse

from guildhall.accounts.models import Association
from guildhall.core.widgets import Lookup, LookupSeveral
from guildhall.registry.models import Organization, Person


def lookup_address(name: str, association: Association) -> str:
    """The API's list that a lookup asks while one types."""
    return reverse(f"api-1:{name}", args=[association.slug])


class PersonField(forms.ModelChoiceField[Person]):
    """One of the association's people, found by typing."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Person.objects.none(), widget=Lookup(), **options)


class PeopleField(forms.ModelMultipleChoiceField[Person]):
    def __init__(self, **options: Any) -> None:
        super().__init__(Person.objects.none(), widget=LookupSeveral(), **options)


class UnitField(forms.ModelChoiceField[Organization]):
    """One of the association's organizations, found by typing."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Organization.objects.none(), widget=Lookup(), **options)


class UnitsField(forms.ModelMultipleChoiceField[Organization]):
    def __init__(self, **options: Any) -> None:
        super().__init__(Organization.objects.none(), widget=LookupSeveral(), **options)


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files. Their cleaned value is a list of (name, content)."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=SeveralFilesInput(), **options)

    def clean(self, data: Any, initial: Any = None) -> list[tuple[str, Any]]:
        one = super().clean
        given = data if isinstance(data, list | tuple) else [data]
        files = [one(file, initial) for file in given if file or self.required]
        return [(file.name, file) for file in files if file]


class OfAssociation(forms.Form):
    """A form whose people and units are of one association."""

    def __init__(self, *args: Any, association: Association, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            if isinstance(field, PersonField | PeopleField):
                field.queryset = Person.objects.filter(association=association)
                field.widget.url = lookup_address("person_list", association)
            elif isinstance(field, UnitField | UnitsField):
                field.queryset = Organization.objects.filter(association=association)
                field.widget.url = lookup_address("organization_list", association)
