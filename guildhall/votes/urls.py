from django.urls import path

from guildhall.votes import views

app_name = "votes"
MEETING = "meetings/<uuid:meeting_pk>/"
VOTE = "votes/<uuid:pk>/"
ENTRY = f"{VOTE}roll/<uuid:entry_pk>/"
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
]
