"""Whom to invite, and what the invited answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guildhall.meetings.models import Invitation, Meeting
from guildhall.meetings.queries import NoticeCheck, possible_stand_ins
from guildhall.registry.lookups import PersonField
from guildhall.registry.models import Person

ANSWERS = [choice for choice in Invitation.Reply.choices if choice[0] != Invitation.Reply.NONE]


class ChangeInvitationForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=Invitation.Role.choices)
    capacity_zh = forms.CharField(label=_("Attends as, in Chinese"), max_length=200, required=False)
    capacity_en = forms.CharField(label=_("Attends as, in English"), max_length=200, required=False)


class InviteForm(ChangeInvitationForm):
    person = PersonField(label=_("Person"))
    field_order = ["person", "role"]

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].initial = Invitation.Role.GUEST
        field = self.fields["person"]
        if isinstance(field, PersonField):
            field.ask_in(meeting.association)


class StandInChoice(forms.ModelChoiceField[Person]):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} {obj.title}".strip()


class ReplyForm(forms.Form):
    """The answer of one invited. The stand-in is somebody of the same unit who is not invited."""

    reply = forms.ChoiceField(label=_("Reply"), choices=ANSWERS, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason, or the letter that names the stand-in"), max_length=200, required=False
    )
    stand_in = StandInChoice(label=_("Stand-in"), queryset=Person.objects.none(), required=False)

    def __init__(self, data: Any = None, *, invitation: Invitation) -> None:
        given = invitation.reply != Invitation.Reply.NONE
        initial = {
            "reply": invitation.reply if given else None,
            "reason": invitation.reason,
            "stand_in": invitation.stand_in_id,
        }
        super().__init__(data, initial=initial)
        choice, reply = self.fields["stand_in"], self.fields["reply"]
        if invitation.organization_id is None:
            del self.fields["stand_in"]
            if isinstance(reply, forms.ChoiceField):
                reply.choices = [answer for answer in ANSWERS if answer[0] != Invitation.Reply.STAND_IN]
        elif isinstance(choice, StandInChoice):
            choice.queryset = possible_stand_ins(invitation)


class NoticeForm(forms.Form):
    late_reason = forms.CharField(
        label=_("Reason for a late notice"),
        max_length=300,
        required=False,
        help_text=_("Only where the notice period of the charter has passed; kept with the meeting."),
    )
    special_reason = forms.CharField(
        label=_("The special case"),
        max_length=300,
        required=False,
        help_text=_(
            "Only where the charter allows this form of meeting in special cases; kept with the meeting."
        ),
    )

    def __init__(self, data: Any = None, *, check: NoticeCheck) -> None:
        super().__init__(data)
        if not check.is_late:
            del self.fields["late_reason"]
        if not check.needs_special_reason:
            del self.fields["special_reason"]


class ToldForm(forms.Form):
    how = forms.CharField(label=_("How they were told"), max_length=200)
