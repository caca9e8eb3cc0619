"""What is entered by hand, against the roll and against the other's count."""

from typing import Any

from guildhall.accounts.models import User
from guildhall.core.sentences import Sentence
from guildhall.votes.models import Count, RollEntry, Vote
from guildhall.votes.queries.result import count_entered
from guildhall.votes.tally import differences

State, Channel = RollEntry.State, RollEntry.Channel


def seats_in_room(vote: Vote) -> int:
    """How many votes those in the room have in this vote, the recused not counted."""
    return vote.roll.filter(channel=Channel.ROOM).exclude(state=State.RECUSED).count()


def papers_issued(vote: Vote) -> int:
    """How many paper ballots were handed out by the roll."""
    return vote.roll.filter(state=State.ISSUED).count()


def count_faults(vote: Vote, count: Count) -> tuple[str, Sentence] | None:
    """Why these figures cannot be: more hands than seats in the room, or ballots that do not fit the roll."""
    if vote.in_room == Vote.Means.HANDS:
        return _more_hands(
            sum(count.figures[mark] for mark in ("for", "against", "abstain")), seats_in_room(vote)
        )
    issued, returned, marked = count.issued or 0, count.returned or 0, papers_issued(vote)
    if issued != marked:
        return "issued_not_as_on_roll", Sentence(
            f"名册记载发出纸质选票{marked}张，录入为{issued}张，请核对名册。",
            f"By the roll {marked} paper ballots were handed out, not {issued}. Check the roll.",
        )
    if returned > issued:
        return "more_returned_than_issued", Sentence(
            f"发出选票{issued}张，收回{returned}张，收回多于发出：请重新清点；如确实如此，投票无效，应中止后重新投票。",
            f"{issued} ballots were handed out and {returned} returned. Count again; if it is so, the vote is void:"
            " break it off and vote again.",
        )
    return None


def _more_hands(hands: int, seats: int) -> tuple[str, Sentence] | None:
    if hands <= seats:
        return None
    return "more_hands_than_seats", Sentence(
        f"计得{hands}票，而现场只有{seats}票。请重新清点；有人刚到场的，先更新名册。",
        f"{hands} hands were counted, but those in the room have {seats} votes. Count again, or bring the roll up"
        " to date if somebody has just come.",
    )


def differences_between(first: Count, second: Count) -> tuple[Sentence, ...]:
    """Where two persons' counts of one vote differ, in words."""
    vote = second.vote
    one: Any = count_entered(vote, first)
    other: Any = count_entered(vote, second)
    return differences(one, other)


def counts_shown_to(vote: Vote, user: User) -> list[Count]:
    """The counts entered; the figures of one that waits for a second count only to whoever entered it."""
    counts = list(vote.hand_counts.select_related("entered_by"))
    for count in counts:
        if count.state == Count.State.ENTERED and count.entered_by_id != user.pk:
            count.figures, count.issued, count.returned, count.invalid = {}, None, None, None
    return counts
