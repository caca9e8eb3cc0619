from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guildhall.exchange.actions import Confirmed
from guildhall.exchange.models import Listing
from guildhall.exchange.queries import Found
from guildhall.registry.models import Organization


class GapForm(forms.Form):
    step = forms.ChoiceField(label=_("For the chain"), choices=Listing.Step.choices)


class FoundForm(forms.Form):
    """One proposal: taken or not, and what is to be corrected of it."""

    take = forms.BooleanField(label=_("Draft this"), required=False)
    side = forms.ChoiceField(label=_("Side"), choices=Listing.Side.choices)
    kind = forms.ChoiceField(label=_("Kind"), choices=Listing.Kind.choices)
    title = forms.CharField(label=_("Title"), max_length=200)
    organization = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("Whose it is"),
        required=False,
        empty_label=_("the association's own"),
    )

    def __init__(self, data: Any, *, found: Found, owners: Any) -> None:
        proposal = found.proposal
        first = {"side": proposal.side, "kind": proposal.kind, "title": proposal.title}
        super().__init__(data, prefix=found.key, initial=first | {"organization": found.organization})
        self.found = found
        if owners is None:
            del self.fields["organization"]
        else:
            self.fields["organization"].queryset = owners  # type: ignore[attr-defined]  # a ModelChoiceField

    @property
    def confirmed(self) -> Confirmed:
        given, found = self.cleaned_data, self.found
        proposal = found.proposal
        texts = found.texts | {"title_zh" if found.is_chinese else "title_en": given["title"]}
        return Confirmed(
            side=given["side"],
            kind=given["kind"],
            quantity=proposal.quantity,
            unit=proposal.unit[:20],
            organization=given.get("organization", found.organization),
            origin=found.origin,
            segment=found.segment,
            **texts,
        )


class FoundForms:
    """All proposals of a page. Only those that are taken are looked at."""

    def __init__(self, data: Any, found: Sequence[Found], owners: Any) -> None:
        self.forms = [FoundForm(data, found=one, owners=owners) for one in found]
        self.taken = [form for form in self.forms if data and data.get(f"{form.prefix}-take")]

    def is_valid(self) -> bool:
        wrong = [form for form in self.taken if not form.is_valid()]
        return not wrong

    @property
    def confirmed(self) -> list[Confirmed]:
        return [form.confirmed for form in self.taken]
