"""The words for what this room writes into the record."""

from django.utils.translation import gettext_lazy as _

from guildhall.audit.acts import name_acts

name_acts(
    _("Dues"),
    {
        "bank_account.set": _("Account for payments set"),
        "disclosure.prepared": _("Disclosure prepared"),
        "disclosure.signed": _("Disclosure looked at by a supervisor"),
        "disclosure.published": _("Disclosure published"),
        "dues_notice.cancelled": _("Dues notice cancelled"),
        "dues_notice.issued": _("Dues notice issued"),
        "dues_notice.reminded": _("Member reminded of dues"),
        "dues_run.booked": _("Year's dues notices booked"),
        "dues_run.booking_begun": _("Booking of the year's dues notices begun"),
        "dues_run.prepared": _("Year's dues notices prepared"),
        "dues_run.sending_begun": _("Sending of the year's dues notices begun"),
        "dues_run.sent": _("Year's dues notices sent"),
        "dues_standard.adopted": _("Dues standard adopted"),
        "dues_standard.changed": _("Dues standard changed"),
        "dues_standard.drafted": _("Dues standard drafted"),
        "dues_standard.rates_set": _("Rates of a dues standard set"),
        "reminder_step.added": _("Reminder step added"),
        "reminder_step.changed": _("Reminder step changed"),
        "waiver.approved": _("Waiver approved"),
        "waiver.refused": _("Waiver refused"),
        "waiver.requested": _("Waiver asked for"),
        "waiver.undone": _("Waiver taken back"),
        "allocation.undone": _("Part of a payment undone"),
        "payer_alias.forgotten": _("Payer's name forgotten"),
        "payment.allocated": _("Payment allocated"),
        "payment.booked": _("Payment booked from a statement"),
        "payment.recorded": _("Payment recorded by hand"),
        "payment.refunded": _("Payment refunded"),
        "payment.undone": _("Payment undone"),
        "receipt.recorded": _("Receipt recorded"),
        "receipt.verified": _("Receipt verified"),
        "receipt.voided": _("Receipt voided"),
        "statement.read": _("Columns of a bank statement chosen"),
        "statement.taken": _("Bank statement taken in"),
        "statement_line.set_aside": _("Line of a statement set aside"),
        "statement_line.taken_back": _("Line of a statement matched after all"),
    },
)
