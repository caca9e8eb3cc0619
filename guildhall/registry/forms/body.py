from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guildhall.core.forms import VersionForm
from guildhall.registry.forms.fields import (
    EN,
    ZH,
    BodyField,
    OrganizationField,
    PersonField,
    PlacedForm,
    long_text,
    text,
)
from guildhall.registry.models import Body
from guildhall.registry.queries import body_tree


class BodyForm(PlacedForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=Body.Kind.choices)
    parent = BodyField(label=_("Belongs to"))
    name_zh = text(ZH, 200)
    name_en = text(EN, 200)
    about_zh = long_text(_("About, in Chinese"))
    about_en = long_text(_("About, in English"))
    from_on = forms.DateField(label=_("Established"), required=False)
    rank = forms.IntegerField(label=_("Order"), min_value=0, max_value=10_000, initial=0)
    is_public = forms.BooleanField(label=_("Shown on the public page"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tree = [(line.body.pk, "　" * line.depth + line.body.name) for line in body_tree(self.association)]
        self.fields["parent"].choices = tree  # type: ignore[attr-defined]


class ChangeBodyForm(VersionForm, BodyForm):
    pass


class EndBodyForm(PlacedForm):
    on = forms.DateField(label=_("Last day"))
    seats_to = BodyField(
        label=_("Open seats move to"), required=False, help_text=_("Empty: refused while seats are open.")
    )


class SeatForm(PlacedForm):
    organization = OrganizationField(label=_("Unit"), required=False)
    representative = PersonField(label=_("Represented by"), required=False)
    person = PersonField(
        label=_("or person"),
        required=False,
        help_text=_(
            "A unit's seat stays the unit's when its representative changes; a person's seat is personal."
        ),
    )
    label_zh = text(_("Seat as, in Chinese"), 60)
    label_en = text(_("Seat as, in English"), 60)
    from_on = forms.DateField(label=_("First day"), required=False)
    votes = forms.BooleanField(label=_("Has a vote"), required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and bool(given["organization"]) == bool(given["person"]):
            self.add_error("organization", _("Choose either a unit or a person."))
        return given

    @property
    def details(self) -> dict[str, Any]:
        """What ``give_seat`` takes: the one holder instead of two fields."""
        given = dict(self.cleaned_data)
        unit, person = given.pop("organization"), given.pop("person")
        return given | {"holder": unit or person}


class ChangeSeatForm(forms.Form):
    label_zh = text(_("Seat as, in Chinese"), 60)
    label_en = text(_("Seat as, in English"), 60)
    votes = forms.BooleanField(label=_("Has a vote"), required=False)


class RepresentativeForm(PlacedForm):
    person = PersonField(label=_("New representative"))
    from_on = forms.DateField(
        label=_("First day"), help_text=_("The former representative's last day is the day before.")
    )
    letter = text(_("Letter that names the representative"), 200)
