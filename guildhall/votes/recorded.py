"""The words for what this room writes into the record. The casting of a ballot is not in it."""

from django.utils.translation import gettext_lazy as _

from guildhall.audit.acts import name_acts

name_acts(
    _("Votes"),
    {
        "vote.opened": _("Vote opened"),
        "vote.closed": _("Vote closed"),
        "vote.declared": _("Result of a vote declared"),
        "vote.abandoned": _("Vote broken off"),
        "vote.roll_changed": _("Roll of a vote changed"),
        "vote.papers_issued": _("Paper ballots handed out"),
        "count.entered": _("Count entered"),
        "count.confirmed": _("Count confirmed by a second person"),
        "count.differs": _("Two counts differ"),
        "count.set_aside": _("Counts set aside, to count again"),
        "teller.signed": _("Result signed by a teller"),
        "proxy.given": _("Vote entrusted to another"),
        "proxy.revoked": _("Proxy revoked"),
    },
)
