from typing import Any

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import Association, User
from guildhall.core.forms import VersionForm
from guildhall.core.widgets import Lookup, LookupSeveral
from guildhall.exchange.kinds import ALL, kinds_with
from guildhall.exchange.models import Listing
from guildhall.exchange.permissions import may_keep_listings
from guildhall.exchange.quantities import plain_number, written_number
from guildhall.exchange.queries import associations_to_share_with, classes_to_choose, segments_listed
from guildhall.exchange.sight import own_organizations
from guildhall.registry.models import Organization, Person

# The actions refuse longer ones with a sentence that says how long they are.
LONGEST = 100_000
EXPLAINED = {
    Listing.Visibility.PUBLIC: _("Public: everybody reads it on the public pages, with the name."),
    Listing.Visibility.ASSOCIATION: _(
        "Members: everyone of the association reads it, with the name; nobody else."
    ),
    Listing.Visibility.PARTIES: _(
        "Invited parties: only the organizations named below read it, with the name."
    ),
    Listing.Visibility.ANONYMOUS: _(
        "Anonymous: everyone of the association reads it, but neither whose it is nor whom to ask, "
        "until the secretariat has introduced the two."
    ),
}


class ShortText(forms.NumberInput):
    """A short text, beside which another field stands; any digits can be typed."""

    input_type = "text"


class QuantityField(forms.CharField):
    """A quantity in half-width or full-width digits; cleaned to a number, empty to None."""

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else written_number(value)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return plain_number(text)
        except ValueError as error:
            raise forms.ValidationError(
                _("Write a number such as 1200 or 0.5, with three decimals at most, and the unit beside it."),
                code="no_number",
            ) from error


def text(label: Any, limit: int, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=limit, required=False, **options)


def long_text(label: Any, rows: int, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=LONGEST, widget=forms.Textarea({"rows": rows}), **options
    )


class PartiesField(forms.ModelMultipleChoiceField[Organization]):
    def __init__(self) -> None:
        super().__init__(
            Organization.objects.none(), label=_("Invited parties"), required=False, widget=LookupSeveral()
        )


class AmendForm(VersionForm):
    """All that can be said of an offer or need. The kind decides which details show."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Listing.Kind.choices)
    title_zh = text(_("Title in Chinese"), LONGEST)
    title_en = text(_("Title in English"), LONGEST)
    text_zh = long_text(
        _("Description in Chinese"), 6, help_text=_("What it is, what it can do, under which conditions.")
    )
    text_en = long_text(_("Description in English"), 6, help_text=_("One of the two languages is enough."))
    quantity = QuantityField(label=_("Quantity"), max_length=40, required=False, widget=ShortText())
    unit = text(
        _("Unit"), 20, widget=ShortText(), help_text=_("For example: pieces, tonnes a year, 10,000 yuan.")
    )
    region = text(_("Region"), 100)
    certificates = long_text(
        _("Certificates"),
        2,
        help_text=_("One a line: of an offer those that are held, of a need those that are wanted."),
    )
    from_on = forms.DateField(label=pgettext_lazy("period", "From"), required=False)
    until_on = forms.DateField(
        label=_("Valid until"), required=False, help_text=_("Empty: half a year from publication.")
    )
    segment: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None, label=_("Segment"), required=False, empty_label="—"
    )
    industry_class: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None, label=_("Industry class"), required=False, widget=Lookup()
    )
    step = forms.ChoiceField(
        label=_("For the chain"), required=False, choices=[("", "—"), *Listing.Step.choices]
    )
    contact: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None, label=_("Contact person"), required=False, widget=Lookup()
    )
    visibility = forms.ChoiceField(
        label=_("Who may see it"), choices=list(EXPLAINED.items()), widget=forms.RadioSelect
    )
    parties = PartiesField()

    def __init__(
        self, *args: Any, association: Association, user: User, side: str, keeps: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.association, self.user = association, user
        set_choices = {
            "segment": segments_listed(association, viewer=user),
            "industry_class": classes_to_choose(association),
            "contact": Person.objects.filter(association=association),
            "parties": Organization.objects.filter(association=association, is_active=True),
        }
        for name, rows in set_choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["segment"].label_from_instance = lambda one: f"{one.chain.name} · {one.name}"  # type: ignore[attr-defined]
        self.fields["contact"].widget.url = reverse("api-1:person_list", args=[association.slug])
        self.fields["industry_class"].widget.url = reverse(
            "api-1:industry_class_list", args=[association.slug]
        )
        self.fields["parties"].widget.url = reverse("api-1:organization_list", args=[association.slug])
        if side == Listing.Side.OFFER or not keeps:
            del self.fields["step"]
        for name in ALL:
            self.fields[name].widget.attrs["data-kinds"] = " ".join(kinds_with(name))
        self.fields["parties"].widget.attrs["data-visibility"] = Listing.Visibility.PARTIES

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "parties" in given:
            given["parties"] = list(given["parties"])
        return given


class ListingForm(AmendForm):
    """A new one: whose it is besides."""

    organization: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None, label=_("Whose it is"), required=False
    )
    field_order = ("organization",)

    def __init__(self, *args: Any, association: Association, user: User, **kwargs: Any) -> None:
        keeps = may_keep_listings(user, association)
        super().__init__(*args, association=association, user=user, keeps=keeps, **kwargs)
        del self.fields["version"]
        field = self.fields["organization"]
        everyone = Organization.objects.filter(association=association, is_active=True)
        if keeps:
            field.widget = Lookup(reverse("api-1:organization_list", args=[association.slug]))
            field.help_text = _("Empty: the association's own.")
            field.queryset = everyone  # type: ignore[attr-defined]  # a ModelChoiceField
        else:
            own = everyone.filter(pk__in=own_organizations(user, association)).order_by("name_key", "pk")
            field.queryset = own  # type: ignore[attr-defined]  # a ModelChoiceField
            field.required, field.empty_label = True, None  # type: ignore[attr-defined]
            field.initial = own.first()


class ClassifyForm(forms.Form):
    segment: forms.ModelChoiceField[Any] = forms.ModelChoiceField(None, required=False)
    industry_class: forms.ModelChoiceField[Any] = forms.ModelChoiceField(None, required=False)

    def __init__(self, *args: Any, association: Association, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["segment"].queryset = segments_listed(association, viewer=user)  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["industry_class"].queryset = classes_to_choose(association)  # type: ignore[attr-defined]


class PublishForm(VersionForm):
    pass


class ReturnForm(forms.Form):
    reason = forms.CharField(
        label=_("What should be changed"), max_length=300, widget=forms.Textarea({"rows": 3})
    )


class CloseForm(forms.Form):
    ending = forms.ChoiceField(
        label=_("How it ended"),
        choices=[(one, one.label) for one in (Listing.Ending.FULFILLED, Listing.Ending.WITHDRAWN)],
        widget=forms.RadioSelect,
    )
    note = text(_("Note"), 300)


class ShareForm(forms.Form):
    with_all = forms.BooleanField(label=_("With every association on this server"), required=False)
    associations: forms.ModelMultipleChoiceField[Association] = forms.ModelMultipleChoiceField(
        None,
        label=_("With these associations"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None: with nobody any more."),
    )

    def __init__(self, *args: Any, listing: Listing, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = associations_to_share_with(listing, user).values("pk")
        shared = listing.shared_with.values("pk")
        rows = Association.objects.filter(Q(pk__in=known) | Q(pk__in=shared)).order_by("name_zh", "pk")
        self.fields["associations"].queryset = rows  # type: ignore[attr-defined]  # a ModelChoiceField
        if not rows.exists():
            del self.fields["associations"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        return given | {"associations": list(given.get("associations", []))}
