"""One plan of the story: drafted, discussed, adopted, amended, reviewed and closed."""

from functools import partial

from guildhall.accounts.models import User
from guildhall.commitments import actions
from guildhall.commitments.actions import Amendment, CommitmentDetails
from guildhall.commitments.models import Commitment, Plan
from guildhall.demo.yunling.promise import Promise
from guildhall.demo.yunling.texts import Facts, both
from guildhall.demo.yunling.timeline import Timeline
from guildhall.demo.yunling.world import World


class Planned:
    """A plan as the facts tell it."""

    def __init__(self, world: World, timeline: Timeline, facts: Facts) -> None:
        self.world, self.timeline, self.facts = world, timeline, facts
        self.plan = Plan()
        self.promises = [Promise(world, timeline, item) for item in facts["items"]]

    @property
    def secretary(self) -> User:
        return self.world.secretary

    def schedule(self) -> None:
        facts, add = self.facts, self.timeline.add
        add(facts["drafted"], "09:40", self.draft)
        if "discussed" in facts:
            add(facts["discussed"], "17:20", self.discuss)
        if "adopted" in facts:
            # After the meeting that decided it.
            add(self.world.workday(facts["adopted"]), "18:30", self.adopt)
        for change in facts.get("changes", []):
            add(self.world.workday(change["day"]), "18:40", partial(self.amend, change))
        if review := facts.get("reviewed"):
            add(review["day"], "10:30", partial(self.review, review))
        if closing := facts.get("closed"):
            add(closing["day"], "16:30", partial(self.close, closing))

    def draft(self) -> None:
        facts = self.facts
        self.plan = actions.draft_plan(
            body=self.world.bodies[facts["body"]],
            kind=Plan.Kind(facts["kind"]),
            predecessor=self.world.plans.get(facts.get("follows", "")),
            courses=[tuple(course) for course in facts.get("courses", [])],
            from_on=self.world.day(facts["days"][0]),
            to_on=self.world.day(facts["days"][1]),
            actor=self.world.officer,
            **both(facts, "title"),
        )
        self.world.plans[facts["key"]] = self.plan
        courses = list(self.plan.courses.all())
        for promise in self.promises:
            promise.stands_in(self.plan, courses, actor=self.world.officer)

    def discuss(self) -> None:
        actions.put_up_for_discussion(self.plan, actor=self.world.officer)

    def adopt(self) -> None:
        actions.adopt_plan(self.plan, note=self.facts["note"], actor=self.secretary)
        if self.facts.get("public"):
            actions.publish_plan(self.plan, is_public=True, actor=self.secretary)
        for promise in self.promises:
            promise.live()

    def amend(self, change: Facts) -> None:
        """Items come in, change or go out; what came in lives from then on."""
        self.plan.refresh_from_db()
        known = self.world.commitments
        new = [Promise(self.world, self.timeline, item) for item in change.get("added", [])]
        amendment: Amendment = {
            "added": [promise.details() for promise in new],
            "changed": [self._change(known[item["key"]], item) for item in change.get("changed", [])],
            "removed": [known[key] for key in change.get("removed", [])],
        }
        last = Commitment.objects.filter(plan=self.plan).latest("position").position
        actions.amend_plan(
            self.plan,
            version=self.plan.version,
            note=change["note"],
            amendment=amendment,
            actor=self.secretary,
        )
        added = Commitment.objects.filter(plan=self.plan, position__gt=last).order_by("position")
        for promise, commitment in zip(new, added, strict=True):
            promise.commitment = commitment
            promise.live()

    def _change(self, item: Commitment, facts: Facts) -> tuple[Commitment, CommitmentDetails]:
        details: CommitmentDetails = {}
        if "due" in facts:
            details["deadline"] = self.world.day(facts["due"])
        if "who" in facts:
            details["responsible"] = self.world.person(facts["who"])
        if "measure" in facts:
            details["measure_zh"], details["measure_en"] = facts["measure"]
        item.refresh_from_db()
        return item, details

    def review(self, facts: Facts) -> None:
        actions.review_plan(self.plan, actor=self.secretary, **both(facts, "review"))

    def close(self, facts: Facts) -> None:
        successor = self.world.plans.get(facts.get("to", ""))
        actions.close_plan(self.plan, successor=successor, actor=self.secretary)
