"""What the forms of this room share: fields that find rows by typing, and texts."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import Association, User
from guildhall.core.widgets import Lookup
from guildhall.registry.models import Body, Organization, Person

ZH, EN = _("Name in Chinese"), _("Name in English")


def text(label: Any, limit: int, **details: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=limit, required=False, **details)


def long_text(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=20_000, required=False, widget=forms.Textarea({"rows": 4}))


class OrganizationField(forms.ModelChoiceField[Any]):
    """One organization, found by typing."""

    def __init__(self, **details: Any) -> None:
        super().__init__(Organization.objects.none(), widget=Lookup(), **details)

    def look_in(self, association: Association, user: User) -> None:
        self.queryset = Organization.objects.of(association).visible_to(user)
        self.widget.url = reverse("api-1:organization_list", args=[association.slug])


class PersonField(forms.ModelChoiceField[Any]):
    """One person, found by typing."""

    def __init__(self, **details: Any) -> None:
        super().__init__(Person.objects.none(), widget=Lookup(), **details)

    def look_in(self, association: Association, user: User) -> None:
        self.queryset = Person.objects.of(association).visible_to(user)
        self.widget.url = reverse("api-1:person_list", args=[association.slug])


class BodyField(forms.ModelChoiceField[Any]):
    def __init__(self, **details: Any) -> None:
        super().__init__(Body.objects.none(), **details)


class BodiesField(forms.ModelMultipleChoiceField[Any]):
    def __init__(self, **details: Any) -> None:
        super().__init__(Body.objects.none(), widget=forms.CheckboxSelectMultiple, required=False, **details)


class PlacedForm(forms.Form):
    """A form inside one association: its choices are what the user may see there."""

    def __init__(self, *args: Any, association: Association, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.association, self.user = association, user
        for field in self.fields.values():
            if isinstance(field, OrganizationField | PersonField):
                field.look_in(association, user)
            elif isinstance(field, BodyField | BodiesField):
                field.queryset = Body.objects.of(association).visible_to(user).filter(to_on__isnull=True)


class LastDayForm(forms.Form):
    on = forms.DateField(label=_("Last day"))
