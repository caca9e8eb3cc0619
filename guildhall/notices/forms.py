from django import forms
from django.utils.translation import gettext_lazy as _

KINDS = [
    ("*", _("everything")),
    ("meeting.notified", _("meetings that were called")),
    ("meeting.published", _("published meetings")),
    ("plan.adopted", _("adopted plans")),
    ("commitment.overdue", _("overdue commitments")),
    ("schedule.late", _("warnings that timed work did not run")),
]


class ChannelForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=100)
    address = forms.CharField(
        label=_("Webhook address"),
        max_length=500,
        help_text=_(
            "The address that DingTalk, WeCom, Feishu or Lark shows for the group's robot. "
            "For a DingTalk robot with a signature: dingtalk://secret@token"
        ),
    )
    kinds = forms.MultipleChoiceField(
        label=_("What is posted"), choices=KINDS, initial=["*"], widget=forms.CheckboxSelectMultiple
    )
