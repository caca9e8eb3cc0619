"""What the pages of the speakers' list accept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guildhall.meetings.models import AgendaItem, Invitation, Meeting

MINUTE = 60


class FloorForm(forms.Form):
    """Who is to speak."""

    invitation = forms.ModelChoiceField(Invitation.objects.none(), label=_("Who asks for the floor"))

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["invitation"]
        invited = meeting.invitations.standing()
        chosen.queryset = invited.select_related("person", "stand_in", "organization")  # type: ignore[attr-defined]
        chosen.label_from_instance = _named  # type: ignore[attr-defined]


def _named(invitation: Invitation) -> str:
    who = (invitation.stand_in or invitation.person).name
    return f"{who} · {invitation.organization.name}" if invitation.organization else who


class SpeakingTimeForm(forms.Form):
    """How many minutes one may speak, throughout the meeting or to one item."""

    about = forms.ModelChoiceField(
        AgendaItem.objects.none(), label=_("Agenda item"), required=False, empty_label=_("The whole meeting")
    )
    minutes = forms.DecimalField(
        label=_("How many minutes"),
        required=False,
        min_value=0,
        max_digits=5,
        decimal_places=1,
        help_text=_("Empty: no limit of its own."),
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].queryset = meeting.agenda.all()  # type: ignore[attr-defined]

    @property
    def item(self) -> AgendaItem | None:
        chosen: AgendaItem | None = self.cleaned_data["about"]
        return chosen

    @property
    def seconds(self) -> int | None:
        minutes = self.cleaned_data["minutes"]
        return None if minutes is None else round(minutes * MINUTE)
