"""Enters a case of the casebook as the association's own people would: act by act, through one door."""

from datetime import datetime
from typing import Any
from uuid import uuid4

import yaml

from guildhall.accounts.models import Association
from guildhall.commitments.models import Commitment, Plan
from guildhall.demo.records import CASEBOOK
from guildhall.meetings.models import AgendaItem, Invitation, Meeting, Motion
from guildhall.meetings.queries import moment_entered_for
from guildhall.registry.models import Body, Organization, Person, Post
from tests.entry.doors import Door, Pages

Facts = dict[str, Any]
EVERYTHING = Meeting.Part.values


def facts_of(case: str) -> Facts:
    found: Facts = yaml.safe_load((CASEBOOK / f"{case}.yaml").read_text())
    return found


def texts(facts: Facts, *names: str) -> dict[str, str]:
    """Those texts of a thing that the case gives, in both languages."""
    wanted = {f"{name}_{language}" for name in names for language in ("zh", "en")}
    return {name: text for name, text in facts.items() if name in wanted}


class Entry:
    """One case on its way in. What was entered is found again by the key that the case gives it."""

    def __init__(self, door: Door, facts: Facts) -> None:
        self.door, self.facts = door, facts
        self.bodies: dict[str, Body] = {}
        self.organizations: dict[str, Organization] = {}
        self.people: dict[str, Person] = {}

    def enter_all(self) -> Meeting:
        """The association, its people and posts, the meeting as a past one, its plan; then all of it public."""
        self.found()
        self.people_and_posts()
        meeting = self.past_meeting(self.facts["meetings"][0])
        self.door.enter("publish_meeting", {"pk": meeting.pk}, parts=EVERYTHING)
        for plan in self.facts.get("plans", []):
            self.plan(plan)
        return meeting

    @property
    def association(self) -> Association:
        return Association.objects.get(slug=self.door.slug)

    def found(self) -> None:
        facts = self.facts
        said = texts(facts, "name", "short") | {"state": facts.get("state", "active")}
        said |= {"kind": facts["kind"], "slug": facts["slug"], "region": facts.get("region", "")}
        self.door.enter("found_association", **said)
        self.door.slug = facts["slug"]
        self.door.enter("change_association", version=1, is_public=True, **texts(facts, "about"))
        ready = {body.kind: body for body in Body.objects.of(self.association)}
        for rank, body in enumerate(facts["bodies"]):
            self.body(body, ready, rank)

    def body(self, facts: Facts, ready: dict[str, Body], rank: int) -> None:
        """Kinds that the charter of its kind begins with are there already and get their names."""
        same = ready.get(facts["kind"])
        parent = self.bodies.get(facts.get("parent", ""))
        # A name that the case gives in one language only is not left with the preset's in the other.
        named = {"name_zh": "", "name_en": ""} | texts(facts, "name")
        if same and (same.parent_id is None) == (parent is None):
            self.door.enter("change_body", {"pk": same.pk}, version=1, **named, rank=rank)
        else:
            self.door.enter("found_body", kind=facts["kind"], parent=parent, **named, rank=rank)
            same = Body.objects.of(self.association).latest("pk")
        self.bodies[facts["key"]] = same

    def people_and_posts(self) -> None:
        for unit in self.facts.get("organizations", []):
            parent = {"parent": self.organizations[unit["parent"]]} if "parent" in unit else {}
            self.door.enter("add_organization", kind=unit["kind"], **texts(unit, "name"), **parent)
            self.organizations[unit["key"]] = Organization.objects.of(self.association).latest("pk")
        for person in self.facts["people"]:
            unit = (
                {"organization": self.organizations[person["organization"]]}
                if "organization" in person
                else {}
            )
            said = texts(person, "name", "title", "note") | {"is_guest": person.get("guest", False)}
            self.door.enter("add_person", **said, **unit)
            self.people[person["key"]] = Person.objects.of(self.association).latest("pk")
        for rank, post in enumerate(self.facts.get("posts", [])):
            self.post(post, rank)
        for seat in self.facts.get("seats", []):
            self.seat(seat)

    def seat(self, facts: Facts) -> None:
        """A unit's seat, with whoever the case says attended for the unit."""
        attended = self.facts["meetings"][0]["attended"]
        sitting = next(one["person"] for one in attended if one.get("organization") == facts["organization"])
        unit = {
            "organization": self.organizations[facts["organization"]],
            "representative": self.people[sitting],
        }
        self.door.enter("give_seat", {"pk": self.bodies[facts["body"]].pk}, **unit, **texts(facts, "label"))

    def post(self, facts: Facts, rank: int) -> None:
        sits_in = [self.bodies[key] for key in facts.get("sits_in", [])]
        said = texts(facts, "name") | {"kind": facts["kind"], "rank": rank, "sits_in": sits_in}
        self.door.enter("create_post", {"pk": self.bodies[facts["body"]].pk}, **said)
        post = Post.objects.of(self.association).latest("pk")
        term = {"term_number": facts["term"]} if "term" in facts else {}
        for holder in facts["holders"]:
            self.door.enter("appoint", {"pk": post.pk}, person=self.people[holder], **term)

    def past_meeting(self, facts: Facts) -> Meeting:
        said = texts(facts, "name", "place") | {"stated_date": facts["stated_date"], "mode": facts["mode"]}
        said |= {key: facts[key] for key in ("stated_attendance", "stated_invited") if key in facts}
        meeting = self.convene(facts, entered_afterwards=True, **said)
        self.agenda(meeting, facts)
        for attended in facts["attended"]:
            self.invite(meeting, attended)
        for invitation in meeting.invitations.all():
            self.attend(invitation, moment_entered_for(meeting))
        return meeting

    def convene(self, facts: Facts, **said: Any) -> Meeting:
        body = self.bodies[facts["body"]]
        chair = {"chair": self.people[facts["chair"]]} if "chair" in facts else {}
        asked = {} if isinstance(self.door, Pages) else {"body": body}
        self.door.enter("convene_meeting", {"body": body.pk}, **chair, **said, **asked)
        return Meeting.objects.get(association=self.association)

    def agenda(self, meeting: Meeting, facts: Facts) -> None:
        at = {"pk": meeting.pk}
        for item in facts["agenda"]:
            self.item(meeting, item)
        for thanked in facts.get("thanked", []):
            self.door.enter("add_sponsor", at, role=thanked["role"], **texts(thanked, "name"))
        for promise in facts.get("promises", []):
            self.promise(meeting, meeting.agenda.last(), **texts(promise, "content"), adopt=False)

    def promise(self, meeting: Meeting, origin: Any, **said: Any) -> Commitment:
        asked = {} if isinstance(self.door, Pages) else {"origin": origin}
        self.door.enter("commit_to", {"pk": meeting.pk, "origin_pk": origin.pk}, **said, **asked)
        return Commitment.objects.filter(association=self.association).latest("pk")

    def item(self, meeting: Meeting, facts: Facts) -> None:
        at = {"pk": meeting.pk}
        speakers = [
            {"person": self.people[one]} if isinstance(one, str) else one for one in facts.get("speakers", [])
        ]
        self.door.enter("add_item", at, kind=facts["kind"], **texts(facts, "title"), speakers=speakers)
        item = AgendaItem.objects.filter(meeting=meeting).latest("pk")
        if meeting.entered_afterwards:
            self.result(item, facts)
        if "motion" in facts:
            said = texts(facts, "title") | {"kind": facts["motion"]["kind"], "item": item}
            self.door.enter("put_motion", at, **said)
            motion = Motion.objects.get(meeting=meeting)
            state = facts["motion"]["state"]
            self.door.enter("enter_motion_result", at | {"motion_pk": motion.pk}, state=state)

    def result(self, item: AgendaItem, facts: Facts) -> None:
        if said := texts(facts, "summary", "result"):
            at = {"pk": item.meeting_id, "item_pk": item.pk}
            version = {} if isinstance(self.door, Pages) else {"version": item.version}
            self.door.enter("enter_result", at, **said, **version)

    def invite(self, meeting: Meeting, facts: Facts) -> None:
        said = texts(facts, "capacity") | {"role": facts.get("role", Invitation.Role.VOTING)}
        self.door.enter("invite_person", {"pk": meeting.pk}, person=self.people[facts["person"]], **said)

    def attend(self, invitation: Invitation, at: datetime) -> None:
        event: Facts = {"invitation": invitation, "kind": "in", "mode": "on_site"}
        if not isinstance(self.door, Pages):
            event |= {"invitation": str(invitation.pk), "client_id": str(uuid4()), "at": at.isoformat()}
            event = {"events": [event]}
        self.door.enter("record_attendance", {"pk": invitation.meeting_id}, **event)

    def plan(self, facts: Facts) -> Plan:
        courses: Any = facts.get("courses", [])
        if isinstance(self.door, Pages):
            courses = "\n".join(f"{one['name_zh']} | {one['name_en']}" for one in courses)
        said = texts(facts, "title", "period_note") | {"kind": facts["kind"], "courses": courses}
        self.door.enter("draft_plan", body=self.bodies[facts["body"]], **said)
        plan = Plan.objects.get(association=self.association)
        at = {"pk": plan.pk}
        for item in facts.get("items", []):
            self.door.enter("add_plan_item", at, **texts(item, "content"))
        self.door.enter("put_up_for_discussion", at)
        shown = "yes" if isinstance(self.door, Pages) else True
        self.door.enter("publish_plan", at, is_public=shown)
        return plan
