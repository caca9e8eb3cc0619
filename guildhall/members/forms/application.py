"""What the secretariat enters about applications and their forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.actions import digest_of
from guildhall.accounts.models import Association, User
from guildhall.core.models import new_id
from guildhall.core.sentences import UnreadableError
from guildhall.members import questions
from guildhall.members.models import Application, ApplicationForm, Tier
from guildhall.members.questions import KINDS, Choice, Question
from guildhall.registry.models import Body


class ReturnForm(forms.Form):
    note = forms.CharField(
        label=_("What is missing"),
        max_length=2000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("The applicant gets this by mail, with the link at which it is completed."),
    )


class RefuseForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("The applicant gets this by mail."),
    )


class DecisionForm(forms.Form):
    """The resolution by which applicants are taken."""

    body: Any = forms.ModelChoiceField(Body.objects.none(), label=_("Decided by"))
    on = forms.DateField(label=_("Decided on"))
    resolution = forms.CharField(label=_("Number of the resolution"), max_length=80)
    tier: Any = forms.ModelChoiceField(
        Tier.objects.none(), label=_("Tier of those who chose none"), required=False
    )

    def __init__(self, *args: Any, association: Association, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Body.objects.of(association).visible_to(user).filter(to_on__isnull=True)
        self.fields["body"].queryset = bodies.order_by("rank", "id")  # type: ignore[attr-defined]
        self.fields["tier"].queryset = Tier.objects.of(association).in_use()  # type: ignore[attr-defined]


class ApproveSeveralForm(DecisionForm):
    applications: Any = forms.ModelMultipleChoiceField(
        Application.objects.none(), label=_("Applications"), widget=forms.CheckboxSelectMultiple
    )
    field_order = ("applications", "body", "on", "resolution", "tier")

    def __init__(self, *args: Any, association: Association, user: User, **kwargs: Any) -> None:
        super().__init__(*args, association=association, user=user, **kwargs)
        reviewed = Application.objects.of(association).filter(state=Application.State.REVIEWED)
        listed = reviewed.select_related("association", "form", "tier").order_by("submitted_at", "id")
        self.fields["applications"].queryset = listed  # type: ignore[attr-defined]

    @property
    def stamp(self) -> str:
        """Changes with whatever was chosen, so that only what was shown is confirmed."""
        chosen = sorted(str(one.pk) for one in self.cleaned_data["applications"])
        rest = [str(self.cleaned_data[name]) for name in ("body", "on", "resolution", "tier")]
        return digest_of("|".join([*chosen, *rest]))


class ApplicationFormForm(forms.Form):
    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=100, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=100, required=False)
    intro_zh = forms.CharField(
        label=_("Introduction in Chinese"),
        max_length=5000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    intro_en = forms.CharField(
        label=_("Introduction in English"),
        max_length=5000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    tiers: Any = forms.ModelMultipleChoiceField(
        Tier.objects.none(),
        label=_("Tiers to choose from"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, form: ApplicationForm, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tiers"].queryset = Tier.objects.of(form.association).in_use()  # type: ignore[attr-defined]


class QuestionForm(forms.Form):
    """One question; its choices one per line, Chinese and English parted by a bar."""

    kind = forms.ChoiceField(label=_("Kind of answer"))
    label_zh = forms.CharField(label=_("Question in Chinese"), max_length=200, required=False)
    label_en = forms.CharField(label=_("Question in English"), max_length=200, required=False)
    hint_zh = forms.CharField(label=_("Explanation in Chinese"), max_length=500, required=False)
    hint_en = forms.CharField(label=_("Explanation in English"), max_length=500, required=False)
    choices = forms.CharField(
        label=_("Choices"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Only for “one of several”: one choice per line, as 大型 | large."),
    )
    required = forms.BooleanField(label=_("Must be answered"), required=False)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, language: str, known: Question | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known, self.language = known, language
        kinds = [(kind, said.in_language(language)) for kind, said in KINDS.items()]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]  # a field of choices

    def clean(self) -> dict[str, Any]:
        """``question`` is what was written, as a question."""
        if self.errors:
            return self.cleaned_data
        names = ("kind", "label_zh", "label_en", "hint_zh", "hint_en", "required")
        given = {name: self.cleaned_data[name] for name in names}
        key = self.known.key if self.known else f"q{new_id().hex[-12:]}"
        try:
            self.cleaned_data["question"] = questions.read_question(
                given | {"key": key, "choices": self._choices()}
            )
        except UnreadableError as error:
            raise forms.ValidationError(
                error.sentence.in_language(self.language), code="unreadable"
            ) from error
        return self.cleaned_data

    def _choices(self) -> list[dict[str, str]]:
        """Each line as a choice; what was there before keeps the value under which answers are stored."""
        values = {(one.label_zh, one.label_en): one.value for one in self.known.choices} if self.known else {}
        listed = []
        for line in self.cleaned_data["choices"].splitlines():
            zh, _bar, en = (part.strip() for part in line.replace("｜", "|").partition("|"))
            if zh or en:
                value = values.get((zh, en), f"c{new_id().hex[-12:]}")
                listed.append({"value": value, "label_zh": zh, "label_en": en})
        return listed


def initial_of_question(question: Question) -> dict[str, Any]:
    return question.as_data() | {"choices": "\n".join(_line(choice) for choice in question.choices)}


def _line(choice: Choice) -> str:
    return f"{choice.label_zh} | {choice.label_en}" if choice.label_en else choice.label_zh
