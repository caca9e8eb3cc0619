from django.urls import path

from guildhall.votes import views

app_name = "votes"
MEETING = "meetings/<uuid:meeting_pk>/"
VOTE = "votes/<uuid:pk>/"
ENTRY = f"{VOTE}roll/<uuid:entry_pk>/"
ELECTION = "elections/<uuid:pk>/"
CANDIDATE = f"{ELECTION}candidates/<uuid:candidate_pk>/"
urlpatterns = [
    path("votes/", views.vote_list, name="vote_list"),
    path("votes/verifier/", views.verifier, name="verifier"),
    path(f"{MEETING}votes/", views.meeting_votes, name="meeting_votes"),
    path(f"{MEETING}motions/<uuid:motion_pk>/vote/", views.open_vote, name="open_vote"),
    path(f"{MEETING}proxies/", views.give_proxy, name="give_proxy"),
    path(f"{MEETING}proxies/<uuid:proxy_pk>/revoke/", views.revoke_proxy, name="revoke_proxy"),
    path(VOTE, views.vote, name="vote"),
    path(f"{VOTE}state/", views.vote_state, name="vote_state"),
    path(f"{VOTE}ballot/", views.cast_ballot, name="cast_ballot"),
    path(f"{VOTE}close/", views.close_vote, name="close_vote"),
    path(f"{VOTE}declare/", views.declare_result, name="declare_result"),
    path(f"{VOTE}abandon/", views.abandon_vote, name="abandon_vote"),
    path(f"{VOTE}count/", views.enter_count, name="enter_count"),
    path(f"{VOTE}count/aside/", views.set_counts_aside, name="set_counts_aside"),
    path(f"{VOTE}tellers/<uuid:teller_pk>/sign/", views.sign_result, name="sign_result"),
    path(f"{VOTE}roll/", views.roll, name="roll"),
    path(f"{VOTE}roll/follow/", views.follow_attendance, name="follow_attendance"),
    path(f"{VOTE}papers/", views.issue_papers, name="issue_papers"),
    path(f"{ENTRY}move/", views.move_voter, name="move_voter"),
    path(f"{ENTRY}take-back/", views.take_back_paper, name="take_back_paper"),
    path(f"{VOTE}ballots/", views.ballots, name="ballots"),
    path(f"{VOTE}bundle/", views.bundle, name="bundle"),
    path("elections/", views.election_list, name="election_list"),
    path("meetings/<uuid:pk>/elections/prepare/", views.prepare_election, name="prepare_election"),
    path(ELECTION, views.election, name="election"),
    path(f"{ELECTION}change/", views.change_election, name="change_election"),
    path(f"{ELECTION}nominate/", views.nominate, name="nominate"),
    path(f"{ELECTION}nominate/names/", views.nominate_names, name="nominate_names"),
    path(f"{ELECTION}candidates/sheet/", views.candidate_sheet, name="candidate_sheet"),
    path(f"{CANDIDATE}answer/", views.answer_nomination, name="answer_nomination"),
    path(f"{CANDIDATE}withdraw/", views.withdraw_candidate, name="withdraw_candidate"),
    path(f"{ELECTION}list/fix/", views.fix_slate, name="fix_slate"),
    path(f"{ELECTION}list/open/", views.unfix_slate, name="unfix_slate"),
    path(f"{ELECTION}abandon/", views.abandon_election, name="abandon_election"),
    path(f"{ELECTION}papers/", views.ballot_papers, name="ballot_papers"),
    path(f"{ELECTION}round/", views.open_round, name="open_round"),
    path(f"{ELECTION}proclamation/", views.proclamation, name="proclamation"),
    path(f"{ELECTION}result/sheet/", views.result_sheet, name="result_sheet"),
    path(f"{ELECTION}conclude/", views.conclude_election, name="conclude_election"),
    path(f"{ELECTION}written-in/", views.confirm_written_in, name="confirm_written_in"),
    path(f"{ELECTION}office/", views.take_office, name="take_office"),
    path(f"{ELECTION}pack/", views.issue_pack, name="issue_pack"),
    path(f"{ELECTION}show/", views.show_election, name="show_election"),
]
# Below ``/p/<slug>/``: no sign-in.
public_urlpatterns = [path("elections/<uuid:pk>/", views.public_election, name="election")]
