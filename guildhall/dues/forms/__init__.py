"""What the pages of dues accept."""

from guildhall.dues.forms.disclosure import DisclosureForm, SignForm
from guildhall.dues.forms.notice import (
    AdoptStandardForm,
    BankAccountForm,
    MemberForm,
    NewStandardForm,
    RatesForm,
    ReasonForm,
    ReminderStepForm,
    RunForm,
    StandardForm,
    WaiverForm,
)
from guildhall.dues.forms.payment import (
    BookLineForm,
    NoteForm,
    PaymentForm,
    ReceiptForm,
    RefundForm,
    SharesForm,
    StatementColumnsForm,
    StatementForm,
)
from guildhall.dues.forms.standing import CollectorForm, CollectorsForm, TargetForm

__all__ = [
    "AdoptStandardForm",
    "BankAccountForm",
    "BookLineForm",
    "CollectorForm",
    "CollectorsForm",
    "DisclosureForm",
    "MemberForm",
    "NewStandardForm",
    "NoteForm",
    "PaymentForm",
    "RatesForm",
    "ReasonForm",
    "ReceiptForm",
    "RefundForm",
    "ReminderStepForm",
    "RunForm",
    "SharesForm",
    "SignForm",
    "StandardForm",
    "StatementColumnsForm",
    "StatementForm",
    "TargetForm",
    "WaiverForm",
]
