"""One commitment of the story, from the day it was promised to where it stands now."""

from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any

from guildhall.accounts.models import User
from guildhall.commitments import actions
from guildhall.commitments.actions import CommitmentDetails
from guildhall.commitments.models import Commitment, Course, Milestone, Plan
from guildhall.demo.yunling.paper import evidence_content
from guildhall.demo.yunling.texts import Facts, both
from guildhall.demo.yunling.timeline import Timeline
from guildhall.demo.yunling.world import World
from guildhall.meetings.actions import commit_to
from guildhall.meetings.models import AgendaItem


class Promise:
    """What the facts tell of a commitment: what, until when, who, and its life."""

    def __init__(self, world: World, timeline: Timeline, facts: Facts) -> None:
        self.world, self.timeline, self.facts = world, timeline, facts
        self.chance = Random(facts["content"][0])  # noqa: S311 - invented data, the same every time
        self.commitment = Commitment()

    def details(self) -> CommitmentDetails:
        facts, world = self.facts, self.world
        due = facts.get("due")
        content, measure = both(facts, "content"), both(facts, "measure")
        return {
            "content_zh": content["content_zh"],
            "content_en": content["content_en"],
            "measure_zh": measure["measure_zh"],
            "measure_en": measure["measure_en"],
            "deadline": None if due is None else world.day(due),
            "responsible": world.person(facts["who"]) if "who" in facts else None,
            "superior": world.person(facts["superior"]) if "superior" in facts else None,
            "lead": world.unit(facts["lead"]) if "lead" in facts else None,
            "supporting": [world.unit(key) for key in facts.get("with", [])],
            "is_public": facts.get("public", False),
        }

    def follows_from(self, item: AgendaItem, *, actor: User) -> None:
        """It was promised in a meeting; a draft where the facts say so."""
        adopt = not self.facts.get("draft")
        self.commitment = commit_to(item, adopt=adopt, actor=actor, **self.details())
        self._know()
        self.live()

    def stands_alone(self, body: str, *, actor: User) -> None:
        """It was promised outside a meeting and a plan."""
        self.commitment = actions.draft_commitment(
            association=self.world.association, body=self.world.bodies[body], actor=actor, **self.details()
        )
        if not self.facts.get("draft"):
            actions.adopt_commitment(self.commitment, actor=self.world.secretary)
        self._know()
        self.live()

    def stands_in(self, plan: Plan, courses: list[Course], *, actor: User) -> None:
        """It is an item of a plan that is not adopted yet; its life begins with the adoption."""
        details = self.details()
        if "course" in self.facts:
            details["course"] = courses[self.facts["course"]]
        self.commitment = actions.add_item(plan, actor=actor, **details)
        self._know()

    def _know(self) -> None:
        if key := self.facts.get("key"):
            self.world.commitments[key] = self.commitment
        for due, zh, en, *done in self.facts.get("steps", []):
            step = actions.add_milestone(
                self.commitment,
                title_zh=zh,
                title_en=en,
                due_on=self.world.day(due),
                actor=self.world.officer,
            )
            if done:
                self.timeline.add(done[0], self._some_time(), partial(self._finish, step))

    def _finish(self, step: Milestone) -> None:
        actions.finish_milestone(step, actor=self._reporter())

    def live(self) -> None:
        """Each turn of its life goes on the timeline."""
        for offset, turn, *words in self.facts.get("life", []):
            self.timeline.add(offset, self._some_time(), partial(self._turn, turn, words))

    def _some_time(self) -> str:
        return f"{self.chance.randint(9, 17):02}:{self.chance.randint(0, 59):02}"

    def _turn(self, turn: int | str, words: list[Any]) -> None:
        self.commitment.refresh_from_db()
        if isinstance(turn, int):
            text, *files = words
            actions.report_progress(
                self.commitment,
                text=text,
                percent=turn,
                evidence=self._evidence(files),
                actor=self._reporter(),
            )
            return
        turns: dict[str, Callable[..., object]] = {
            "done": self._done,
            "accept": self._accept,
            "return": self._return,
            "reopen": self._reopen,
            "postpone": self._postpone,
            "hand_over": self._hand_over,
            "cancel": self._cancel,
        }
        turns[turn](*words)

    def _evidence(self, names: list[str]) -> list[tuple[str, bytes]]:
        return [(name, evidence_content(self.world, name, self.commitment)) for name in names]

    def _done(self, text: str, *files: str) -> None:
        evidence = self._evidence(list(files))
        actions.report_done(self.commitment, text=text, evidence=evidence, actor=self._reporter())

    def _accept(self, note: str = "") -> None:
        actions.accept_commitment(self.commitment, note=note, actor=self._second())

    def _return(self, reason: str) -> None:
        actions.return_commitment(self.commitment, reason=reason, actor=self._second())

    def _reopen(self, reason: str) -> None:
        actions.reopen_commitment(self.commitment, reason=reason, actor=self.world.secretary)

    def _postpone(self, to: int, reason: str) -> None:
        deadline = self.world.day(to)
        actions.postpone_deadline(self.commitment, deadline=deadline, reason=reason, actor=self._decider())

    def _hand_over(self, to: str, reason: str) -> None:
        actions.hand_over(self.commitment, to=self.world.person(to), reason=reason, actor=self._decider())

    def _cancel(self, reason: str) -> None:
        actions.cancel_commitment(self.commitment, reason=reason, actor=self._decider())

    def _reporter(self) -> User:
        """The responsible person where they sign in, else the secretariat that follows up."""
        return self.world.user_of(self.commitment.responsible) or self.world.officer

    def _second(self) -> User:
        first = {self.commitment.reported_by_id, self._reporter().pk}
        return next(user for user in (self.world.secretary, self.world.president) if user.pk not in first)

    def _decider(self) -> User:
        """Nobody puts off what they answer for themselves."""
        responsible = self._reporter()
        return next(user for user in (self.world.secretary, self.world.president) if user != responsible)
