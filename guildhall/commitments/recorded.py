"""The words for what this room writes into the record."""

from django.utils.translation import gettext_lazy as _

from guildhall.audit.acts import name_acts

name_acts(
    _("Plans and follow-up"),
    {
        "plan.drafted": _("Plan drafted"),
        "plan.changed": _("Plan changed"),
        "plan.course_added": _("Course added to a plan"),
        "plan.items_imported": _("Items added to a plan from text"),
        "plan.discussed": _("Plan put up for discussion"),
        "plan.withdrawn": _("Plan withdrawn from discussion"),
        "plan.adopted": _("Plan adopted"),
        "plan.amended": _("Plan amended"),
        "plan.published": _("Publication of a plan changed"),
        "plan.reviewed": _("Plan reviewed"),
        "plan.closed": _("Plan closed"),
        "commitment.drafted": _("Commitment drafted"),
        "commitment.changed": _("Commitment changed"),
        "commitment.discarded": _("Draft of a commitment discarded"),
        "commitment.adopted": _("Commitment adopted"),
        "commitment.progressed": _("Progress reported"),
        "commitment.reported": _("Commitment reported done"),
        "commitment.accepted": _("Commitment accepted"),
        "commitment.returned": _("Commitment returned"),
        "commitment.reopened": _("Commitment opened again"),
        "commitment.postponed": _("Deadline moved"),
        "commitment.handed_over": _("Commitment handed over"),
        "commitment.cancelled": _("Commitment cancelled"),
        "commitment.reminded": _("Reminder of a commitment sent"),
        "commitment.escalated": _("Superior told of an overdue commitment"),
        "milestone.added": _("Milestone added"),
        "milestone.changed": _("Milestone changed"),
        "milestone.finished": _("Milestone finished"),
        "milestone.removed": _("Milestone removed"),
        "follow_up_rules.set": _("Rules of follow-up set"),
        "letter.drafted": _("Letter drafted"),
        "letter.changed": _("Letter changed"),
        "letter.discarded": _("Draft of a letter discarded"),
        "letter.offered": _("Letter offered for signing"),
        "letter.party_signed": _("Letter signed by one party"),
        "letter.signed": _("Letter signed by all parties"),
        "letter.revoked": _("Letter revoked"),
    },
)
