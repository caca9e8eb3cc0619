"""What the pages of shared resources accept."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import Association
from guildhall.core.forms import VersionForm
from guildhall.core.widgets import Lookup, LookupSeveral
from guildhall.exchange.models import Listing
from guildhall.registry.lookups import PersonField
from guildhall.registry.models import Organization
from guildhall.sharing.actions.booking import MOST_REPEATS
from guildhall.sharing.models import Resource
from guildhall.sharing.openings import WEEKDAYS


class ResourceForm(forms.Form):
    """A resource with its seven days of opening hours; ``details`` is what the actions take."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Resource.Kind.choices)
    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=200, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    about_zh = forms.CharField(
        label=_("About, in Chinese"), max_length=10_000, required=False, widget=forms.Textarea({"rows": 3})
    )
    about_en = forms.CharField(
        label=_("About, in English"), max_length=10_000, required=False, widget=forms.Textarea({"rows": 3})
    )
    terms_zh = forms.CharField(
        label=_("Terms of use, in Chinese"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Price, training needed, who is liable."),
    )
    terms_en = forms.CharField(
        label=_("Terms of use, in English"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    capacity = forms.CharField(
        label=_("Capacity"), max_length=200, required=False, help_text=_("For example: 30 people, 50 t.")
    )
    contact = PersonField(label=_("Contact person"), required=False)
    slot = forms.ChoiceField(label=_("Slot"), choices=Resource.Slot.choices)
    most_slots = forms.IntegerField(label=_("Slots in one booking, at most"), min_value=1, max_value=200)
    notice_hours = forms.IntegerField(label=_("Notice needed, in hours"), min_value=0, max_value=1440)
    needs_approval = forms.BooleanField(
        label=_("The owner approves each booking"),
        required=False,
        help_text=_("Without it a booking is confirmed at once."),
    )
    visibility = forms.ChoiceField(label=_("Who may see it"), choices=Resource.Visibility.choices)
    invited = forms.ModelMultipleChoiceField(
        label=_("Invited organizations"),
        queryset=Organization.objects.none(),
        required=False,
        widget=LookupSeveral(),
        help_text=_("Only these see and book it, where it is for invited organizations."),
    )
    listing = forms.ModelChoiceField(
        label=_("Offer that it belongs to"), queryset=Listing.objects.none(), required=False
    )

    def __init__(self, *args: Any, association: Association, listings: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        language = get_language() or "en"
        for place, weekday in enumerate(WEEKDAYS):
            self.fields[f"hours_{place}"] = forms.CharField(
                label=weekday.in_language(language),
                max_length=60,
                required=False,
                widget=forms.TextInput({"placeholder": "08:00-12:00, 13:00-17:00"}),
            )
        hours = [f"hours_{place}" for place in range(len(WEEKDAYS))]
        names = [name for name in self.fields if name not in hours]
        cut = names.index("slot")
        self.order_fields([*names[:cut], *hours, *names[cut:]])
        self.fields["contact"].ask_in(association)  # type: ignore[attr-defined]
        self.fields["listing"].queryset = listings  # type: ignore[attr-defined]
        invited: Any = self.fields["invited"]
        invited.queryset = Organization.objects.filter(association=association)
        invited.widget.url = reverse("api-1:organization_list", args=[association.slug])

    @property
    def details(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        given["hours"] = [given.pop(f"hours_{place}") for place in range(len(WEEKDAYS))]
        return given


class OfferForm(ResourceForm):
    """A new one; the secretariat also says whose it is."""

    organization = forms.ModelChoiceField(
        label=_("Owner"),
        queryset=Organization.objects.none(),
        required=False,
        widget=Lookup(),
        help_text=_("Empty: the association itself."),
    )

    def __init__(
        self, *args: Any, association: Association, own: Any, keeps_all: bool, **options: Any
    ) -> None:
        super().__init__(*args, association=association, **options)
        owner: Any = self.fields["organization"]
        if keeps_all:
            owner.queryset = Organization.objects.filter(association=association, is_active=True)
            owner.widget.url = reverse("api-1:organization_list", args=[association.slug])
        else:
            units = Organization.objects.filter(pk__in=own).order_by("name_key", "pk")
            self.fields["organization"] = forms.ModelChoiceField(
                label=_("Owner"), queryset=units, initial=units.first(), empty_label=None
            )
        self.order_fields(["organization", *[name for name in self.fields if name != "organization"]])


class ChangeForm(ResourceForm, VersionForm):
    """The same with the version that was read."""


class BookingForm(forms.Form):
    starts_at = forms.DateTimeField(label=_("From"))
    ends_at = forms.DateTimeField(label=_("Until"))
    purpose = forms.CharField(label=_("What for"), max_length=300)
    repeats = forms.IntegerField(
        label=_("For so many weeks"),
        min_value=1,
        max_value=MOST_REPEATS,
        initial=1,
        help_text=_("More than 1: the same time every week. All of them are booked, or none."),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class CancelForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)
    whole_series = forms.BooleanField(label=_("Also the weeks after this one"), required=False)

    def __init__(self, *args: Any, is_series: bool, needs_reason: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].required = needs_reason
        if not is_series:
            del self.fields["whole_series"]


class ClosureForm(forms.Form):
    starts_at = forms.DateTimeField(label=_("From"))
    ends_at = forms.DateTimeField(label=_("Until"))
    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("For example: maintenance."))


class PhotoForm(forms.Form):
    file = forms.FileField(label=_("Photo"), widget=forms.FileInput(attrs={"accept": "image/*"}))
