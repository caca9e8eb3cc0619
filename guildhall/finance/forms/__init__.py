"""What the pages of finance accept."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from guildhall.core.widgets import MoneyField
from guildhall.dues.models import Payment
from guildhall.finance.actions import Line
from guildhall.finance.chart import CATEGORIES
from guildhall.finance.models import BudgetLine, SpendingRules, Voucher

BLANK_ROWS = 4
ROWS_MOST = 60


def category_choices() -> list[tuple[str, str]]:
    language = get_language() or "en"
    return [("", ""), *((one.code, one.name.in_language(language)) for one in CATEGORIES)]


class YearForm(forms.Form):
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=9998)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class ResolutionForm(forms.Form):
    resolution = forms.CharField(
        label=_("Number of the resolution"),
        max_length=60,
        required=False,
        help_text=_("Where the rules ask for a resolution."),
    )


class BudgetLinesForm(forms.Form):
    """Rows of category, what for, amount; rows left empty are no lines. ``rows`` says how many there are."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    rows = forms.IntegerField(min_value=1, max_value=ROWS_MOST, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, lines: Sequence[BudgetLine], version: int) -> None:
        self.is_chinese = (get_language() or "").startswith("zh")
        first: dict[str, Any] = {"version": version, "rows": min(len(lines) + BLANK_ROWS, ROWS_MOST)}
        for place, line in enumerate(lines[:ROWS_MOST]):
            text = line.text_zh or line.text_en if self.is_chinese else line.text_en or line.text_zh
            first |= {
                f"category_{place}": line.category,
                f"text_{place}": text,
                f"amount_{place}": line.amount,
            }
        super().__init__(data, initial=first)
        asked = str(data.get("rows", "")) if data else ""
        self.count = min(int(asked), ROWS_MOST) if asked.isdecimal() and len(asked) < 4 else first["rows"]
        for place in range(self.count):
            self.fields[f"category_{place}"] = forms.ChoiceField(
                label=_("Category"), choices=category_choices, required=False
            )
            self.fields[f"text_{place}"] = forms.CharField(
                label=_("What for"), max_length=120, required=False
            )
            self.fields[f"amount_{place}"] = MoneyField(label=_("Amount"), required=False)
            for name in ("category", "text", "amount"):
                field = self.fields[f"{name}_{place}"]
                field.widget.attrs["aria-label"] = f"{field.label} {place + 1}"

    @property
    def table(self) -> list[tuple[Any, Any, Any]]:
        return [
            (self[f"category_{place}"], self[f"text_{place}"], self[f"amount_{place}"])
            for place in range(self.count)
        ]

    @property
    def lines(self) -> list[Line]:
        """Rows with a category or an amount; whether they are sound, the action says."""
        given = self.cleaned_data
        found = []
        for place in range(self.count):
            category, amount = given.get(f"category_{place}") or "", given.get(f"amount_{place}")
            text = given.get(f"text_{place}") or ""
            if category or amount:
                zh, en = (text, "") if self.is_chinese or not text.isascii() else ("", text)
                found.append(Line(category, amount or 0, zh, en))
        return found


class FileForm(forms.Form):
    file = forms.FileField(label=_("File"))


class BudgetFileForm(FileForm):
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class VoucherForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=Voucher.Kind.choices)
    on = forms.DateField(label=_("Date"))
    amount = MoneyField(label=_("Amount"))
    category = forms.ChoiceField(
        label=_("Category"),
        choices=category_choices,
        required=False,
        help_text=_("For income and spending. Dues are booked under Dues."),
    )
    purpose = forms.CharField(label=_("Purpose"), max_length=200)
    counterparty = forms.CharField(label=_("Payee or payer"), max_length=200)
    file = forms.FileField(
        label=_("Invoice or other proof"), required=False, help_text=_("Spending is booked with a file only.")
    )
    reason = forms.CharField(label=_("Why beyond the budget"), max_length=300, required=False)

    def __init__(self, *args: Any, is_own: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_own:
            kinds = [one for one in Voucher.Kind.choices if one[0] != Voucher.Kind.ALLOTMENT]
            self.fields["kind"].choices = kinds  # type: ignore[attr-defined]  # the field above


class ApproveVoucherForm(ResolutionForm):
    reason = forms.CharField(label=_("Why beyond the budget"), max_length=300, required=False)


class CollectionForm(forms.Form):
    number = forms.CharField(label=_("Number of the member"), max_length=40)
    amount = MoneyField(label=_("Amount"))
    on = forms.DateField(label=_("Received on"))
    way = forms.ChoiceField(label=_("Way"), choices=Payment.Way.choices)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


class NoteForm(forms.Form):
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class SpendingRulesForm(forms.Form):
    from_on = forms.DateField(label=_("In force from"))
    head_up_to = MoneyField(label=_("The head of a branch approves up to"))
    association_up_to = MoneyField(
        label=_("The secretary-general approves up to"),
        required=False,
        help_text=_("Above that the council resolves. Empty: any amount."),
    )
    over_budget = forms.ChoiceField(
        label=_("Spending over the budget"), choices=SpendingRules.OverBudget.choices
    )
    budget_needs_resolution = forms.BooleanField(
        label=_("A budget is approved by a resolution"), required=False
    )
    dues_share = forms.IntegerField(
        label=_("Branch's share of dues it collects, percent"), min_value=0, max_value=100, initial=0
    )
    budget_days = forms.IntegerField(
        label=_("Budget due, days after the year began"), min_value=0, max_value=365, initial=31
    )
    quarter_days = forms.IntegerField(
        label=_("Quarterly statement due, days after the quarter"), min_value=0, max_value=365, initial=15
    )
    year_days = forms.IntegerField(
        label=_("Yearly statement due, days after the year"), min_value=0, max_value=365, initial=45
    )
    note = forms.CharField(label=_("Decided by"), max_length=200, required=False)


class FinanceRulesForm(forms.Form):
    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=200, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    from_on = forms.DateField(label=_("In force from"))
    file = forms.FileField(label=_("File"))
    changes_zh = forms.CharField(label=_("What is new, in Chinese"), max_length=400, required=False)
    changes_en = forms.CharField(label=_("What is new, in English"), max_length=400, required=False)
    remind = forms.CharField(
        label=_("Remind after so many days"),
        max_length=60,
        initial="7, 14, 30",
        required=False,
        help_text=_("Days after today, with commas."),
    )

    def clean_remind(self) -> list[int]:
        parts = self.cleaned_data["remind"].replace("，", ",").replace("、", ",").split(",")
        days = [part.strip() for part in parts if part.strip()]
        if not all(day.isdecimal() and len(day) < 5 for day in days):
            raise forms.ValidationError(_("Give days as whole numbers with commas: 7, 14, 30."))
        return [int(day) for day in days]
