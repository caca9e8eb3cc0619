"""What the pages about collecting accept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import Association, User
from guildhall.dues import queries
from guildhall.members.models import Tier
from guildhall.registry.models import Body


class TargetForm(forms.Form):
    percent = forms.IntegerField(
        label=_("Share to be collected, %"), required=False, min_value=1, max_value=100
    )
    on = forms.DateField(
        label=_("To be reached by"), required=False, help_text=_("Leave both empty for no target.")
    )


class CollectorForm(forms.Form):
    collector = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Collector"),
        required=False,
        empty_label=_("nobody"),
        help_text=_("People who hold a post here and can sign in."),
    )

    def __init__(self, *args: Any, association: Association, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["collector"].queryset = queries.collectors_of(association)  # type: ignore[attr-defined] # the field above


class CollectorsForm(CollectorForm):
    tier = forms.ModelChoiceField(
        Tier.objects.none(), label=_("Tier"), required=False, empty_label=_("All tiers")
    )
    branch = forms.ModelChoiceField(
        Body.objects.none(), label=_("Branch"), required=False, empty_label=_("All branches")
    )
    only_without = forms.BooleanField(
        label=_("Only notices that no collector has"), required=False, initial=True
    )
    field_order = ["tier", "branch", "only_without", "collector"]

    def __init__(self, *args: Any, association: Association, **options: Any) -> None:
        super().__init__(*args, association=association, **options)
        tiers, branches = Tier.objects.filter(association=association), queries.branches_of(association)
        self.fields["tier"].queryset = tiers  # type: ignore[attr-defined] # the field above
        self.fields["branch"].queryset = branches  # type: ignore[attr-defined] # the same
