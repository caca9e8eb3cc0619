"""The words for what this room writes into the record."""

from django.utils.translation import gettext_lazy as _

from guildhall.audit.acts import name_acts

name_acts(
    _("Finance for firms"),
    {
        "bank_product.offered": _("Bank product offered"),
        "bank_product.changed": _("Bank product changed"),
        "funding_need.asked": _("Need for finance stated"),
        "funding_need.changed": _("Need for finance changed"),
        "funding_case.proposed": _("Funding case proposed"),
        "funding_case.accepted": _("Funding case accepted by the firm"),
        "funding_case.declined": _("Funding case declined by the firm"),
        "funding_case.moved": _("Funding case moved on"),
        "firm_record.kept": _("Firm's data for banks kept"),
        "firm_record.dropped": _("Firm's data for banks removed"),
        "release.made": _("Firm's data released to a bank"),
        "release.revoked": _("Release of a firm's data revoked"),
        "data.looked_at": _("Firm's data asked for by a bank"),
        "funding_rules.set": _("Rules of releases set"),
    },
)
