"""The words for what this room writes into the record."""

from django.utils.translation import gettext_lazy as _

from guildhall.audit.acts import name_acts

name_acts(
    _("Units' money"),
    {
        "budget.approved": _("Budget approved"),
        "budget.drafted": _("Budget drafted"),
        "budget.lines_set": _("Lines of a budget set"),
        "budget.returned": _("Budget sent back"),
        "budget.submitted": _("Budget submitted"),
        "collection.booked": _("Dues collected by a branch booked"),
        "collection.refused": _("Dues collected by a branch refused"),
        "collection.reported": _("Dues collected by a branch reported"),
        "collection.undone": _("Dues collected by a branch undone"),
        "finance_rules.confirmed": _("Finance rules confirmed by a branch"),
        "finance_rules.issued": _("Finance rules issued"),
        "finance_rules.reminded": _("Branches reminded of the finance rules"),
        "finance_statement.accepted": _("Finance statement accepted"),
        "finance_statement.returned": _("Finance statement sent back"),
        "finance_statement.submitted": _("Finance statement submitted"),
        "spending_rules.set": _("Spending rules set"),
        "voucher.approved": _("Voucher approved"),
        "voucher.booked": _("Voucher booked"),
        "voucher.file_attached": _("File attached to a voucher"),
        "voucher.refused": _("Voucher refused"),
        "voucher.requested": _("Voucher requested"),
        "voucher.undone": _("Voucher undone"),
    },
)
