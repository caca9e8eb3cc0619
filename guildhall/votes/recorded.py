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
name_acts(
    _("Elections"),
    {
        "election.prepared": _("Election prepared"),
        "election.changed": _("Election changed"),
        "election.list_fixed": _("List of candidates fixed"),
        "election.list_opened": _("List of candidates opened again"),
        "election.abandoned": _("Election broken off"),
        "election.round_opened": _("Round of an election opened"),
        "election.round_settled": _("Round of an election settled"),
        "election.concluded": _("Election ended without another round"),
        "election.write_in_confirmed": _("Written in and elected: accepted"),
        "election.write_in_declined": _("Written in and elected: declined"),
        "election.taken_office": _("Elected took office"),
        "election.shown": _("Result of an election made public"),
        "election.hidden": _("Result of an election no longer public"),
        "election.filed": _("Filing pack of an election issued"),
        "candidate.nominated": _("Candidate nominated"),
        "candidate.accepted": _("Candidate stands"),
        "candidate.declined": _("Candidate declined"),
        "candidate.withdrawn": _("Candidate taken off the list"),
    },
)
