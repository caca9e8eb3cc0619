"""The words for what this room writes into the record."""

from django.utils.translation import gettext_lazy as _

from guildhall.audit.acts import name_acts

name_acts(
    _("Awards"),
    {
        "award.revoked": _("Award revoked"),
        "call.assigned": _("Entries given to reviewers"),
        "call.cancelled": _("Call for entries called off"),
        "call.changed": _("Call for entries changed"),
        "call.decided": _("Result of a call decided"),
        "call.drafted": _("Call for entries drafted"),
        "call.made_public": _("Proposed result made public"),
        "call.postponed": _("Deadlines of a call put off"),
        "call.published": _("Call for entries published"),
        "call.ranked": _("Scoring closed and entries ranked"),
        "certificates.asked_for": _("Certificates asked for"),
        "conflict.declared": _("Conflict of interest declared"),
        "entry.changed": _("Entry changed"),
        "entry.excluded": _("Entry excluded"),
        "entry.file_attached": _("File attached to an entry"),
        "entry.file_removed": _("File taken off an entry"),
        "entry.started": _("Entry begun"),
        "entry.submitted": _("Entry submitted"),
        "entry.tie_broken": _("Entries of equal score put in order"),
        "entry.withdrawn": _("Entry withdrawn"),
        "objection.answered": _("Objection answered"),
        "objection.raised": _("Objection raised"),
        "review.scored": _("Entry scored"),
        "reviewer.removed": _("Reviewer taken off a panel"),
        "reviewers.named": _("Reviewers named"),
    },
)
