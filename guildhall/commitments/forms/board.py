from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import User
from guildhall.commitments.forms.fields import OfAssociation, PersonField, UnitField
from guildhall.commitments.lights import Light
from guildhall.commitments.models import Commitment, Plan
from guildhall.commitments.queries import BoardFilter, plans_visible_to
from guildhall.registry.models import Body

STATES = [("open", _("not finished")), ("all", _("all")), *Commitment.State.choices]
GROUPS = [("", _("not grouped")), ("body", _("by body")), ("plan", _("by plan")), ("person", _("by person"))]


class BoardForm(OfAssociation):
    """The filters of the board. What is no sensible filter is left out, nothing is refused."""

    q = forms.CharField(label=_("Search"), required=False, max_length=80)
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    light = forms.ChoiceField(label=_("Light"), required=False)
    body = forms.ModelChoiceField(Body.objects.none(), label=_("Body"), required=False, empty_label=_("all"))
    plan = forms.ModelChoiceField(Plan.objects.none(), label=_("Plan"), required=False, empty_label=_("all"))
    person = PersonField(label=_("Responsible person"), required=False)
    unit = UnitField(label=_("Unit"), required=False)
    mine = forms.BooleanField(label=_("Only mine"), required=False)
    group = forms.ChoiceField(label=_("Grouped"), choices=GROUPS, required=False)

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        association = options["association"]
        language = get_language() or ""
        lights = [(light.value, light.words.in_language(language)) for light in Light]
        self.fields["light"].choices = [("", _("all")), *lights]  # type: ignore[attr-defined] # above
        self.fields["body"].queryset = (  # type: ignore[attr-defined] # above
            Body.objects.visible_to(user).filter(association=association)
        )
        plans = plans_visible_to(user, association).order_by("-from_on", "-id")
        self.fields["plan"].queryset = plans  # type: ignore[attr-defined] # above

    def asked(self) -> BoardFilter:
        """What is asked for; fields that make no sense count as empty."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        for name in ("body", "plan", "person", "unit"):
            if name in given:
                given[name] = given[name].pk
        return BoardFilter(**given)
