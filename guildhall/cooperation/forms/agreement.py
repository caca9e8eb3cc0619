from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.cooperation.actions import Signing, Witnessing
from guildhall.cooperation.forms.fields import OfAssociation, OrganizationField, PersonField, text
from guildhall.cooperation.models import Agreement, Cooperation
from guildhall.cooperation.queries import OVER, resolutions_for
from guildhall.meetings.models import Resolution
from guildhall.registry.models import Body, Organization, Person, Post

MOST_PARTIES, MOST_WITNESSES = 6, 3


@dataclass(frozen=True)
class Group:
    """Fields that belong together on the page."""

    title: str
    fields: list[BoundField]
    is_open: bool = True


class AgreementFilterForm(forms.Form):
    """The filters of the list. What makes no sense is left out, nothing is refused."""

    q = forms.CharField(label=_("Search"), required=False, max_length=80)
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        over = (OVER, pgettext_lazy("agreement", "Last day has passed"))
        self.fields["state"].choices = [("", _("all")), *Agreement.State.choices, over]  # type: ignore[attr-defined]  # above

    def asked(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class AgreementForm(OfAssociation):
    """An agreement with up to six parties and three witnesses; the API takes any number."""

    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=200, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    scope_zh = text(_("Scope in Chinese, one matter per line"), rows=4, required=False)
    scope_en = text(_("Scope in English, one matter per line"), rows=4, required=False)
    text_zh = text(_("Text in Chinese"), rows=10, required=False, max_length=40_000)
    text_en = text(_("Text in English"), rows=10, required=False, max_length=40_000)
    from_on = forms.DateField(label=pgettext_lazy("period", "From"), required=False)
    to_on = forms.DateField(label=pgettext_lazy("period", "To"), required=False)
    sign_by = forms.DateField(label=_("To be signed by"), required=False)
    body = forms.ModelChoiceField(
        Body.objects.none(),
        label=_("Decided by"),
        required=False,
        empty_label=_("the parties alone"),
        help_text=_(
            "Where the association itself cooperates: its body decides, the partner is checked, somebody supervises."
        ),
    )
    resolution = forms.ModelChoiceField(Resolution.objects.none(), label=_("Resolution"), required=False)
    supervisor = PersonField(label=_("Supervised by"), required=False)
    lends_no_name = forms.BooleanField(
        label=_("No party lends its name to another, or to anybody else"), required=False
    )

    def __init__(self, *args: Any, cooperation: Cooperation | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.cooperation = cooperation
        self.fields["body"].queryset = Body.objects.filter(association=self.association)  # type: ignore[attr-defined]  # above
        self.fields["resolution"].queryset = resolutions_for(self.association)  # type: ignore[attr-defined]  # above
        for place in range(1, MOST_PARTIES + 1):
            self._add_party(place)
        for place in range(1, MOST_WITNESSES + 1):
            self._add_witness(place)

    def _add_party(self, place: int) -> None:
        organization = OrganizationField(label=_("Organization"), required=place <= 2)
        signatory = PersonField(label=_("Signs for it"), required=False)
        post = forms.ModelChoiceField(
            Post.objects.filter(association=self.association).select_related("body"),
            label=_("By the post"),
            required=False,
        )
        self.settle(organization)
        self.settle(signatory)
        if self.cooperation is not None:
            guests = self.cooperation.parties.order_by().values("organization")
            here = Q(association=self.association)
            organization.queryset = Organization.objects.filter(here | Q(pk__in=guests))
            signatory.queryset = Person.objects.filter(here | Q(organization__in=guests))
        self.fields[f"party_{place}"] = organization
        self.fields[f"party_{place}_signatory"] = signatory
        self.fields[f"party_{place}_post"] = post
        self._add_words(f"party_{place}_power", _("Signs as, in Chinese"), _("Signs as, in English"), 100)

    def _add_witness(self, place: int) -> None:
        person = PersonField(label=_("Person"), required=False)
        self.settle(person)
        self.fields[f"witness_{place}"] = person
        self._add_words(f"witness_{place}_role", _("Role in Chinese"), _("Role in English"), 200)

    def _add_words(self, name: str, zh: Any, en: Any, longest: int) -> None:
        for tongue, label in (("zh", zh), ("en", en)):
            self.fields[f"{name}_{tongue}"] = forms.CharField(label=label, max_length=longest, required=False)

    @property
    def groups(self) -> list[Group]:
        """What it says, then each party and each witness; open are the first, and those that are filled in."""
        said = [self[name] for name in self.fields if not name.startswith(("party_", "witness_"))]
        groups = [Group(str(_("What is agreed")), said)]
        for kind, label, most, shown in (
            ("party", _("Party %(place)s"), MOST_PARTIES, 2),
            ("witness", _("Witness %(place)s"), MOST_WITNESSES, 1),
        ):
            for place in range(1, most + 1):
                fields = [self[name] for name in self.fields if name.startswith(f"{kind}_{place}")]
                is_open = place <= shown or any(field.value() or field.errors for field in fields)
                groups.append(Group(label % {"place": place}, fields, is_open))
        return groups

    @property
    def has_more(self) -> bool:
        return not all(group.is_open for group in self.groups)

    def cleaned(self) -> dict[str, Any]:
        """The action's arguments: parties and witnesses in order, empty rows left out."""
        given = self.cleaned_data
        values = {name: value for name, value in given.items() if not name.startswith(("party_", "witness_"))}
        parties = [
            Signing(
                *(
                    given[f"party_{place}{part}"]
                    for part in ("", "_signatory", "_post", "_power_zh", "_power_en")
                )
            )
            for place in range(1, MOST_PARTIES + 1)
            if given[f"party_{place}"]
        ]
        witnesses = [
            Witnessing(*(given[f"witness_{place}{part}"] for part in ("", "_role_zh", "_role_en")))
            for place in range(1, MOST_WITNESSES + 1)
            if given[f"witness_{place}"]
        ]
        return values | {"parties": parties, "witnesses": witnesses}


class SignAgreementForm(forms.Form):
    """``seen`` is the hash of what the page showed."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(
        label=_("I have read this agreement in full, I agree to it and I sign it.")
    )


class AttestForm(forms.Form):
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(label=_("All parties have signed this agreement; I attest it."))


class AgreementScanForm(forms.Form):
    scan = forms.FileField(label=_("Scan of the signed paper"))


class AuthorityForm(forms.Form):
    paper = forms.FileField(label=_("Written authority"))
    until = forms.DateField(label=_("Authority holds until"), required=False)


class CheckForm(forms.Form):
    note = text(
        _("What was checked"),
        max_length=500,
        help_text=_("For example: registration, credit record, licences, own conflicts of interest."),
    )
    on = forms.DateField(label=_("Checked on"))


class PublishForm(forms.Form):
    is_public = forms.BooleanField(
        label=_("Everybody may read who agreed, about what, and from when to when"), required=False
    )
