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
    },
)
