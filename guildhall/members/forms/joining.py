"""The public form: what everybody is asked, and the questions of the association."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import escape
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from guildhall.core.names import check_uscc
from guildhall.core.sentences import UnreadableError
from guildhall.documents.formats import MEDIA_TYPES
from guildhall.members import questions
from guildhall.members.actions import Attachment
from guildhall.members.models import Application, ApplicationForm, Tier
from guildhall.members.questions import Question

Kind = ApplicationForm.Kind
FIXED = (
    "name_zh",
    "name_en",
    "uscc",
    "region",
    "address",
    "tier",
    "contact_name",
    "contact_phone",
    "contact_email",
)


class JoiningForm(forms.Form):
    """``asked`` are the questions: those of the form, or those that an application under way was asked.

    ``homepage`` is no question: people do not see it, programs that fill in every field do.
    """

    draft = forms.CharField(required=False, widget=forms.HiddenInput)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=200, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    uscc = forms.CharField(
        label=_("Unified social credit code"),
        max_length=30,
        help_text=_("18 characters; the last one is checked."),
    )
    region = forms.CharField(label=_("Region"), max_length=100, required=False)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    tier: Any = forms.ModelChoiceField(Tier.objects.none(), label=_("Tier applied for"), required=False)
    contact_name = forms.CharField(label=_("Contact person"), max_length=100)
    contact_phone = forms.CharField(
        label=_("Telephone"), max_length=40, required=False, widget=forms.TextInput({"inputmode": "tel"})
    )
    contact_email = forms.EmailField(
        label=_("E-mail"), help_text=_("The link at which you see how far it is goes there.")
    )

    def __init__(self, *args: Any, form: ApplicationForm, asked: tuple[Question, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form, self.asked = form, asked
        if form.kind == Kind.INDIVIDUAL:
            del self.fields["uscc"]
        elif form.kind == Kind.INSTITUTION:
            self.fields["uscc"].required = False
        tiers = form.tiers.in_use()
        self.fields["tier"].queryset = tiers  # type: ignore[attr-defined]  # a field of models
        if not tiers:
            del self.fields["tier"]
        for question in asked:
            self.fields[f"q_{question.key}"] = field_of(question)

    def clean_uscc(self) -> str:
        code: str = self.cleaned_data["uscc"]
        if code and (wrong := check_uscc(code)):
            raise forms.ValidationError(wrong.in_language(get_language() or ""), code="wrong_uscc")
        return code

    def clean(self) -> dict[str, Any]:
        if self.data.get("homepage"):
            raise forms.ValidationError(
                _("This could not be taken. Please reload the page and fill in what you see."), code="robot"
            )
        language = get_language() or ""
        for question in self.asked:
            name = f"q_{question.key}"
            if question.kind == questions.FILE or name not in self.cleaned_data:
                continue
            try:
                self.cleaned_data[name] = questions.check_answer(question, self.cleaned_data[name])
            except UnreadableError as error:
                self.add_error(name, error.sentence.in_language(language))
        return self.cleaned_data

    @property
    def details(self) -> dict[str, Any]:
        """What the action takes, after the form is found valid."""
        fixed = {name: self.cleaned_data[name] for name in FIXED if name in self.fields}
        written = [question for question in self.asked if question.kind != questions.FILE]
        given = {question.key: self.cleaned_data[f"q_{question.key}"] for question in written}
        return fixed | {"answers": {key: answer for key, answer in given.items() if answer is not None}}

    @property
    def attachments(self) -> list[Attachment]:
        found: list[Attachment] = []
        for question in self.asked:
            upload = self.cleaned_data.get(f"q_{question.key}")
            if isinstance(upload, UploadedFile):
                content: Any = upload  # an upload reads like a file
                found.append(Attachment(question.key, upload.name or "", content))
        return found


def initial_of(application: Application) -> dict[str, Any]:
    """What the applicant wrote before, for the fields of the form."""
    fixed = {name: getattr(application, name) for name in FIXED}
    words = {True: "yes", False: "no"}
    answers = application.answers.items()
    return fixed | {f"q_{key}": words[value] if isinstance(value, bool) else value for key, value in answers}


def field_of(question: Question) -> forms.Field:
    """The field that asks it. A required file is not required here: it may follow."""
    language = get_language() or ""
    hint = question.hint.in_language(language)
    if question.required and question.kind == questions.FILE:
        hint = gettext("Required; it may follow later.") + f" {hint}"
    said: dict[str, Any] = {
        "label": question.label.in_language(language),
        "help_text": escape(hint.strip()),
        "required": question.required and question.kind != questions.FILE,
    }
    if question.kind == questions.CHOICE:
        listed = [(one.value, one.label.in_language(language)) for one in question.choices]
        said["choices"] = [("", "—"), *listed]
    return FIELDS[question.kind](**said)


def _text(most: int, widget: forms.Widget) -> Callable[..., forms.Field]:
    return lambda **said: forms.CharField(max_length=most, widget=widget, **said)


def _yes_no(**said: Any) -> forms.Field:
    return forms.ChoiceField(choices=[("yes", _("yes")), ("no", _("no"))], widget=forms.RadioSelect, **said)


def _file(**said: Any) -> forms.Field:
    accept = ",".join(f".{ending}" for ending in [*MEDIA_TYPES, "jpeg"])
    return forms.FileField(widget=forms.FileInput({"accept": accept}), **said)


FIELDS: dict[str, Callable[..., forms.Field]] = {
    questions.TEXT: _text(questions.TEXT_MOST, forms.TextInput()),
    questions.LONG: _text(questions.LONG_MOST, forms.Textarea({"rows": 4})),
    questions.NUMBER: _text(questions.TEXT_MOST, forms.TextInput({"inputmode": "decimal"})),
    questions.CHOICE: forms.ChoiceField,
    questions.YES_NO: _yes_no,
    questions.DATE: forms.DateField,
    questions.FILE: _file,
}
