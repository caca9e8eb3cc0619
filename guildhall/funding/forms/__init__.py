"""What the pages of finance matching accept."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, cast

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import Association
from guildhall.core.forms import VersionForm
from guildhall.core.widgets import MoneyField
from guildhall.exchange.actions import ListingDetails
from guildhall.funding.fit import COLLATERAL, PURPOSES
from guildhall.funding.models import DataItem, FirmRecord, FundingCase, FundingNeed
from guildhall.funding.stages import Stage
from guildhall.registry.lookups import PersonField
from guildhall.registry.models import Organization

TEXT = ("title_zh", "title_en", "text_zh", "text_en", "region", "until_on", "contact")


def worded(known: dict[str, Any]) -> list[tuple[str, str]]:
    language = get_language() or "en"
    return [(key, sentence.in_language(language)) for key, sentence in known.items()]


class RateField(forms.DecimalField):
    """A yearly rate in percent; cleaned to whole basis points."""

    def __init__(self, **options: Any) -> None:
        limits: dict[str, Any] = {"max_digits": 5, "decimal_places": 2, "min_value": 0, "max_value": 100}
        super().__init__(**limits | options)

    def prepare_value(self, value: Any) -> Any:
        return f"{value / 100:.2f}" if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        found = super().clean(value)
        return None if found is None else int(found * 100)


class TextForm(forms.Form):
    """The words of an offer or need."""

    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=200, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    text_zh = forms.CharField(
        label=_("Description in Chinese"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    text_en = forms.CharField(
        label=_("Description in English"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    region = forms.CharField(label=_("Region"), max_length=100, required=False)
    until_on = forms.DateField(label=_("Valid until"), required=False)
    contact = PersonField(label=_("Contact person"), required=False)

    def __init__(self, *args: Any, association: Association, owners: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["contact"].ask_in(association)  # type: ignore[attr-defined]
        self.fields["organization"] = forms.ModelChoiceField(
            label=_("Organization"), queryset=owners, empty_label=None, initial=owners.first()
        )
        self.order_fields(["organization", *[name for name in self.fields if name != "organization"]])

    @property
    def text(self) -> ListingDetails:
        given: Any = {name: self.cleaned_data[name] for name in TEXT}
        return cast(ListingDetails, given)

    @property
    def figures(self) -> dict[str, Any]:
        left = (*TEXT, "organization")
        return {name: value for name, value in self.cleaned_data.items() if name not in left}


class ProductFiguresForm(forms.Form):
    amount_from = MoneyField(label=_("Amount from"), required=False, help_text=_("For example: 100万"))
    amount_to = MoneyField(label=_("Amount up to"), required=False)
    months_from = forms.IntegerField(
        label=_("Term from, in months"), min_value=0, max_value=600, required=False
    )
    months_to = forms.IntegerField(
        label=_("Term up to, in months"), min_value=0, max_value=600, required=False
    )
    rate_from = RateField(label=_("Yearly rate from, %"), required=False)
    rate_to = RateField(label=_("Yearly rate up to, %"), required=False)
    collateral = forms.MultipleChoiceField(
        label=_("Security taken"), required=False, widget=forms.CheckboxSelectMultiple
    )
    purposes = forms.MultipleChoiceField(
        label=_("For these purposes only"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: for all."),
    )
    regions = forms.CharField(
        label=_("For these regions only"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("One per line; empty: everywhere."),
    )
    least_turnover = MoneyField(label=_("Yearly turnover, at least"), required=False)
    members_only = forms.BooleanField(label=_("For members of the association only"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["collateral"].choices = worded(COLLATERAL)  # type: ignore[attr-defined]
        self.fields["purposes"].choices = worded(PURPOSES)  # type: ignore[attr-defined]


class OfferProductForm(TextForm, ProductFiguresForm):
    field_order = ("organization", *TEXT)


class ChangeProductForm(ProductFiguresForm, VersionForm):
    """The figures with the version that was read."""


class NeedFiguresForm(forms.Form):
    amount = MoneyField(label=_("Amount needed"), help_text=_("For example: 100万"))
    months = forms.IntegerField(label=_("Term, in months"), min_value=1, max_value=600, required=False)
    purpose = forms.ChoiceField(label=_("Purpose"), required=False)
    rate_most = RateField(label=_("Yearly rate, at most, %"), required=False)
    collateral = forms.MultipleChoiceField(
        label=_("Security offered"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = [(key, said) for key, said in worded(COLLATERAL) if key != "unsecured"]
        self.fields["collateral"].choices = kinds  # type: ignore[attr-defined]
        self.fields["purpose"].choices = [("", "—"), *FundingNeed.Purpose.choices]  # type: ignore[attr-defined]


class AskFundingForm(TextForm, NeedFiguresForm):
    field_order = ("organization", *TEXT)


class ChangeNeedForm(NeedFiguresForm, VersionForm):
    """The figures with the version that was read."""


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class MoveForm(forms.Form):
    """The next step of a case."""

    to = forms.ChoiceField(label=_("Next step"))
    on = forms.DateField(label=_("On"), required=False)
    amount = MoneyField(label=_("Amount"), required=False, help_text=_("For example: 100万"))
    rate = RateField(label=_("Yearly rate, %"), required=False)
    note = forms.CharField(
        label=_("Note"),
        max_length=300,
        required=False,
        help_text=_("The reason, where it is refused or withdrawn."),
    )

    def __init__(self, *args: Any, stages: Sequence[Stage], **options: Any) -> None:
        super().__init__(*args, **options)
        labels = [(stage.value, FundingCase.State(stage.value).label) for stage in stages]
        self.fields["to"].choices = labels  # type: ignore[attr-defined]


class RecordForm(forms.Form):
    """A year's turnover, or a file."""

    item = forms.ChoiceField(label=_("Data"))
    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2200, required=False)
    amount = MoneyField(label=_("Turnover"), required=False, help_text=_("For example: 3200万"))
    file = forms.FileField(label=_("File"), required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, owners: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["item"].choices = [(item.value, item.label) for item in FirmRecord.KEPT]  # type: ignore[attr-defined]
        self.fields["organization"] = forms.ModelChoiceField(
            label=_("Organization"), queryset=owners, empty_label=None, initial=owners.first()
        )
        self.order_fields(["organization", *[name for name in self.fields if name != "organization"]])


class ReleaseForm(forms.Form):
    """What, to whom, until when."""

    bank = forms.ModelChoiceField(label=_("Bank"), queryset=Organization.objects.none())
    items = forms.MultipleChoiceField(
        label=_("What the bank may see"), choices=DataItem.choices, widget=forms.CheckboxSelectMultiple
    )
    until_on = forms.DateField(label=_("Released until"))
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, owners: Any, banks: Any, today: Any, longest: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["bank"].queryset = banks  # type: ignore[attr-defined]
        last = today + timedelta(days=longest)
        self.fields["until_on"].help_text = _("Until %(day)s at the latest.") % {"day": last.isoformat()}
        self.fields["until_on"].initial = min(last, today + timedelta(days=90))
        self.fields["organization"] = forms.ModelChoiceField(
            label=_("Organization"), queryset=owners, empty_label=None, initial=owners.first()
        )
        self.order_fields(["organization", *[name for name in self.fields if name != "organization"]])


class RulesForm(forms.Form):
    longest_days = forms.IntegerField(
        label=_("A release lasts so many days at most"), min_value=1, max_value=366
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class YearForm(forms.Form):
    year = forms.IntegerField(min_value=1990, max_value=9990)
