"""What the pages of awards accept."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import Association, User
from guildhall.awards.actions import CategoryLine, CriterionLine, Lines, PrizeLine
from guildhall.awards.models import Call, Category, Entry, Review, Reviewer
from guildhall.awards.queries import entries_to_declare, resolutions_for, result_lines
from guildhall.core.forms import VersionForm
from guildhall.core.widgets import LookupSeveral
from guildhall.experts.queries import appointed_on
from guildhall.meetings.models import Resolution
from guildhall.registry.models import Body, Person
from guildhall.registry.queries import today_in

Line = TypeVar("Line")
LINES = ("categories", "criteria", "prizes")


def _text(label: Any, rows: int, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, widget=forms.Textarea({"rows": rows}), **{"max_length": 20_000} | options
    )


def _parts(text: str) -> Iterable[list[str]]:
    """The lines of a text, each in three parts that bars separate."""
    for line in text.replace("｜", "|").splitlines():
        parts = [part.strip() for part in line.split("|")]
        if any(parts):
            yield [*parts, "", "", ""][:3]


def _number(text: str) -> int:
    bare = text.rstrip("%％").strip() or "1"
    if not bare.isdecimal() or len(bare) > 4:
        raise forms.ValidationError(_("“%(text)s” is no whole number.") % {"text": text})
    return int(bare)


class CallForm(forms.Form):
    body = forms.ModelChoiceField(Body.objects.none(), label=_("Body that decides the result"))
    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=200, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    rules_zh = _text(
        _("Rules in Chinese"),
        8,
        help_text=_("Nobody pays for taking part, before or after: the text says nothing else."),
    )
    rules_en = _text(_("Rules in English"), 8)
    is_regulated = forms.BooleanField(
        label=_("An award that the authorities approve (评比达标表彰)"), required=False
    )
    approval_number = forms.CharField(label=_("Number of the approval"), max_length=100, required=False)
    approved_by = forms.CharField(label=_("Approving authority"), max_length=200, required=False)
    closes_at = forms.DateTimeField(label=_("Entries until"))
    scores_until = forms.DateTimeField(label=_("Scores until"), required=False)
    categories = _text(
        _("Categories, one per line"),
        4,
        help_text=_("Chinese | English | fields of expertise, separated by commas"),
    )
    criteria = _text(
        _("Criteria, one per line"),
        4,
        help_text=_("Chinese | English | weight; each is scored from 0 to 100"),
    )
    prizes = _text(_("Prizes in each category, one per line"), 3, help_text=_("Chinese | English | places"))
    members_only = forms.BooleanField(label=_("Only members may enter"), required=False, initial=True)
    member_months = forms.IntegerField(
        label=_("Member for so many months"), min_value=0, max_value=1200, initial=0
    )
    entries_each = forms.IntegerField(
        label=_("Entries each at most (0: any number)"), min_value=0, max_value=1000, initial=0
    )
    needs_file = forms.BooleanField(label=_("An entry needs a file"), required=False, initial=True)
    is_blind = forms.BooleanField(label=_("Reviewers do not see who entered"), required=False, initial=True)
    reviewers_each = forms.IntegerField(
        label=_("Reviewers of each entry"), min_value=1, max_value=20, initial=3
    )
    load_limit = forms.IntegerField(
        label=_("Entries of each reviewer at most"), min_value=1, max_value=1000, initial=20
    )
    publicity_days = forms.IntegerField(
        label=_("Publicity period in days"), min_value=1, max_value=90, initial=7
    )
    is_public = forms.BooleanField(label=_("Shown on the public pages"), required=False, initial=True)

    def __init__(self, *args: Any, association: Association, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        bodies = Body.objects.filter(association=association, to_on__isnull=True)
        self.fields["body"].queryset = bodies.order_by("rank", "id")  # type: ignore[attr-defined]

    def _lines(self, name: str, made: Callable[[list[str]], Line]) -> list[Line]:
        try:
            return [made(parts) for parts in _parts(self.cleaned_data.get(name, ""))]
        except forms.ValidationError as refused:
            self.add_error(name, refused)
            return []

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        self.lines = Lines(
            categories=self._lines(
                "categories", lambda parts: CategoryLine(parts[0], parts[1], _as_lines(parts[2]))
            ),
            criteria=self._lines(
                "criteria", lambda parts: CriterionLine(parts[0], parts[1], _number(parts[2]))
            ),
            prizes=self._lines("prizes", lambda parts: PrizeLine(parts[0], parts[1], _number(parts[2]))),
        )
        return given

    def cleaned(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in LINES} | {
            "lines": self.lines
        }


def _as_lines(fields: str) -> str:
    for sign in "、，;；":
        fields = fields.replace(sign, ",")
    return "\n".join(part.strip() for part in fields.split(",") if part.strip())


class ChangedCallForm(VersionForm, CallForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["body"]


def said_of(call: Call) -> dict[str, Any]:
    """A call as its form shows it."""
    said = {name: getattr(call, name) for name in CallForm.base_fields if hasattr(call, name)}
    return said | {
        "version": call.version,
        "categories": "\n".join(
            " | ".join([one.name_zh, one.name_en, "、".join(one.fields.splitlines())])
            for one in call.categories.all()
        ),
        "criteria": "\n".join(f"{one.name_zh} | {one.name_en} | {one.weight}" for one in call.criteria.all()),
        "prizes": "\n".join(f"{one.name_zh} | {one.name_en} | {one.places}" for one in call.prizes.all()),
    }


class PostponeForm(VersionForm):
    closes_at = forms.DateTimeField(label=_("Entries until"))
    scores_until = forms.DateTimeField(label=_("Scores until"), required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)


class EntryFields(forms.Form):
    category = forms.ModelChoiceField(Category.objects.none(), label=_("Category"))
    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=200, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    summary_zh = _text(_("Summary in Chinese"), 6, max_length=10_000)
    summary_en = _text(_("Summary in English"), 6, max_length=10_000)
    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("Who did it"),
        required=False,
        widget=LookupSeveral(),
        help_text=_("Their colleagues do not review the entry."),
    )

    def __init__(self, *args: Any, call: Call, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["category"].queryset = call.categories.all()  # type: ignore[attr-defined]
        people = Person.objects.filter(association=call.association_id)
        self.fields["people"].queryset = people  # type: ignore[attr-defined]
        self.fields["people"].widget.url = reverse("api-1:person_list", args=[call.association.slug])
        if call.is_blind:
            self.fields["summary_zh"].help_text = _(
                "Reviewers do not see who entered: do not name yourselves."
            )


class NewEntryForm(EntryFields):
    as_person = forms.BooleanField(label=_("In my own name, not for my unit"), required=False)


class EntryForm(VersionForm, EntryFields):
    pass


class FileForm(forms.Form):
    file = forms.FileField(label=_("File"))


class PanelForm(forms.Form):
    people = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("People"), required=False, widget=LookupSeveral()
    )
    experts = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("Experts in term"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    load_limit = forms.IntegerField(
        label=_("Entries of each at most"),
        min_value=0,
        max_value=1000,
        required=False,
        help_text=_("Empty: as the call says."),
    )

    def __init__(self, *args: Any, call: Call, **options: Any) -> None:
        super().__init__(*args, **options)
        people = Person.objects.filter(association=call.association_id)
        self.fields["people"].queryset = people  # type: ignore[attr-defined]
        self.fields["people"].widget.url = reverse("api-1:person_list", args=[call.association.slug])
        on_panel = Reviewer.objects.filter(call=call, left_at__isnull=True).values("person")
        experts = appointed_on(call.association, today_in(call.association)).exclude(pk__in=on_panel)
        self.fields["experts"].queryset = experts.order_by("name_key")  # type: ignore[attr-defined]
        if not experts.exists():
            del self.fields["experts"]

    def cleaned(self) -> dict[str, Any]:
        listed = (self.cleaned_data.get(name, ()) for name in ("people", "experts"))
        chosen = {one.pk: one for people in listed for one in people}
        return {"people": list(chosen.values()), "load_limit": self.cleaned_data["load_limit"]}


class DeclareForm(forms.Form):
    entry = forms.ModelChoiceField(Entry.objects.none(), label=pgettext_lazy("award", "Entry"))
    reason = forms.CharField(
        label=_("What the interest is"), max_length=300, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, reviewer: Reviewer, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["entry"].queryset = entries_to_declare(reviewer)  # type: ignore[attr-defined]
        self.fields["entry"].label_from_instance = lambda one: f"{one.number} {one}"  # type: ignore[attr-defined]


class ScoreForm(VersionForm):
    """A field for each criterion, and a comment."""

    comment = _text(_("Comment"), 4, max_length=5000)

    def __init__(self, *args: Any, review: Review, **options: Any) -> None:
        first: dict[str, Any] = {"version": review.version, "comment": review.comment}
        first |= {f"points_{one.criterion_id}": one.points for one in review.scores.all()}
        super().__init__(*args, **options | {"initial": first})
        self.criteria = list(review.entry.call.criteria.all())
        for one in self.criteria:
            self.fields[f"points_{one.pk}"] = forms.DecimalField(
                label=one.name,
                min_value=0,
                max_value=100,
                decimal_places=2,
                help_text=_("0 to 100; weight %(weight)s") % {"weight": one.weight},
            )
        self.order_fields([f"points_{one.pk}" for one in self.criteria])

    def cleaned(self) -> dict[str, Any]:
        given = self.cleaned_data
        points = {one.pk: given[f"points_{one.pk}"] for one in self.criteria}
        return {"points": points, "comment": given["comment"], "version": given["version"]}


class TieForm(forms.Form):
    """A place for each entry of equal score, and why."""

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, tied: Iterable[Entry], **options: Any) -> None:
        super().__init__(*args, **options)
        self.tied = list(tied)
        for place, one in enumerate(self.tied, start=1):
            self.fields[f"place_{one.pk}"] = forms.IntegerField(
                label=f"{one.number} {one}",
                min_value=1,
                max_value=len(self.tied),
                initial=one.placed or place,
            )
        self.order_fields([f"place_{one.pk}" for one in self.tied])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        places = [given.get(f"place_{one.pk}") for one in self.tied]
        if None not in places and len(set(places)) < len(places):
            raise forms.ValidationError(_("Give every entry of equal score a place of its own."))
        return given

    def cleaned(self) -> dict[str, Any]:
        given = self.cleaned_data
        order = sorted(self.tied, key=lambda one: given[f"place_{one.pk}"])
        return {"order": order, "reason": given["reason"]}


class ObjectionForm(forms.Form):
    entry = forms.ModelChoiceField(
        Entry.objects.none(),
        label=pgettext_lazy("award", "Entry"),
        required=False,
        empty_label=_("The result as a whole"),
    )
    name = forms.CharField(label=pgettext_lazy("objection", "Your name"), max_length=100)
    contact = forms.CharField(
        label=_("How to reach you"),
        max_length=200,
        help_text=_("Only those who answer see who you are."),
    )
    text = forms.CharField(
        label=_("What you object to, and why"), max_length=5000, widget=forms.Textarea({"rows": 6})
    )

    def __init__(self, *args: Any, call: Call, **options: Any) -> None:
        super().__init__(*args, **options)
        shown = [one.entry.pk for _category, lines in result_lines(call) for one in lines]
        self.fields["entry"].queryset = Entry.objects.filter(pk__in=shown)  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    is_upheld = forms.TypedChoiceField(
        label=_("The objection is"),
        choices=[("", "—"), ("no", _("not upheld")), ("yes", _("upheld: the entry is excluded"))],
        coerce=lambda value: value == "yes",
    )
    answer = forms.CharField(label=_("Answer"), max_length=5000, widget=forms.Textarea({"rows": 4}))


class DecideForm(forms.Form):
    resolution = forms.ModelChoiceField(Resolution.objects.none(), label=_("Resolution"))

    def __init__(self, *args: Any, call: Call, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["resolution"].queryset = resolutions_for(call)  # type: ignore[attr-defined]
        self.fields["resolution"].label_from_instance = lambda one: f"{one.serial} {one.title}"  # type: ignore[attr-defined]
        self.fields["resolution"].help_text = _("Of %(body)s, adopted since the publicity began.") % {
            "body": call.body
        }
