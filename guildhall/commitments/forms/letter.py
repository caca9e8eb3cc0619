from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import Association
from guildhall.commitments.actions import Party
from guildhall.commitments.forms.commitment import text
from guildhall.commitments.forms.fields import FilesField, OfAssociation, PersonField, lookup_address
from guildhall.commitments.models import Commitment, Letter
from guildhall.core.widgets import LookupSeveral
from guildhall.registry.models import Body, Person

MOST_PARTIES = 4


class LetterForm(OfAssociation):
    """A letter with up to four parties; the API takes any number."""

    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=200, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    text_zh = text(_("Text in Chinese"), rows=8, required=False, max_length=20000)
    text_en = text(_("Text in English"), rows=8, required=False, max_length=20000)
    from_on = forms.DateField(label=pgettext_lazy("period", "From"), required=False)
    to_on = forms.DateField(label=pgettext_lazy("period", "To"), required=False)
    targets = forms.ModelMultipleChoiceField(
        Commitment.objects.none(),
        label=_("Targets"),
        required=False,
        widget=LookupSeveral(),
        help_text=_(
            "Commitments that the letter holds the parties to; drafts are adopted with the last signature."
        ),
    )

    def __init__(self, *args: Any, association: Association, targets: Any, **options: Any) -> None:
        super().__init__(*args, association=association, **options)
        for place in range(1, MOST_PARTIES + 1):
            self._add_party(place, association)
        self.fields["targets"].queryset = targets  # type: ignore[attr-defined] # the field above
        self.fields["targets"].widget.url = f"{lookup_address('board', association)}?state=open"

    def _add_party(self, place: int, association: Association) -> None:
        label = _("Signs: person %(place)s") % {"place": place}
        person = PersonField(label=label, required=place == 1)
        person.queryset = Person.objects.filter(association=association)
        person.widget.url = lookup_address("person_list", association)
        self.fields[f"party_{place}"] = person
        for language, words in (("zh", _("Signs as, in Chinese")), ("en", _("Signs as, in English"))):
            role = forms.CharField(label=words, max_length=100, required=False)
            self.fields[f"party_{place}_role_{language}"] = role

    def cleaned(self) -> dict[str, Any]:
        """The action's arguments: parties in order, those rows left out in which nobody is named."""
        values = {name: value for name, value in self.cleaned_data.items() if not name.startswith("party_")}
        rows = (
            [self.cleaned_data[f"party_{place}{part}"] for part in ("", "_role_zh", "_role_en")]
            for place in range(1, MOST_PARTIES + 1)
        )
        return values | {"parties": [Party(person, zh, en) for person, zh, en in rows if person]}


class NewLetterForm(LetterForm):
    body = forms.ModelChoiceField(Body.objects.none(), label=_("Body"))
    kind = forms.ChoiceField(label=_("Kind"), choices=Letter.Kind.choices, widget=forms.RadioSelect)
    field_order = ["body", "kind"]

    def __init__(self, *args: Any, bodies: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined] # the field above


class SignForm(forms.Form):
    confirmed = forms.BooleanField(label=_("I have read this letter in full, I agree to it and I sign it."))


class ScanForm(forms.Form):
    scan = FilesField(label=_("Scan of the signed letter"))
