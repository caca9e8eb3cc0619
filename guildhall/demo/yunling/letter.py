"""One letter of the story: drafted, offered, signed by its parties, perhaps revoked."""

from functools import partial

from guildhall.commitments import actions
from guildhall.commitments.actions import Party
from guildhall.commitments.models import Letter
from guildhall.demo.yunling.paper import scanned_page
from guildhall.demo.yunling.texts import Facts, both
from guildhall.demo.yunling.timeline import Timeline
from guildhall.demo.yunling.world import World


class Signed:
    """A letter as the facts tell it."""

    def __init__(self, world: World, timeline: Timeline, facts: Facts) -> None:
        self.world, self.timeline, self.facts = world, timeline, facts
        self.letter = Letter()

    def schedule(self) -> None:
        facts, add = self.facts, self.timeline.add
        add(facts["drafted"], "19:10", self.offer)
        for key, day in facts.get("signed", {}).items():
            add(day, "10:05", partial(self.sign, key))
        for key, day in facts.get("on_paper", {}).items():
            add(day, "10:35", partial(self.sign_on_paper, key))
        if revoked := facts.get("revoked"):
            add(revoked["day"], "15:25", partial(self.revoke, revoked["reason"]))

    def offer(self) -> None:
        facts, world = self.facts, self.world
        self.letter = actions.draft_letter(
            body=world.bodies[facts["body"]],
            kind=Letter.Kind(facts["kind"]),
            parties=[Party(world.person(key), zh, en) for key, zh, en in facts["parties"]],
            targets=[world.commitments[key] for key in facts.get("targets", [])],
            from_on=world.day(facts["days"][0]),
            to_on=world.day(facts["days"][1]),
            actor=world.secretary,
            **both(facts, "title"),
            **both(facts, "text"),
        )
        actions.offer_letter(self.letter, actor=world.secretary)

    def sign(self, key: str) -> None:
        party = self.letter.parties.get(person=self.world.person(key))
        actions.sign_letter(party, confirmed=True, actor=self.world.users[key])

    def sign_on_paper(self, key: str) -> None:
        party = self.letter.parties.get(person=self.world.person(key))
        scan = ("签字页扫描件.pdf", scanned_page(self.world, self.letter))
        actions.record_signature(party, scan=scan, actor=self.world.secretary)

    def revoke(self, reason: str) -> None:
        self.letter.refresh_from_db()
        actions.revoke_letter(self.letter, reason=reason, actor=self.world.secretary)
