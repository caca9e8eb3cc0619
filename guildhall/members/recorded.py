"""The words for what this room writes into the record."""

from django.utils.translation import gettext_lazy as _

from guildhall.audit.acts import name_acts

name_acts(
    _("Members"),
    {
        "tier.created": _("Tier created"),
        "tier.edited": _("Tier edited"),
        "tier.retired": _("Tier retired"),
        "tier.restored": _("Tier restored"),
        "duplicates.sought": _("Search for duplicate organizations begun"),
        "organizations.told_apart": _("Two organizations told apart"),
        "organizations.compared_again": _("Telling two organizations apart taken back"),
        "organization.merged": _("Organizations merged"),
        "merge.undone": _("Merge of organizations undone"),
        "member.admitted": _("Member admitted"),
        "member.tier_changed": _("Tier of a member changed"),
        "member.suspended": _("Member suspended"),
        "member.resumed": _("Suspension of a member ended"),
        "member.withdrawn": _("Member withdrew"),
        "member.removed": _("Member removed"),
        "representative_letter.submitted": _("Letter on a representative handed in"),
        "representative_letter.accepted": _("Letter on a representative accepted"),
        "representative_letter.refused": _("Letter on a representative refused"),
        "application_form.set_up": _("Application form set up"),
        "application_form.changed": _("Application form changed"),
        "application_form.opened": _("Application form opened"),
        "application_form.closed": _("Application form closed"),
        "application.submitted": _("Application submitted"),
        "application.completed": _("Application completed by the applicant"),
        "application.file_attached": _("File handed in with an application"),
        "application.withdrawn": _("Application withdrawn"),
        "application.returned": _("Application returned for completion"),
        "application.reviewed": _("Application reviewed"),
        "application.refused": _("Application refused"),
        "application.approved": _("Application approved"),
    },
)
