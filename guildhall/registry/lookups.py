"""Form fields for things of the registry, for the forms of every room above."""

from typing import Any

from django import forms

from guildhall.accounts.models import Association
from guildhall.core.widgets import Lookup
from guildhall.registry.models import Person


class PersonField(forms.ModelChoiceField[Person]):
    """One of the association's people, looked up while typing. The form calls ``ask_in``."""

    def __init__(self, **details: Any) -> None:
        super().__init__(queryset=Person.objects.none(), widget=Lookup(), **details)

    def ask_in(self, association: Association) -> None:
        self.queryset = Person.objects.filter(association=association)
        self.widget.url = f"/api/v1/a/{association.slug}/people"
