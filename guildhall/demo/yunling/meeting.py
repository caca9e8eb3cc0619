"""One meeting of the story: called, answered, held, minuted and published, as far as it has come."""

from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any
from uuid import uuid5

from django.utils import timezone

from guildhall.accounts.models import User
from guildhall.demo.yunling.afterwards import Afterwards
from guildhall.demo.yunling.amending import BeforeTheVote
from guildhall.demo.yunling.election import Elected
from guildhall.demo.yunling.paper import paper_content
from guildhall.demo.yunling.texts import Facts, both
from guildhall.demo.yunling.timeline import Timeline
from guildhall.demo.yunling.world import World
from guildhall.meetings import actions
from guildhall.meetings.actions import Report, SpeakerDetails
from guildhall.meetings.models import AgendaItem, AttendanceEvent, Invitation, Meeting, Motion
from guildhall.meetings.queries import bases_of
from guildhall.registry.models import Person

IN, OUT = AttendanceEvent.Kind.IN, AttendanceEvent.Kind.OUT
ON_SITE, ONLINE = AttendanceEvent.Mode.ON_SITE, AttendanceEvent.Mode.ONLINE
EXCUSES = ["出差在外", "参加客户验厂", "身体不适", "赴省城开会", "设备安装调试走不开"]
USUAL_MINUTES = 15


class Held:
    """A meeting as the facts tell it; ``schedule`` puts its steps on the timeline."""

    def __init__(self, world: World, timeline: Timeline, facts: Facts) -> None:
        self.world, self.timeline, self.facts = world, timeline, facts
        self.day = facts["day"] if "now" in facts else world.workday(facts["day"])
        self.chance = Random(facts["key"])  # noqa: S311 - invented data, the same every time
        self.motions: list[tuple[Motion, Facts]] = []
        self.elections: dict[Any, Elected] = {}
        self.items: list[tuple[AgendaItem, Facts]] = []
        self.coming: list[Invitation] = []
        self.meeting = Meeting()

    @property
    def convener(self) -> User:
        return self.world.users[self.facts.get("convener", "officer")]

    @property
    def starts_at(self) -> datetime:
        """At its time of day; a meeting that is in session ``now`` began so many minutes ago."""
        if minutes := self.facts.get("now"):
            began = self.world.now - timedelta(minutes=minutes)
            return began.replace(minute=began.minute // 5 * 5, second=0, microsecond=0)
        return self.world.moment(self.day, self.facts["time"][0])

    @property
    def ends_at(self) -> datetime:
        if "now" in self.facts:
            return self.starts_at + timedelta(hours=2)
        return self.world.moment(self.day, self.facts["time"][1])

    def schedule(self) -> None:
        """The steps of preparation; holding the meeting adds the others."""
        notice = self.facts.get("notice")
        if notice is None:
            self.timeline.add(self.facts.get("drafted", -1), "16:20", self.convene)
            return
        called = self.facts["day"] - notice
        self.timeline.add(called - 3, "10:00", self.convene)
        self.timeline.add(called, "09:30", self.notify)
        self.timeline.add(called + 2, "16:10", self.amend)
        for share, offset, clock in ((0.5, called + 1, "10:15"), (0.6, called + 2, "15:40")):
            self.timeline.add(offset, clock, partial(self.answer, share))
        if off := self.facts.get("called_off"):
            self.timeline.add(off["day"], "11:00", self.call_off)
            return
        if self.day > 0:
            return
        if "now" not in self.facts:
            self.timeline.add(self.day - 1, "16:00", partial(self.answer, 1))
        self.timeline.add_at(self.starts_at - timedelta(minutes=1), self.hold)

    # Before the meeting

    def convene(self) -> None:
        facts, person = self.facts, self.world.person
        self.meeting = actions.convene_meeting(
            self.world.bodies[facts["body"]],
            mode=facts.get("mode", "on_site"),
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            chair=person(facts["chair"]),
            recorder=person(facts.get("recorder", "officer")),
            online_url="https://meeting.yunling.example/" + facts["key"]
            if facts.get("mode") in ("hybrid", "online")
            else "",
            reply_by=self.world.day(self.day - 2) if facts.get("notice", 0) > 5 else None,
            actor=self.convener,
            **both(facts, "name"),
            **both(facts, "place"),
            **both(facts, "remarks"),
        )
        for item in facts["agenda"]:
            self.add_item(item)
        actions.fill_invitations(self.meeting, actor=self.convener)
        for key, capacity in (facts.get("attend") or {}).items():
            self.invite(key, capacity)

    def add_item(self, facts: Facts) -> None:
        item = actions.add_item(
            self.meeting,
            kind=facts.get("kind", "report"),
            minutes_planned=facts.get("minutes", USUAL_MINUTES),
            speakers=[SpeakerDetails(person=self.world.person(key)) for key in facts.get("speakers", [])],
            actor=self.convener,
            **both(facts, "title"),
        )
        self.items.append((item, facts))
        if paper := facts.get("paper"):
            visibility, zh, en = paper
            actions.add_paper(
                self.meeting,
                name=f"{zh}.pdf",
                content=paper_content(self.world, facts),
                item=item,
                title_zh=zh,
                title_en=en,
                visibility=visibility,
                actor=self.convener,
            )
        for motion in facts.get("motions", []):
            put = actions.put_motion(
                self.meeting,
                kind=motion.get("kind", "ordinary"),
                item=item,
                actor=self.convener,
                **both(motion, "title"),
                **both(motion, "text"),
            )
            self.motions.append((put, motion))
        if election := facts.get("election"):
            self.elections[item.pk] = elected = Elected(self, item, election)
            elected.prepare()
            self.motions.append((elected.election.motion, election))

    def invite(self, key: str, capacity: list[str]) -> None:
        role, zh, en = capacity
        actions.invite_person(
            self.meeting,
            self.world.person(key),
            role=role,
            capacity_zh=zh,
            capacity_en=en,
            actor=self.convener,
        )

    def notify(self) -> None:
        actions.send_notice(self.meeting, actor=self.convener)
        self.meeting.refresh_from_db()
        self._sort_who_comes()

    def _sort_who_comes(self) -> None:
        """Who is away, sends a stand-in or never answers; the chair and the cast come."""
        rows = list(
            self.meeting.invitations.standing().select_related(
                "person__user", "seat__organization", "meeting"
            )
        )
        movable = [
            row
            for row in rows
            if row.role == Invitation.Role.VOTING and row.person_id not in self._key_people()
        ]
        self.chance.shuffle(movable)
        away = self.facts.get("away", {})
        stand_ins = self._stand_ins()
        sends = [row for row in movable if row.seat and row.seat.organization_id in stand_ins]
        sends = sends[: away.get("stand_ins", 0)]
        others = [row for row in movable if row not in sends]
        excused = others[: away.get("excused", 0)]
        silent = others[len(excused) : len(excused) + away.get("silent", 0)]
        self.answers: list[tuple[Invitation, dict[str, Any]]] = []
        for row in rows:
            if row in sends and row.seat:
                stand_in = stand_ins[row.seat.organization_id]
                self.answers.append(
                    (row, {"reply": "stand_in", "stand_in": stand_in, "reason": "单位委托函"})
                )
            elif row in excused:
                self.answers.append((row, {"reply": "excused", "reason": self.chance.choice(EXCUSES)}))
            elif row not in silent:
                self.answers.append((row, {"reply": "coming"}))
        self.chance.shuffle(self.answers)
        self.coming = [row for row in rows if row not in excused and row not in silent]

    def _key_people(self) -> set[Any]:
        keys = {
            "president",
            "secretary_general",
            "chief_supervisor",
            "officer",
            "member",
            self.facts["chair"],
        }
        return {self.world.person(key).pk for key in keys | set(self.facts.get("attend") or {})}

    def _stand_ins(self) -> dict[Any, Person]:
        """A second person of each unit that has one."""
        sitting = {person.pk for person in self.world.representatives}
        people = Person.objects.of(self.world.association).filter(organization__isnull=False, is_guest=False)
        return {person.organization_id: person for person in people if person.pk not in sitting}

    def answer(self, share: float) -> None:
        """That share of those who answer and have not yet does so now: for themselves or by telephone."""
        now, self.answers = self._split(share)
        for row, reply in now:
            actor = self.world.user_of(row.person) or self.convener
            actions.reply_to_invitation(row, actor=actor, **reply)

    def _split(self, share: float) -> tuple[list[Any], list[Any]]:
        cut = round(len(self.answers) * share)
        return self.answers[:cut], self.answers[cut:]

    def call_off(self) -> None:
        off = self.facts["called_off"]
        act = actions.cancel_meeting if off["how"] == "cancelled" else actions.postpone_meeting
        act(self.meeting, reason=off["reason"], actor=self.convener)

    # In the meeting

    def hold(self) -> None:
        """Whoever is in time is let in, the meeting opens, and its course is put on the timeline."""
        self.meeting.refresh_from_db()
        late = self.coming[1 : 1 + self.facts.get("late", 0)]
        early = [row for row in self.coming[-8:] if row.person_id not in self._key_people()]
        self.chance.shuffle(early)
        in_time = [row for row in self.coming if row not in late]
        self.record(in_time, IN, first=-24, last=-1)
        actions.open_meeting(self.meeting, actor=self.convener)
        now = self.starts_at
        if late:
            self.timeline.add_at(now + timedelta(minutes=21), lambda: self.record(late, IN, first=4, last=20))
        for place, (item, facts) in enumerate(self.items):
            if self.facts.get("in_session") == place:
                self.timeline.add_at(now, partial(self.call, item))
                return
            now = self._plan_item(now, item, facts)
            if self.facts.get("pause_after") == place + 1:
                now = self._plan_pause(now)
        leaving = early[: self.facts.get("early", 0)]
        if leaving:
            self.timeline.add_at(now - timedelta(minutes=2), lambda: self.leave(leaving))
        self.timeline.add_at(now, self.close)

    def _plan_item(self, now: datetime, item: AgendaItem, facts: Facts) -> datetime:
        self.timeline.add_at(now + timedelta(seconds=30), partial(self.call, item))
        end = now + timedelta(minutes=facts.get("minutes", USUAL_MINUTES))
        self.timeline.add_at(end - timedelta(minutes=1), partial(self.conclude, item, facts))
        return end

    def _plan_pause(self, now: datetime) -> datetime:
        later = now + timedelta(minutes=15)
        self.timeline.add_at(
            now, lambda: actions.adjourn_meeting(self.meeting, reason="茶歇", actor=self.convener)
        )
        self.timeline.add_at(later, lambda: actions.resume_meeting(self.meeting, actor=self.convener))
        return later

    def record(self, rows: list[Invitation], kind: str, *, first: int, last: int) -> None:
        """One batch from the desk: each came or left at some minute between first and last after the start."""
        on_screen = self._on_screen()
        events = [
            Report(
                client_id=uuid5(self.meeting.pk, f"{row.pk} {kind}"),
                invitation=row.pk,
                kind=kind,
                mode=ONLINE if row.pk in on_screen else ON_SITE,
                at=self.starts_at + timedelta(minutes=self.chance.randint(first, last)),
            )
            for row in rows
        ]
        receipt = actions.record_attendance(self.meeting, events=events, actor=self.convener)
        if receipt.refused:
            raise ValueError(receipt.refused[0].message)

    def _on_screen(self) -> set[Any]:
        if self.facts.get("mode") == "online":
            return {row.pk for row in self.coming}
        return {row.pk for row in self.coming[::-3][: self.facts.get("online", 0)]}

    def leave(self, rows: list[Invitation]) -> None:
        minutes = int((timezone.now() - self.starts_at).total_seconds() // 60)
        self.record(rows, OUT, first=minutes - 12, last=minutes - 1)

    def call(self, item: AgendaItem) -> None:
        actions.call_item(item, actor=self.convener)

    def conclude(self, item: AgendaItem, facts: Facts) -> None:
        """What was said is noted, and the item's motions are decided with those who are there."""
        item.refresh_from_db()
        if facts.get("said") or facts.get("result"):
            actions.enter_result(
                item,
                version=item.version,
                actor=self.convener,
                **both(facts, "summary", "said"),
                **both(facts, "result"),
            )
        if item.pk in self.elections:
            self.elections[item.pk].vote()
            return
        for motion, told in self.motions:
            if motion.item_id == item.pk:
                self.decide(motion, told)

    def amend(self) -> None:
        """Before the meeting: what members propose to change in its motions, and who declares an interest."""
        for motion, told in self.motions:
            BeforeTheVote(self.world, motion, told, self.convener).tell()

    def decide(self, motion: Motion, told: Facts) -> None:
        BeforeTheVote(self.world, motion, told, self.convener).settle()
        if told.get("withdrawn"):
            actions.withdraw_motion(motion, actor=self.convener)
        elif told.get("consensus"):
            actions.decide_motion(motion, way="consensus", actor=self.convener)
        else:
            present = bases_of(motion).may_vote
            against, abstain = told.get("against", 0), told.get("abstain", 0)
            actions.decide_motion(
                motion,
                way="show_of_hands",
                for_count=present - against - abstain,
                against_count=against,
                abstain_count=abstain,
                actor=self.convener,
            )

    def close(self) -> None:
        self.meeting.refresh_from_db()
        actions.close_meeting(self.meeting, actor=self.convener)
        Afterwards(
            self.world, self.timeline, self.facts, self.meeting, self.convener, self.items, self.motions
        ).schedule(self.day)
