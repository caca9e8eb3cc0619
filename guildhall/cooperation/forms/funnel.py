from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import Association
from guildhall.chain.models import Segment
from guildhall.cooperation.queries import Asked, segments_of
from guildhall.exchange.models import Listing
from guildhall.registry.queries import today_in


class FunnelForm(forms.Form):
    """Which needs. What makes no sense is left out; without days it is the year so far."""

    from_on = forms.DateField(label=pgettext_lazy("period", "From"), required=False)
    to_on = forms.DateField(label=pgettext_lazy("period", "To"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all")), *Listing.Kind.choices])
    segment = forms.ModelChoiceField(
        Segment.objects.none(), label=_("Segment"), required=False, empty_label=_("all")
    )

    def __init__(self, data: Any, *, association: Association) -> None:
        self.today = today_in(association)
        given = data.dict() if hasattr(data, "dict") else dict(data)
        defaults = {"from_on": self.today.replace(month=1, day=1), "to_on": self.today}
        super().__init__(defaults | {name: value for name, value in given.items() if value})
        self.fields["segment"].queryset = segments_of(association)  # type: ignore[attr-defined]  # above

    def asked(self) -> Asked:
        self.is_valid()
        given = self.cleaned_data
        start: date = given.get("from_on") or self.today.replace(month=1, day=1)
        end: date = given.get("to_on") or self.today
        segment = given.get("segment")
        return Asked(start, end, given.get("kind") or "", segment.pk if segment else None)
