"""What follows a meeting of the story: numbers, promises, minutes, the public page, news."""

from dataclasses import dataclass, field

from guildhall.accounts.models import User
from guildhall.demo.yunling.promise import Promise
from guildhall.demo.yunling.texts import Facts
from guildhall.demo.yunling.timeline import Timeline
from guildhall.demo.yunling.world import World
from guildhall.meetings import actions
from guildhall.meetings.models import AgendaItem, Meeting, Minutes, Motion, Resolution
from guildhall.site.actions import draft_release, publish_article


@dataclass
class Afterwards:
    """The time after a meeting that was closed; how far it goes, ``end`` in the facts says."""

    world: World
    timeline: Timeline
    facts: Facts
    meeting: Meeting
    convener: User
    items: list[tuple[AgendaItem, Facts]]
    motions: list[tuple[Motion, Facts]]
    minutes: Minutes = field(default_factory=Minutes)

    @property
    def end(self) -> str:
        return str(self.facts.get("end", "published"))

    @property
    def approver(self) -> User:
        return self.world.user_of(self.meeting.chair) or self.world.secretary

    def schedule(self, day: int) -> None:
        add = self.timeline.add
        add(day, "17:50", self.number)
        add(day, "18:05", self.promise)
        steps = [("draft", 1, "10:00", self.draft), ("submitted", 2, "09:20", self.submit)]
        if self.facts.get("returned"):
            steps += [("approved", 2, "14:30", self.give_back), ("approved", 3, "09:10", self.submit)]
        steps += [("approved", 4, "11:00", self.approve), ("published", 5, "15:00", self.publish)]
        order = ["closed", "draft", "submitted", "approved", "published"]
        for stage, later, clock, act in steps:
            if order.index(stage) <= order.index(self.end):
                add(day + later, clock, act)

    def number(self) -> None:
        for motion, told in self.motions:
            motion.refresh_from_db()
            if motion.state == Motion.State.CARRIED and told.get("number", True):
                is_public = self.end == "published" and told.get("public", True)
                made = actions.number_resolution(motion, is_public=is_public, actor=self.convener)
                self.enter(made, told)

    def enter(self, made: Resolution, told: Facts) -> None:
        """Some are printed as documents; one takes the place of an older one."""
        if told.get("printed"):
            actions.issue_resolution(made, actor=self.convener)
        if title := told.get("supersedes"):
            older = Resolution.objects.get(association=made.association, title_zh=title)
            actions.supersede_resolution(older, by=made, version=older.version, actor=self.convener)

    def promise(self) -> None:
        for item, facts in self.items:
            for promised in facts.get("promises", []):
                Promise(self.world, self.timeline, promised).follows_from(item, actor=self.convener)

    def draft(self) -> None:
        self.minutes = actions.draft_minutes(self.meeting, actor=self.convener)

    def submit(self) -> None:
        """With the additions that the facts have, the first time."""
        self.minutes.refresh_from_db()
        if edited := self.facts.get("edited"):
            text = self.minutes.versions.latest("number")
            actions.save_minutes(
                self.minutes,
                version=self.minutes.version,
                text_zh=f"{text.text_zh}\n\n{edited[0]}",
                text_en=f"{text.text_en}\n\n{edited[1]}",
                note="补充会议要求",
                actor=self.convener,
            )
            self.facts = self.facts | {"edited": None}
        actions.submit_minutes(self.minutes, version=self.minutes.version, actor=self.convener)

    def give_back(self) -> None:
        actions.return_minutes(self.minutes, reason=self.facts["returned"], actor=self.approver)

    def approve(self) -> None:
        self.minutes.refresh_from_db()
        actions.approve_minutes(self.minutes, version=self.minutes.version, actor=self.approver)

    def publish(self) -> None:
        parts = self.facts.get("parts", ["summaries", "motions"])
        actions.publish_meeting(self.meeting, parts=parts, actor=self.world.secretary)
        if self.facts.get("news"):
            article = draft_release(self.meeting, actor=self.world.secretary)
            publish_article(article, actor=self.world.secretary)
