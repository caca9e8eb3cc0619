"""Case 5 as it may have been lived: convened, held and followed up on the days around it, on the story's clock.

The source states neither hours nor a formal decision; here they are needed and therefore chosen.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.test import Client

from guildhall.accounts.tests.make import make_user
from guildhall.commitments.models import Commitment, Plan
from guildhall.demo.clock import at
from guildhall.jobs.models import Job
from guildhall.meetings import tasks
from guildhall.meetings.models import Meeting, Minutes, Motion
from guildhall.registry.models import Person
from tests.entry.case import EVERYTHING, Entry, texts
from tests.entry.doors import Pages

START = datetime.fromisoformat("2021-12-05T09:00:00+08:00")
MOTION = "讨论稿按会上意见修改补充后施行"
PROMISE = "按会上意见修改补充讨论稿"
DAY = timedelta(days=1)


class Lived:
    """The entry of the case, with its meeting on its day."""

    def __init__(self, entry: Entry) -> None:
        self.entry, self.door = entry, entry.door
        self.facts = entry.facts["meetings"][0]

    def live(self) -> Meeting:
        with at(START - 10 * DAY):
            self.door.client.force_login(make_user(name="录入员"))
            self.entry.found()
            self.entry.people_and_posts()
            meeting = self.convene()
            plan = self.entry.plan(self.entry.facts["plans"][0])
        with at(START - 3 * DAY):
            self.answer(meeting)
        with at(START - DAY / 144):
            for invitation in meeting.invitations.all():
                self.entry.attend(invitation, START - DAY / 144)
        with at(START):
            self.hold(meeting)
        with at(START + 2 * DAY):
            self.write_up(meeting)
            self.door.enter("publish_meeting", {"pk": meeting.pk}, parts=EVERYTHING)
            self.adopt(plan)
        return meeting

    def convene(self) -> Meeting:
        said: Any = texts(self.facts, "name", "place") | {"starts_at": START, "ends_at": START + DAY / 8}
        meeting = self.entry.convene(self.facts, **said)
        meeting_at = {"pk": meeting.pk}
        self.entry.agenda(meeting, self.facts)
        self.door.enter("fill_invitations", meeting_at)
        for attended in self.facts["attended"]:
            self.invite(meeting, attended)
        self.door.enter("send_notice", meeting_at)
        tasks.send_notice(Job.objects.get(task="meetings.send_notice", association=meeting.association))
        meeting.refresh_from_db()
        return meeting

    def invite(self, meeting: Meeting, facts: dict[str, Any]) -> None:
        """Whoever sits in the body is on the list already; as what they come is said there."""
        row = meeting.invitations.filter(person=self.entry.people[facts["person"]]).first()
        if row is None:
            self.entry.invite(meeting, facts)
            return
        where = {"pk": meeting.pk, "invitation_pk": row.pk}
        self.door.enter("change_invitation", where, role=row.role, **texts(facts, "capacity"))

    def answer(self, meeting: Meeting) -> None:
        for invitation in meeting.invitations.all():
            where = {"pk": meeting.pk, "invitation_pk": invitation.pk}
            self.door.enter("reply_to_invitation", where, reply="coming")

    def hold(self, meeting: Meeting) -> None:
        here = {"pk": meeting.pk}
        self.door.enter("open_meeting", here)
        item = meeting.agenda.get(title_zh__contains="工作计划")
        self.door.enter("put_motion", here, kind="ordinary", title_zh=MOTION, item=item)
        motion = Motion.objects.get(meeting=meeting)
        votes = meeting.invitations.filter(role="voting").count()
        hands = {"for_count": votes - 1, "against_count": 0, "abstain_count": 1}
        self.door.enter("decide_motion", here | {"motion_pk": motion.pk}, way="show_of_hands", **hands)
        self.door.enter("number_resolution", here | {"motion_pk": motion.pk}, is_public=True, title_zh=MOTION)
        due = {"deadline": date(2022, 1, 31), "responsible": self.entry.people["zhenghui"]}
        self.entry.promise(meeting, motion, content_zh=PROMISE, adopt=True, **due)
        for place, facts in zip(meeting.agenda.all(), self.facts["agenda"], strict=True):
            self.entry.result(place, facts)
        self.door.enter("close_meeting", here)

    def write_up(self, meeting: Meeting) -> None:
        here = {"pk": meeting.pk}
        self.door.enter("draft_minutes", here)
        minutes = Minutes.objects.get(meeting=meeting)
        text = minutes.versions.get().text_zh + "\n\n（经核对）"
        self.door.enter("save_minutes", here, version=1, text_zh=text, text_en=minutes.versions.get().text_en)
        self.door.enter("submit_minutes", here, version=2)
        chair = Client()
        user = make_user(name="张辉新")
        Person.objects.filter(pk=meeting.chair_id).update(user=user)
        chair.force_login(user)
        type(self.door)(chair, self.door.slug).enter("approve_minutes", here, version=2)

    def adopt(self, plan: Plan) -> None:
        """Every item gets what it lacked; then the plan is adopted."""
        three = {"deadline": date(2022, 12, 31), "responsible": self.entry.people["zhenghui"]}
        for item in Commitment.objects.filter(plan=plan):
            version = {} if isinstance(self.door, Pages) else {"version": item.version}
            self.door.enter("change_commitment", {"pk": item.pk}, **three, **version)
        self.door.enter("adopt_plan", {"pk": plan.pk}, note="二届二次会长办公(扩大)会")
