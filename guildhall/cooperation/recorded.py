"""The words for what this room writes into the record."""

from django.utils.translation import gettext_lazy as _

from guildhall.audit.acts import name_acts

name_acts(
    _("Cooperation"),
    {
        "cooperation.introduced": _("Two parties introduced to each other"),
        "cooperation.begun": _("Cooperation begun"),
        "cooperation.amended": _("What is kept of a cooperation changed"),
        "cooperation.stage_reached": _("Stage of a cooperation reached"),
        "cooperation.step_amended": _("Stage of a cooperation corrected"),
        "cooperation.party_left": _("Party left a cooperation"),
        "cooperation.ended": _("Cooperation ended"),
        "agreement.drafted": _("Agreement drawn up"),
        "agreement.amended": _("Draft of an agreement changed"),
        "agreement.discarded": _("Draft of an agreement discarded"),
        "agreement.partner_checked": _("Partner of an agreement checked"),
        "agreement.authority_given": _("Written authority to sign kept"),
        "agreement.offered": _("Agreement offered for signing"),
        "agreement.recalled": _("Agreement recalled to be changed"),
        "agreement.party_signed": _("Agreement signed by one party"),
        "agreement.attested": _("Signing attested by a witness"),
        "agreement.signed": _("Agreement signed by all and issued"),
        "agreement.published": _("Publication of an agreement changed"),
        "agreement.party_left": _("Party left an agreement"),
        "agreement.ended": _("Agreement ended"),
        # -- projects, teams, visits --
        "joint_project.planned": _("Joint project planned"),
        "joint_project.amended": _("Joint project changed"),
        "joint_project.started": _("Joint project started"),
        "joint_project.completed": _("Joint project completed"),
        "joint_project.abandoned": _("Joint project given up"),
        "joint_project.owner_changed": _("Owner of a joint project changed"),
        "joint_project.side_left": _("Promise of a side that left settled"),
        "measurement.reported": _("Measurement reported"),
        "measurement.confirmed": _("Measurement confirmed"),
        "measurement.disputed": _("Measurement disputed"),
        "team.formed": _("Team formed"),
        "team.amended": _("Team changed"),
        "team.letter_given": _("Team given its letter of commitment"),
        "visit.noted": _("Visit noted"),
        "visit.amended": _("Visit changed"),
        "visit.led_to_listing": _("Offer or need drafted from a visit"),
    },
)
