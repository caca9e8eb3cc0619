"""What the pages of statements, payments and receipts accept."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from guildhall.core.widgets import MoneyField
from guildhall.dues.bank_columns import LABELS
from guildhall.dues.models import DuesNotice, Payment
from guildhall.dues.taking import Head

ACCEPTED = ".xlsx,.csv,.txt,.xml"


class StatementForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "data-drop": "yes"}),
        help_text=_("CSV or Excel (.xlsx) as the bank gives it, or ISO 20022 (camt.053, .xml)."),
    )


class StatementColumnsForm(forms.Form):
    """Which field each column of a statement holds; one select per column, named ``column_0`` and so on."""

    def __init__(self, head: Head, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.head = head
        language = get_language() or "en"
        fields = [(field, label.in_language(language)) for field, label in LABELS.items()]
        known = {place: field for field, places in head.of.items() for place in places}
        for column, heading in enumerate(head.headings):
            self.fields[f"column_{column}"] = forms.ChoiceField(
                label=heading.strip() or _("(no heading)"),
                required=False,
                choices=[("", _("Not taken")), *fields],
                initial=known.get(column, ""),
            )

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Each column with its heading, its first values and where to say what it holds."""
        return [
            {
                "field": self[f"column_{column}"],
                "values": [row[column] for row in self.head.first if column < len(row) and row[column]][:3],
            }
            for column in range(len(self.head.headings))
        ]

    @property
    def columns(self) -> dict[str, list[int]]:
        """The answer, as the action takes it."""
        chosen: dict[str, list[int]] = {}
        for name, field in self.cleaned_data.items():
            if field:
                chosen.setdefault(field, []).append(int(name.removeprefix("column_")))
        return chosen


class SharesForm(forms.Form):
    """How much of each notice is paid; an empty amount is none."""

    def __init__(
        self, *args: Any, notices: Sequence[DuesNotice], shares: Mapping[UUID, int], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.notices = {f"notice_{notice.pk}": notice for notice in notices}
        for name, notice in self.notices.items():
            label = f"{notice.number} · {notice.year}"
            self.fields[name] = MoneyField(label=label, required=False, initial=shares.get(notice.pk))

    @property
    def shares(self) -> dict[DuesNotice, int]:
        given = {notice: self.cleaned_data[name] for name, notice in self.notices.items()}
        return {notice: amount for notice, amount in given.items() if amount}

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [{"notice": notice, "field": self[name]} for name, notice in self.notices.items()]


class BookLineForm(SharesForm):
    keep_rest = forms.BooleanField(label=_("The rest stays on account"), required=False)


class NoteForm(forms.Form):
    note = forms.CharField(label=_("What the money is for"), max_length=300)


class PaymentForm(forms.Form):
    number = forms.CharField(label=_("Member number"), max_length=40)
    amount = MoneyField(label=_("Amount"))
    received_on = forms.DateField(label=_("Received on"))
    way = forms.ChoiceField(label=_("Way"), choices=Payment.Way.choices)
    payer = forms.CharField(
        label=_("Payer"), max_length=200, required=False, help_text=_("Empty: the member itself.")
    )
    remark = forms.CharField(label=_("Remark"), max_length=300, required=False)
    keep_rest = forms.BooleanField(
        label=_("What is more than owed stays on account"),
        required=False,
        help_text=_("The oldest notices are paid first."),
    )


class RefundForm(forms.Form):
    amount = MoneyField(label=_("Amount"))
    on = forms.DateField(label=_("On"))
    reason = forms.CharField(label=_("Reason"), max_length=300)


class ReceiptForm(forms.Form):
    number = forms.CharField(label=_("Number of the receipt"), max_length=60)
    amount = MoneyField(label=_("Amount"))
    issued_on = forms.DateField(label=_("Issued on"))
    payer = forms.CharField(label=_("Payer on the receipt"), max_length=200, required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
