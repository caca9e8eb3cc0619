from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import Association
from guildhall.core.widgets import MoneyField
from guildhall.dues.models import DuesStandard, ReminderStep
from guildhall.meetings.models import Motion
from guildhall.members.models import Tier
from guildhall.registry.models import Body
from guildhall.registry.rules import MeetingForm, Way
from guildhall.registry.rules.labels import FORMS, WAYS


def _choices(words: Any, values: Sequence[str]) -> list[tuple[str, str]]:
    language = get_language() or "en"
    return [("", ""), *((value, words[value].in_language(language)) for value in values)]


def ways() -> list[tuple[str, str]]:
    return _choices(WAYS, list(Way))


def meeting_forms() -> list[tuple[str, str]]:
    return _choices(FORMS, list(MeetingForm))


class StandardForm(forms.Form):
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=120, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    from_on = forms.DateField(label=_("In force from"))
    proration = forms.ChoiceField(
        label=_("Who joins during the year pays"), choices=DuesStandard.Proration.choices
    )


class NewStandardForm(StandardForm):
    body = forms.ModelChoiceField(Body.objects.none(), label=_("Decided by"))
    field_order = ["body", "name_zh", "name_en"]

    def __init__(self, *args: Any, bodies: QuerySet[Body], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined] # the field above


class RatesForm(forms.Form):
    """One amount a tier; an empty one is no rate."""

    def __init__(self, *args: Any, tiers: Sequence[Tier], **options: Any) -> None:
        super().__init__(*args, **options)
        self.tiers = {f"tier_{tier.pk}": tier for tier in tiers}
        for name, tier in self.tiers.items():
            self.fields[name] = MoneyField(label=tier.name, required=False)

    @property
    def rates(self) -> dict[Tier, int]:
        given = {tier: self.cleaned_data[name] for name, tier in self.tiers.items()}
        return {tier: amount for tier, amount in given.items() if amount is not None}


class AdoptStandardForm(forms.Form):
    motion = forms.ModelChoiceField(
        Motion.objects.none(),
        label=_("Motion"),
        required=False,
        help_text=_("Where the meeting was held here: what you leave out below is taken from it."),
    )
    meeting_zh = forms.CharField(label=_("Meeting, in Chinese"), max_length=200, required=False)
    meeting_en = forms.CharField(label=_("Meeting, in English"), max_length=200, required=False)
    decided_on = forms.DateField(label=_("Decided on"), required=False)
    form = forms.ChoiceField(label=_("Form of the meeting"), choices=meeting_forms, required=False)
    way = forms.ChoiceField(label=_("Way of voting"), choices=ways, required=False)
    entitled = forms.IntegerField(label=_("Entitled to vote"), min_value=0, required=False)
    present = forms.IntegerField(label=_("Present"), min_value=0, required=False)
    in_favour = forms.IntegerField(label=pgettext_lazy("votes", "For"), min_value=0, required=False)
    against = forms.IntegerField(label=_("Against"), min_value=0, required=False)
    abstained = forms.IntegerField(label=_("Abstentions"), min_value=0, required=False)
    told_members_on = forms.DateField(label=_("Told to all members on"), required=False)

    def __init__(self, *args: Any, motions: QuerySet[Motion], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["motion"].queryset = motions  # type: ignore[attr-defined] # the field above


class RunForm(forms.Form):
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2200)
    standard = forms.ModelChoiceField(DuesStandard.objects.none(), label=_("Dues standard"))
    issued_on = forms.DateField(label=_("Date of the notices"))
    due_on = forms.DateField(label=_("To be paid by"))

    def __init__(self, *args: Any, standards: QuerySet[DuesStandard], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["standard"].queryset = standards  # type: ignore[attr-defined] # the field above


class MemberForm(forms.Form):
    number = forms.CharField(label=_("Member number"), max_length=40)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class WaiverForm(ReasonForm):
    amount = MoneyField(label=_("Amount"))
    field_order = ["amount", "reason"]


class ReminderStepForm(forms.Form):
    days = forms.IntegerField(
        label=_("Days after the due date"),
        min_value=-365,
        max_value=3650,
        help_text=_("Before it: with a minus."),
    )
    tier = forms.ModelChoiceField(
        Tier.objects.none(), label=_("Tier"), required=False, help_text=_("Empty: all tiers.")
    )
    subject_zh = forms.CharField(label=_("Subject in Chinese"), max_length=120, required=False)
    subject_en = forms.CharField(label=_("Subject in English"), max_length=120, required=False)
    text_zh = forms.CharField(
        label=_("Text in Chinese"), max_length=4000, required=False, widget=forms.Textarea
    )
    text_en = forms.CharField(
        label=_("Text in English"),
        max_length=4000,
        required=False,
        widget=forms.Textarea,
        help_text=_(
            "These are filled in: {name} {number} {year} {amount} {open} {due_on} {days}. How to pay stands below it."
        ),
    )
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *args: Any, association: Association, **options: Any) -> None:
        super().__init__(*args, **options)
        tiers = Tier.objects.filter(association=association)
        self.fields["tier"].queryset = tiers  # type: ignore[attr-defined] # the field above

    @staticmethod
    def initial_of(step: ReminderStep) -> dict[str, Any]:
        return {name: getattr(step, name) for name in ReminderStepForm.base_fields}


class BankAccountForm(forms.Form):
    holder = forms.CharField(label=_("Account holder"), max_length=200)
    bank = forms.CharField(label=_("Bank"), max_length=200)
    number = forms.CharField(label=_("Account number"), max_length=60)
