"""The letter by which a unit names its representative and stand-ins."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.members.actions import Named
from guildhall.members.forms.fields import text
from guildhall.members.models import Member
from guildhall.registry.models import Person, Seat


class SeatField(forms.ModelChoiceField[Any]):
    def label_from_instance(self, seat: Seat) -> str:
        return seat.body.name


class LetterForm(forms.Form):
    representative = forms.ModelChoiceField(
        Person.objects.none(), label=_("New representative"), required=False, empty_label=_("somebody else")
    )
    name = text(_("Name, where the list does not have it"), 100)
    phone = text(_("Telephone"), 40)
    email = forms.EmailField(label=_("Mail address"), required=False)
    seat = SeatField(
        Seat.objects.none(), label=_("Seat"), required=False, empty_label=_("all seats of the unit")
    )
    from_on = forms.DateField(label=pgettext_lazy("day", "From"))
    stand_ins = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("Stand-ins"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Those named here replace those named before."),
    )
    others = forms.CharField(
        label=_("Other stand-ins"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("One a line: name, telephone, mail address."),
    )
    file = forms.FileField(
        label=_("Letter"), required=False, help_text=_("A scan or photograph with the unit's seal, or a PDF.")
    )

    def __init__(self, *args: Any, member: Member, seats: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        people = Person.objects.filter(organization=member.organization_id, is_guest=False)
        self.fields["representative"].queryset = people.order_by("name_key", "pk")  # type: ignore[attr-defined]
        self.fields["stand_ins"].queryset = people.order_by("name_key", "pk")  # type: ignore[attr-defined]
        self.fields["seat"].queryset = seats  # type: ignore[attr-defined]

    @property
    def details(self) -> dict[str, Any]:
        """What ``submit_representative_letter`` takes."""
        given = self.cleaned_data
        file = given["file"]
        return {
            "representative": Named(given["representative"], given["name"], given["phone"], given["email"]),
            "stand_ins": [*(Named(one) for one in given["stand_ins"]), *Named.in_lines(given["others"])],
            "seat": given["seat"],
            "from_on": given["from_on"],
            "file_name": file.name if file else "",
            "content": file or b"",
        }


class RefuseLetterForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("The unit gets this by mail."),
    )
