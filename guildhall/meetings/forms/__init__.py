from guildhall.meetings.forms.agenda import (
    ChangeItemForm,
    ChangePaperForm,
    ItemForm,
    PaperForm,
    ResultForm,
    SponsorForm,
    speaker_forms,
    speakers_in,
)
from guildhall.meetings.forms.invitation import (
    ChangeInvitationForm,
    InviteForm,
    NoticeForm,
    ReplyForm,
    ToldForm,
)
from guildhall.meetings.forms.meeting import (
    CancelForm,
    ChangeMeetingForm,
    MeetingForm,
    PersonField,
    PostponeForm,
)

__all__ = [
    "CancelForm",
    "ChangeInvitationForm",
    "ChangeItemForm",
    "ChangeMeetingForm",
    "ChangePaperForm",
    "InviteForm",
    "ItemForm",
    "MeetingForm",
    "NoticeForm",
    "PaperForm",
    "PersonField",
    "PostponeForm",
    "ReplyForm",
    "ResultForm",
    "SponsorForm",
    "ToldForm",
    "speaker_forms",
    "speakers_in",
]
