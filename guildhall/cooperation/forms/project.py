"""What the pages of joint projects, teams and visits accept."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.cooperation.actions import Owner
from guildhall.cooperation.forms.fields import (
    OfAssociation,
    OrganizationsField,
    PeopleField,
    PersonField,
    text,
)
from guildhall.cooperation.models import Cooperation, JointProject, ProjectOwner, Visit
from guildhall.exchange.models import Listing
from guildhall.registry.models import Organization, Person

FIGURE: dict[str, Any] = {"max_digits": 16, "decimal_places": 3, "required": False}
STATED = _("A year, a month or a day: 2021, 2021-04 or 2021-12-05.")


class ProjectFilterForm(forms.Form):
    """The filters of the list. What makes no sense is left out, nothing is refused."""

    q = forms.CharField(label=_("Search"), required=False, max_length=80)
    state = forms.ChoiceField(label=_("State"), required=False)
    mine = forms.BooleanField(label=_("Only mine"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["state"].choices = [("", _("all")), *JointProject.State.choices]  # type: ignore[attr-defined]  # above

    def asked(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class ProjectForm(OfAssociation):
    """What is planned, with a field for the owner on each side. Figures may follow up to the start."""

    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=200, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    indicator_zh = forms.CharField(label=_("Indicator in Chinese"), max_length=200, required=False)
    indicator_en = forms.CharField(label=_("Indicator in English"), max_length=200, required=False)
    unit_zh = forms.CharField(label=_("Unit in Chinese"), max_length=20, required=False)
    unit_en = forms.CharField(label=_("Unit in English"), max_length=20, required=False)
    direction = forms.ChoiceField(label=_("Direction"), choices=JointProject.Direction.choices)
    baseline = forms.DecimalField(label=_("Baseline"), **FIGURE)
    target = forms.DecimalField(label=_("Target"), **FIGURE)
    baseline_on = forms.DateField(
        label=_("Day of the baseline"), required=False, help_text=_("Empty: the day of the start.")
    )
    due_on = forms.DateField(label=_("Target date"), required=False)
    is_public = forms.BooleanField(label=_("Everybody may read of it on the public pages"), required=False)

    def __init__(self, *args: Any, parties: Sequence[Organization], **options: Any) -> None:
        super().__init__(*args, **options)
        self.parties = parties
        for party in parties:
            field = PersonField(label=_("Answers for it at %(name)s") % {"name": party.short}, required=False)
            self.settle(field)
            self.fields[f"owner_{party.pk}"] = field

    def cleaned(self) -> dict[str, Any]:
        """The action's arguments: every party with whoever answers for it, or nobody yet."""
        given = {name: value for name, value in self.cleaned_data.items() if not name.startswith("owner_")}
        owners = [Owner(party, self.cleaned_data[f"owner_{party.pk}"]) for party in self.parties]
        return given | {"owners": owners}

    @classmethod
    def initial_of(cls, project: JointProject) -> dict[str, Any]:
        said = {name: getattr(project, name) for name in cls.base_fields}
        return said | {f"owner_{one.organization_id}": one.person for one in project.owners.all()}


class MeasurementForm(forms.Form):
    value = forms.DecimalField(label=_("Value"), max_digits=16, decimal_places=3)
    measured_on = forms.DateField(label=_("Measured on"), initial=timezone.localdate)
    note = forms.CharField(label=_("How it was measured"), max_length=300, required=False)
    evidence = forms.FileField(label=_("File that shows it"))


class CompleteForm(forms.Form):
    conclusion_zh = text(_("Conclusion in Chinese"), required=False)
    conclusion_en = text(_("Conclusion in English"), required=False)


class ChangeOwnerForm(OfAssociation):
    person = PersonField(label=_("Answers for it from now on"))
    reason = text(_("Reason"), max_length=300)


class ReleaseOwnerForm(forms.Form):
    """What a party that left had promised goes to somebody of another side, or is cancelled."""

    to = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Handed over to"),
        required=False,
        empty_label=_("nobody: it is cancelled"),
    )
    reason = text(_("Reason"), max_length=300)

    def __init__(self, *args: Any, owner: ProjectOwner, **options: Any) -> None:
        super().__init__(*args, **options)
        others = owner.project.owners.filter(left_on__isnull=True).exclude(pk=owner.pk)
        people = Person.objects.filter(pk__in=others.values("person"))
        self.fields["to"].queryset = people  # type: ignore[attr-defined]  # the field above


class TeamForm(OfAssociation):
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=200, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    leader = PersonField(label=_("Leader"), required=False)
    members = PeopleField(label=pgettext_lazy("team", "Members"), required=False)


class LetterForm(OfAssociation):
    received_by = PersonField(label=_("Received and signed by"))
    from_on = forms.DateField(label=pgettext_lazy("period", "From"), required=False)
    to_on = forms.DateField(label=pgettext_lazy("period", "To"), required=False)
    text_zh = text(_("Text in Chinese"), required=False)
    text_en = text(_("Text in English"), required=False)


class VisitForm(OfAssociation):
    visitors = OrganizationsField(
        label=_("Who visited"), required=False, help_text=_("Empty: the secretariat.")
    )
    hosts = OrganizationsField(label=_("Who was visited"), required=False)
    people = PeopleField(label=_("People who took part"), required=False)
    stated_date = forms.CharField(label=_("Date"), max_length=20, required=False, help_text=STATED)
    cooperation = forms.ModelChoiceField(
        Cooperation.objects.none(), label=pgettext_lazy("navigation", "Cooperation"), required=False
    )
    place_zh = forms.CharField(label=_("Place in Chinese"), max_length=200, required=False)
    place_en = forms.CharField(label=_("Place in English"), max_length=200, required=False)
    purpose_zh = text(_("Purpose in Chinese"), rows=2, required=False)
    purpose_en = text(_("Purpose in English"), rows=2, required=False)
    outcome_zh = text(_("What came of it, in Chinese"), required=False)
    outcome_en = text(_("What came of it, in English"), required=False)

    def __init__(self, *args: Any, cooperations: QuerySet[Cooperation], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["cooperation"].queryset = cooperations  # type: ignore[attr-defined]  # the field above

    @classmethod
    def initial_of(cls, visit: Visit) -> dict[str, Any]:
        several = {name: list(getattr(visit, name).all()) for name in ("visitors", "hosts", "people")}
        return {name: getattr(visit, name) for name in cls.base_fields} | several


class FromVisitForm(forms.Form):
    """A need or offer that came to light on a visit."""

    side = forms.ChoiceField(label=_("Offer or need"), choices=Listing.Side.choices, initial="need")
    kind = forms.ChoiceField(label=_("Kind"), choices=Listing.Kind.choices)
    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Whose"), required=False, empty_label=_("The association's own")
    )
    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=120, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=120, required=False)
    text_zh = text(_("Text in Chinese"), required=False)
    text_en = text(_("Text in English"), required=False)

    def __init__(self, *args: Any, visit: Visit, **options: Any) -> None:
        options["initial"] = {"text_zh": visit.outcome_zh, "text_en": visit.outcome_en}
        super().__init__(*args, **options)
        keys = [one.pk for one in (*visit.visitors.all(), *visit.hosts.all())]
        involved = Organization.objects.filter(pk__in=keys).order_by("name_key")
        self.fields["organization"].queryset = involved  # type: ignore[attr-defined]  # the field above
        self.fields["organization"].initial = keys[-1] if len(keys) == 1 else None


class HistoryForm(OfAssociation):
    organization = OrganizationsField(label=_("Organizations"), required=False)
