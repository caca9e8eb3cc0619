from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.commitments.forms.fields import (
    FilesField,
    OfAssociation,
    PersonField,
    UnitField,
    UnitsField,
)
from guildhall.commitments.models import Course, Plan
from guildhall.registry.models import Body


def text(label: Any, rows: int = 3, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=options.pop("max_length", 4000),
        widget=forms.Textarea({"rows": rows}),
        **options,
    )


class CommitmentForm(OfAssociation):
    """What is promised; only its content must be there while it is a draft."""

    content_zh = text(_("Content in Chinese"), required=False)
    content_en = text(_("Content in English"), required=False)
    measure_zh = forms.CharField(label=_("What counts as done, in Chinese"), max_length=300, required=False)
    measure_en = forms.CharField(label=_("What counts as done, in English"), max_length=300, required=False)
    deadline = forms.DateField(label=pgettext_lazy("three", "Deadline"), required=False)
    responsible = PersonField(label=_("Responsible person"), required=False)
    superior = PersonField(
        label=_("Superior"),
        required=False,
        help_text=_("Is told when it is late, and may accept it. Empty: the body's head."),
    )
    lead = UnitField(label=_("Lead unit"), required=False)
    supporting = UnitsField(label=_("Supporting units"), required=False)


class NewCommitmentForm(CommitmentForm):
    """A draft outside a plan, of one of the bodies that the person prepares."""

    body = forms.ModelChoiceField(Body.objects.none(), label=_("Body"))
    field_order = ["body"]

    def __init__(self, *args: Any, bodies: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined] # the field above


class ItemForm(CommitmentForm):
    """An item of a plan; the course is asked where the plan has courses."""

    course = forms.ModelChoiceField(Course.objects.none(), label=_("Course"), required=False)
    field_order = ["course"]

    def __init__(self, *args: Any, plan: Plan, **options: Any) -> None:
        super().__init__(*args, association=plan.association, **options)
        courses = plan.courses.all()
        self.fields["course"].queryset = courses  # type: ignore[attr-defined] # the field above
        if not courses:
            del self.fields["course"]


class ReportForm(forms.Form):
    text = text(_("What was done"), rows=4)
    percent = forms.IntegerField(label=_("Progress, %"), min_value=0, max_value=100)
    evidence = FilesField(label=_("Evidence"), required=False, help_text=_("Several files can be chosen."))


class DoneForm(forms.Form):
    text = text(_("What was done"), rows=4)
    evidence = FilesField(label=_("Evidence"), required=False, help_text=_("Several files can be chosen."))


class AcceptForm(forms.Form):
    note = text(_("Remark"), required=False)


class ReasonForm(forms.Form):
    reason = text(_("Reason"))


class PostponeForm(forms.Form):
    deadline = forms.DateField(label=_("New deadline"))
    reason = text(_("Reason"))


class HandOverForm(OfAssociation):
    to = PersonField(label=_("Responsible from now on"))
    reason = text(_("Reason"))


class MilestoneForm(forms.Form):
    title_zh = forms.CharField(label=_("Milestone in Chinese"), max_length=200, required=False)
    title_en = forms.CharField(label=_("Milestone in English"), max_length=200, required=False)
    due_on = forms.DateField(label=_("Due"))


class RulesForm(forms.Form):
    amber_days = forms.IntegerField(
        label=_("Days before the deadline that the light is amber"), min_value=0, max_value=365
    )
    remind_days = forms.CharField(
        label=_("Days before the deadline to remind on"),
        max_length=60,
        help_text=_("Numbers with a space or comma between them, for example 14 7 1."),
    )
    overdue_every = forms.IntegerField(
        label=_("Days between reminders once overdue"), min_value=1, max_value=365
    )
    escalate_after = forms.IntegerField(
        label=_("Days overdue until the superior is told"), min_value=1, max_value=365
    )

    def clean_remind_days(self) -> list[int]:
        words = (
            self.cleaned_data["remind_days"].replace(",", " ").replace("，", " ").replace("、", " ").split()
        )
        if not all(word.isascii() and word.isdigit() for word in words):
            raise forms.ValidationError(_("Give whole numbers of days, for example 14 7 1."))
        return [int(word) for word in words]
