"""Where the house's rules do not hold, and why. A line whose subject is gone makes the layout test fail."""

# Functions in a room's actions that write, and yet are no act of a person.
NOT_A_PERSONS_ACT = {
    "exchange.keep_fits": "the background keeps what it found",
    "exchange.send_match_digest": "the clock tells once a week",
    "exchange.tell_of_matches": "the background tells people once",
    "documents.take_numbers": "a step of issuing many documents, inside its transaction",
    "exchange.close_filled_needs": "a step of confirming a placement on a chain, inside its transaction",
    "exchange.remind_of_expiry": "the clock reminds",
    "jobs.claim_job": "the worker takes what is due",
    "jobs.claim_schedule": "the worker takes what is due",
    "jobs.fail_job": "the worker reports",
    "jobs.finish_job": "the worker reports",
    "jobs.finish_schedule": "the worker reports",
    "jobs.kept_alive": "the worker says that it is alive",
    "jobs.report_progress": "the worker reports",
    "members.attach_file": "whoever holds the application's secret link; nobody is signed in",
    "members.complete_application": "whoever holds the application's secret link; nobody is signed in",
    "members.submit_application": "anybody may apply; nobody is signed in",
    "members.withdraw_application": "whoever holds the application's secret link; nobody is signed in",
    "meetings.settle_motion": "a step of closing a vote, for an action that has checked who may close it",
    "meetings.reply_by_link": "whoever holds the invitation's secret link answers; nobody is signed in",
    "notices.give_notices": "an action of another room tells people; it has checked and recorded",
    "notices.post_to_channels": "an action of another room tells people; it has checked and recorded",
    "registry.rescue_association": "whoever runs the server, at its command line; nobody is signed in",
    "registry.send_sign_in_link": "the worker sends what invite_person_to_sign_in asked for",
}
# Functions that open no transaction of their own.
INSIDE_ANOTHER_TRANSACTION = {
    "meetings.record_attendance": "reads first, and opens a transaction only for what it writes: the other doors wait for it",
    "votes.cast_ballot": "reads first, and opens a transaction only for what it writes: a hall full of voters waits for it",
    "audit.record": "the last step of an action, and never without one",
    "audit.record_all": "the last step of an action on many things, and never without one",
}
# Actions that no page and no endpoint carries by itself.
WITHOUT_A_DOOR = {
    "exchange.note_introduction": "a step of introducing two sides, which the room of cooperation does",
    "audit.record": "the last step of an action",
    "audit.record_all": "the last step of an action on many things",
    "jobs.start_job": "asked for by actions of other rooms",
    "documents.issue_document": "asked for by actions of other rooms, which know what the document says",
    "documents.note_document": "a step of whatever happened since, for actions of other rooms",
    "documents.withdraw_document": "revoking, for actions of other rooms that check by their own rules who may",
    "documents.store_file": "a step of whatever the file is handed in for",
    "votes.settle_election": "a step of declaring the result of a round",
    "registry.begin_term": "a step of taking office after an election",
    "meetings.begin_voting": "a step of opening a vote",
    "meetings.leave_voting": "a step of abandoning a vote",
    "meetings.settle_motion": "a step of closing a vote, for actions that say who may close it",
}
# Actions whose form stands on a page of another name.
ON_THE_PAGE = {
    "accounts.change_profile": "accounts.profile",
    "accounts.make_token": "accounts.token_list",
    "commitments.amend_plan": "commitments.amend_change_item",
    "commitments.change_item": "commitments.change_commitment",
    "meetings.add_paper": "meetings.papers",
    "meetings.end_calendar_feed": "meetings.calendar_feed",
    "meetings.make_calendar_feed": "meetings.calendar_feed",
    "meetings.send_notice": "meetings.notice",
    "notices.add_channel": "notices.channel_list",
}
WITHOUT_AN_ENDPOINT = {
    "commitments.change_item": "change_commitment sends an item of a plan there",
}
# Tables whose rows belong to no association.
WITHOUT_AN_ASSOCIATION = {
    "accounts.Association": "is one",
    "accounts.User": "one person may belong to several",
    "accounts.ApiToken": "belongs to a user",
    "accounts.IdempotentAnswer": "belongs to a user",
    "jobs.Schedule": "belongs to the installation",
}
# Views that need more than 25 lines.
LONG_VIEWS: dict[str, str] = {}
# What a template may contain although no template should.
TEMPLATES = {
    "core/templates/core/forms/field.html": {
        "text past escaping": "help texts come from code, some with a list in them"
    },
}
# Lists whose rows are written in code, so that there are never more or fewer of them.
LISTS_OF_CODE = {
    "jobs.schedule_list": "the timed tasks",
}
# What whoever is signed in may do, whether or not an association knows them.
OPEN_TO_EVERYONE = {
    "accounts.change_profile": "one's own account",
    "accounts.make_token": "one's own account",
    "notices.read_all_notices": "one's own inbox",
    "notices.read_notice": "one's own inbox; of others' nothing changes",
    "registry.accept_sign_in": "whoever holds the link that was mailed",
    "founding.begin_founding": "anybody may begin one",
    "registry.found_association": "anybody may begin one",
}
