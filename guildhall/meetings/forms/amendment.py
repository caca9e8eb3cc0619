"""What the pages of amendments and recusals accept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guildhall.meetings.forms.session import long_text
from guildhall.meetings.models import Invitation, Motion
from guildhall.registry.lookups import PersonField


class AmendmentForm(forms.Form):
    """The passage as it stands, and what is to stand there; a language that the motion lacks is not asked for."""

    old_zh = long_text(_("Words to be replaced, in Chinese"), rows=3)
    old_en = long_text(_("Words to be replaced, in English"), rows=3)
    new_zh = long_text(_("New words in Chinese"), rows=3)
    new_en = long_text(_("New words in English"), rows=3)
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)
    proposer = PersonField(
        label=_("Proposed by"),
        required=False,
        help_text=_("Where you enter it for somebody; else it is yours."),
    )

    def __init__(self, *args: Any, motion: Motion, for_others: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        proposer = self.fields["proposer"]
        if not for_others:
            del self.fields["proposer"]
        elif isinstance(proposer, PersonField):
            proposer.ask_in(motion.association)
        for language in ("zh", "en"):
            if not getattr(motion, f"text_{language}"):
                del self.fields[f"old_{language}"]


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("How it was decided"),
        max_length=300,
        required=False,
        help_text=_(
            "For example: taken over by the proposer of the motion; or by show of hands, 12 for, 3 against."
        ),
    )


class InvitationField(forms.ModelChoiceField[Invitation]):
    """One of those who have a vote in the meeting."""

    def __init__(self, **details: Any) -> None:
        super().__init__(queryset=Invitation.objects.none(), **details)

    def label_from_instance(self, invitation: Invitation) -> str:
        unit = invitation.organization
        return f"{invitation.person.name} · {unit.name}" if unit else invitation.person.name


class RecusalForm(forms.Form):
    """Who stays out and why. Where somebody may only speak for themselves, nobody is chosen."""

    invitation = InvitationField(label=_("Who stays out"))
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("What the interest in this motion is.")
    )

    def __init__(self, *args: Any, motion: Motion, own: Invitation | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["invitation"]
        if own is not None:
            del self.fields["invitation"]
        elif isinstance(field, InvitationField):
            entitled = motion.meeting.invitations.entitled().exclude(recusals__motion=motion)
            field.queryset = entitled.select_related("person", "organization")
