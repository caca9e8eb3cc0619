"""What the pages of votes accept."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.core.widgets import LookupSeveral
from guildhall.meetings.models import Invitation, Meeting, Motion
from guildhall.registry.models import Person
from guildhall.votes.models import RollEntry, Teller, Vote
from guildhall.votes.queries import is_in_writing

MOST_VOTES = 1_000_000
FORMS_IN_ROOM = (Meeting.Mode.ON_SITE, Meeting.Mode.HYBRID, "")
FORMS_ONLINE = (Meeting.Mode.ONLINE, Meeting.Mode.HYBRID, Meeting.Mode.CORRESPONDENCE)


class OpenVoteForm(forms.Form):
    """How it is voted; only what this form of meeting has is asked."""

    in_room = forms.ChoiceField(
        label=_("Those in the room vote"),
        choices=Vote.Means.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    online = forms.BooleanField(label=_("Those online vote on their devices"), required=False)
    is_secret = forms.BooleanField(
        label=_("Secret ballot"),
        required=False,
        help_text=_("Nobody learns who voted what. A show of hands cannot be secret."),
    )
    special_case = forms.CharField(
        label=_("Reason for voting by correspondence"),
        max_length=200,
        required=False,
        help_text=_("Where the charter allows it in special cases only."),
    )
    scrutineers = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("Scrutineers"), required=False, widget=LookupSeveral()
    )
    tellers = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("Tellers"),
        required=False,
        widget=LookupSeveral(),
        help_text=_("Where somebody is named here, they enter the counts and sign the result."),
    )

    def __init__(self, *args: Any, motion: Motion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meeting = motion.meeting
        people = Person.objects.filter(association=meeting.association)
        url = reverse("api-1:person_list", args=[meeting.association.slug])
        for name in ("scrutineers", "tellers"):
            field = self.fields[name]
            if isinstance(field, forms.ModelMultipleChoiceField):
                field.queryset = people
                field.widget.url = url
        if meeting.mode not in FORMS_IN_ROOM:
            del self.fields["in_room"]
        if meeting.mode not in FORMS_ONLINE:
            del self.fields["online"]
        if not is_in_writing(meeting):
            del self.fields["special_case"]

    @property
    def details(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        roles = ((Teller.Role.SCRUTINEER, "scrutineers"), (Teller.Role.TELLER, "tellers"))
        named = [(person, role.value) for role, field in roles for person in given.pop(field)]
        return given | {"online": Vote.Means.DEVICE if given.get("online") else "", "tellers": named}


class BallotForm(forms.Form):
    """A ballot on a motion. ``confirmed`` comes with the second step; nothing is kept of the first."""

    marks = forms.ChoiceField(
        choices=[
            ("for", pgettext_lazy("votes", "For")),
            ("against", pgettext_lazy("votes", "Against")),
            ("abstain", pgettext_lazy("votes", "Abstain")),
        ]
    )
    confirmed = forms.BooleanField(required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why it is broken off"), max_length=200)


class MoveForm(forms.Form):
    channel = forms.ChoiceField(choices=RollEntry.Channel.choices)


class ProxyForm(forms.Form):
    """Whose vote is entrusted to whom."""

    giver = forms.ModelChoiceField(Invitation.objects.none(), label=_("Whose vote"))
    holder = forms.ModelChoiceField(Invitation.objects.none(), label=_("Entrusted to"))
    letter = forms.FileField(
        label=_("Letter of proxy"), required=False, help_text=_("The signed letter, as a PDF or picture.")
    )

    def __init__(self, *args: Any, meeting: Meeting, givers: list[Invitation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        voters = Invitation.objects.entitled().filter(meeting=meeting).select_related("person", "meeting")
        for name, rows in (
            ("giver", voters.filter(pk__in=[one.pk for one in givers])),
            ("holder", voters),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows
                field.label_from_instance = _name_of  # type: ignore[method-assign,assignment]


def _name_of(invitation: Invitation) -> str:
    return invitation.person.name


def _figure(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_VOTES)


class CountForm(forms.Form):
    """Hands or paper ballots on a motion, as one person counted them."""

    issued = _figure(_("Ballots issued"))
    returned = _figure(_("Ballots returned"))
    invalid = _figure(_("Invalid ballots"))

    def __init__(self, *args: Any, vote: Vote, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vote = vote
        if vote.in_room == Vote.Means.HANDS:
            for name in ("issued", "returned", "invalid"):
                del self.fields[name]
        marks = BallotForm.base_fields["marks"].choices  # type: ignore[attr-defined]  # a choice field
        rows = [("", "")] if vote.election_id is None else _candidates(vote)
        for key, name in rows:
            for mark, label in marks:
                self.fields[f"{key}{mark}"] = _figure(f"{name} · {label}" if name else label)
        if vote.election and vote.election.write_ins:
            self.fields["written"] = forms.CharField(
                label=_("Names written in"),
                widget=forms.Textarea(attrs={"rows": 3}),
                required=False,
                help_text=_("One on each line: the name, a space, how many votes."),
            )

    @property
    def ballot_fields(self) -> list[forms.BoundField]:
        """Issued, returned and invalid, where ballots are counted."""
        return [self[name] for name in ("issued", "returned", "invalid") if name in self.fields]

    @property
    def candidate_rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Each candidate of an election with the fields for, against and abstaining, in the order of the ballot."""
        marks = ("for", "against", "abstain")
        return [(name, [self[f"{key}{mark}"] for mark in marks]) for key, name in _candidates(self.vote)]

    def clean_written(self) -> dict[str, int]:
        names: dict[str, int] = {}
        for line in self.cleaned_data["written"].splitlines():
            name, _space, number = line.strip().rpartition(" ")
            if not line.strip():
                continue
            if not name or not number.isdigit():
                raise forms.ValidationError(_("Write each line as a name, a space and a number."))
            names[name.strip()] = int(number)
        return names

    @property
    def details(self) -> dict[str, Any]:
        given = self.cleaned_data
        ballots = {name: given.get(name) for name in ("issued", "returned", "invalid")}
        marks = ("for", "against", "abstain")
        if self.vote.election_id is None:
            return ballots | {"figures": {mark: given[mark] for mark in marks}}
        figures: dict[str, Any] = {
            one["id"]: {mark: given[f"{one['id']}_{mark}"] for mark in marks} for one in self.vote.slate
        }
        return ballots | {"figures": figures | {"write_ins": given.get("written") or {}}}


def _candidates(vote: Vote) -> list[tuple[str, str]]:
    return [(f"{one['id']}_", one.get("name_zh") or one.get("name_en", "")) for one in vote.slate]
