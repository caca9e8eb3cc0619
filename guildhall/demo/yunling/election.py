"""An election of the story: prepared, nominated for, voted on in the room on paper and online on devices, in office."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from guildhall.accounts.models import User
from guildhall.demo.yunling.cast import MAIL
from guildhall.demo.yunling.founding import TERM_BEGAN, TERM_DAYS
from guildhall.demo.yunling.posts import TERM
from guildhall.demo.yunling.texts import Facts
from guildhall.meetings.models import AgendaItem
from guildhall.registry.actions import create_post
from guildhall.registry.models import Body, Person, Post
from guildhall.votes import actions
from guildhall.votes.models import Election, RollEntry, Vote
from guildhall.votes.queries import papers_issued

if TYPE_CHECKING:
    from guildhall.demo.yunling.meeting import Held

WATCHES, COUNTS = "chief_supervisor", "officer"
INVALID = 1


class Elected:
    """An election that a meeting of the story holds, or is going to hold."""

    def __init__(self, held: "Held", item: AgendaItem, facts: Facts) -> None:
        self.held, self.world, self.item, self.facts = held, held.world, item, facts
        self.election = Election()

    def prepare(self) -> None:
        """On the agenda, with its candidates, as the secretariat enters them; some have not answered yet."""
        facts, world = self.facts, self.world
        self.election = actions.prepare_election(
            self.held.meeting,
            self._post(),
            item=self.item,
            seats=facts["seats"],
            contest=facts.get("contest", "equal"),
            term_number=TERM,
            term_from=world.day(self.held.day + 1),
            term_to=world.day(TERM_BEGAN + TERM_DAYS),
            nominate_by=self.held.starts_at - timedelta(days=3),
            actor=self.held.convener,
        )
        by = {"nominated_by_zh": "会长办公会", "nominated_by_en": "Presidents' meeting"}
        for key, stands in self._candidates():
            person = world.person(key)
            actions.nominate(
                self.election,
                person,
                organization=person.organization,
                stands=stands,
                actor=self.held.convener,
                **by,
            )

    def _candidates(self) -> list[tuple[str, bool]]:
        if listed := self.facts.get("first"):
            return [(f"m{place}", True) for place in range(listed)]
        return [(key, stands) for key, stands in self.facts["candidates"]]

    def _post(self) -> Post:
        posts = Post.objects.filter(association=self.world.association, kind=self.facts["post"])
        body: Body = self.world.bodies[self.facts["of"]]
        return posts.filter(body=body).first() or create_post(
            body,
            kind=self.facts["post"],
            name_zh=self.facts["named"][0],
            name_en=self.facts["named"][1],
            actor=self.world.secretary,
        )

    def vote(self) -> None:
        """The list is fixed, the vote held and declared; the elected take office the next day."""
        actor = self.held.convener
        actions.fix_slate(self.election, checked="秘书处核对身份证件", actor=actor)
        vote = actions.open_round(
            self.election,
            in_room="paper",
            online="device",
            scrutineers=[self.world.person(WATCHES)],
            tellers=[self.world.person(COUNTS)],
            actor=actor,
        )
        actions.issue_papers(vote, actor=actor)
        self._cast_online(vote)
        actions.close_vote(vote, actor=actor)
        self._count_papers(vote)
        for teller in vote.tellers.select_related("person__user", "association"):
            teller.vote = vote
            actions.sign_result(
                teller, actor=self.world.users[WATCHES if teller.role == "scrutineer" else COUNTS]
            )
        actions.declare_result(vote, actor=actor)
        self.held.timeline.add(self.held.day + 1, "09:00", self.take_office)
        self.held.timeline.add(self.held.day + 6, "10:00", self.file)

    def _cast_online(self, vote: Vote) -> None:
        """Whoever is on screen has a sign-in and votes; each leaves out three others of the list."""
        online = vote.roll.filter(channel=RollEntry.Channel.ONLINE, state=RollEntry.State.MAY_VOTE)
        width, seats = len(vote.slate), self.election.seats
        for place, entry in enumerate(online.select_related("voter__user").order_by("rank")):
            left_out = {(place * 5 + step) % seats if step else width - 1 for step in range(width - seats)}
            marks = "".join(
                "F" if one < seats and one not in left_out else "S" if one in left_out else "A"
                for one in range(width)
            )
            actions.cast_ballot(vote, marks=marks, actor=_signed_in(entry.voter, place))

    def _count_papers(self, vote: Vote) -> None:
        """Both tellers' counts of the papers agree."""
        issued = papers_issued(vote)
        valid = issued - INVALID
        seats, figures = self.election.seats, {}
        for place, one in enumerate(vote.slate):
            against = 1 + place % 3 if place < seats else valid - 3 - place % 3
            figures[one["id"]] = _figures(valid, against, 1)
        counted: dict[str, Any] = {
            "figures": figures,
            "issued": issued,
            "returned": issued,
            "invalid": INVALID,
        }
        for key in (WATCHES, COUNTS):
            actions.enter_count(vote, **counted, actor=self.world.users[key])

    def take_office(self) -> None:
        self.election.refresh_from_db()
        actions.take_office(self.election, actor=self.world.secretary)

    def file(self) -> None:
        """The pack for the registrar, once the minutes are approved and the resolution has its number."""
        actions.issue_pack(self.election, actor=self.held.convener)
        actions.show_election(self.election, is_public=True, actor=self.world.secretary)


def _figures(valid: int, against: int, abstain: int) -> dict[str, int]:
    return {"for": valid - against - abstain, "against": against, "abstain": abstain}


def _signed_in(person: Person, place: int) -> User:
    """The person's sign-in; whoever takes part online was given one."""
    if person.user is None:
        user = User(email=f"online-{place + 1}@{MAIL}", name=person.name_zh)
        user.set_unusable_password()
        user.save()
        Person.objects.filter(pk=person.pk).update(user=user)
        person.user = user
    return person.user
