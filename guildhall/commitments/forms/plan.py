from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.commitments.forms.commitment import ItemForm, text
from guildhall.commitments.models import Plan
from guildhall.registry.models import Body


class PlanForm(forms.Form):
    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=200, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    from_on = forms.DateField(label=pgettext_lazy("period", "From"), required=False)
    to_on = forms.DateField(label=pgettext_lazy("period", "To"), required=False)
    period_note_zh = forms.CharField(label=_("Period in words, in Chinese"), max_length=100, required=False)
    period_note_en = forms.CharField(label=_("Period in words, in English"), max_length=100, required=False)


class NewPlanForm(PlanForm):
    body = forms.ModelChoiceField(Body.objects.none(), label=_("Body"))
    kind = forms.ChoiceField(label=_("Kind"), choices=Plan.Kind.choices, widget=forms.RadioSelect)
    predecessor = forms.ModelChoiceField(
        Plan.objects.none(),
        label=_("Plan before"),
        required=False,
        help_text=_("A plan of several years follows one that was reviewed."),
    )
    courses = text(
        _("Courses"),
        required=False,
        help_text=_("Of a plan of several years; one a line. English after a vertical bar: 人才 | Talents"),
    )
    field_order = ["body", "kind"]

    def __init__(self, *args: Any, bodies: Any, plans: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined] # the field above
        self.fields["predecessor"].queryset = plans  # type: ignore[attr-defined] # the field above

    def clean_courses(self) -> list[tuple[str, str]]:
        pairs = [line.partition("|") for line in self.cleaned_data["courses"].splitlines() if line.strip()]
        return [(zh.strip(), en.strip()) for zh, _bar, en in pairs]


class CourseForm(forms.Form):
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=200, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)


class PasteForm(forms.Form):
    text = text(
        _("Table"),
        rows=10,
        max_length=400_000,
        help_text=_(
            "Copy the rows in your spreadsheet and paste them here, with their headings. Columns: content, "
            "deadline, responsible person, lead unit, supporting units, what counts as done, course."
        ),
    )


class AdoptPlanForm(forms.Form):
    note = forms.CharField(
        label=_("Adopted by"),
        max_length=200,
        help_text=_("The meeting and the resolution, for example: 3rd council meeting, resolution 2026-4."),
    )
    adopted_on = forms.DateField(label=_("Adopted on"), required=False, help_text=_("Empty: today."))


class ReviewForm(forms.Form):
    review_zh = text(_("Review in Chinese"), rows=6, required=False, max_length=20000)
    review_en = text(_("Review in English"), rows=6, required=False, max_length=20000)


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("Decision that this follows"),
        max_length=200,
        help_text=_("It is shown with the new version of the plan."),
    )


class AmendItemForm(ItemForm):
    """An item as it shall be from now on, with the decision that it follows."""

    note = NoteForm.base_fields["note"]
    field_order = ["note", "course"]


class CloseForm(forms.Form):
    successor = forms.ModelChoiceField(
        Plan.objects.none(),
        label=_("Plan that takes over what is open"),
        required=False,
    )

    def __init__(self, *args: Any, plans: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["successor"].queryset = plans  # type: ignore[attr-defined] # the field above
