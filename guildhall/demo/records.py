"""The casebook: real meetings, posts and plans as their sources state them, loaded as read-only records.

A record has no actor and no history of its own: its rows are written at once, and from then on every
action refuses to change them. What a source leaves open stays empty here and is shown as not stated.
"""

from pathlib import Path
from uuid import uuid5

import yaml
from django.db import transaction
from django.utils import timezone

from guildhall.accounts.models import Association
from guildhall.audit.actions import record
from guildhall.commitments.models import Commitment, Course, Letter, LetterParty, Plan
from guildhall.demo.cooperating import CooperationLoader, Facts, words
from guildhall.dues.models import StatedCollection
from guildhall.finance.models import StatedBranches
from guildhall.meetings.models import (
    AgendaItem,
    AttendanceEvent,
    Invitation,
    Meeting,
    Motion,
    Speaker,
    Sponsor,
)
from guildhall.registry.models import Body, Organization, Person, Post, Seat, Tenure

CASEBOOK = Path(__file__).parent / "casebook"


def load_casebook() -> list[Association]:
    """Every case that is not yet here, each in a transaction of its own; returns the new records."""
    loaded = []
    for file in sorted(CASEBOOK.glob("*.yaml")):
        facts = yaml.safe_load(file.read_text(encoding="utf-8"))
        if not Association.objects.filter(slug=facts["slug"]).exists():
            loaded.append(load_record(facts))
    return loaded


@transaction.atomic
def load_record(facts: Facts) -> Association:
    """One case as a read-only association with public pages."""
    association = Association.objects.create(
        slug=facts["slug"],
        kind=facts["kind"],
        state=facts.get("state", Association.State.ACTIVE),
        region=facts.get("region", ""),
        source=facts["source"],
        is_public=True,
        is_record=True,
        **words(facts, "name", "short", "about"),
    )
    loader = Loader(association)
    loader.load(facts)
    CooperationLoader(association, loader.bodies, loader.organizations, loader.people).load(facts)
    if number := facts.get("stated_branches"):
        StatedBranches.objects.create(association=association, number=number)
    record("record.loaded", actor=None, subject=association)
    return association


class Loader:
    """Writes the rows of one case; what rows refer to is found by the case's own keys."""

    def __init__(self, association: Association) -> None:
        self.association = association
        self.bodies: dict[str, Body] = {}
        self.organizations: dict[str, Organization] = {}
        self.people: dict[str, Person] = {}
        self.items: dict[str, AgendaItem] = {}

    def load(self, facts: Facts) -> None:
        steps = {
            "bodies": self.load_body,
            "organizations": self.load_organization,
            "people": self.load_person,
            "posts": self.load_post,
            "seats": self.load_seat,
            "meetings": self.load_meeting,
            "plans": self.load_plan,
            "letters": self.load_letter,
            "dues": self.load_dues,
        }
        for things, load_one in steps.items():
            for place, thing in enumerate(facts.get(things, [])):
                load_one(thing, place)

    def load_body(self, body: Facts, rank: int) -> None:
        self.bodies[body["key"]] = Body.objects.create(
            association=self.association,
            kind=body["kind"],
            parent=self.bodies.get(body.get("parent", "")),
            rank=rank,
            **words(body, "name"),
        )

    def load_organization(self, facts: Facts, _place: int) -> None:
        organization = Organization(
            association=self.association,
            kind=facts["kind"],
            parent=self.organizations.get(facts.get("parent", "")),
            **words(facts, "name"),
        ).with_keys()
        organization.save(force_insert=True)
        self.organizations[facts["key"]] = organization

    def load_person(self, facts: Facts, _place: int) -> None:
        person = Person(
            association=self.association,
            organization=self.organizations.get(facts.get("organization", "")),
            is_guest=facts.get("guest", False),
            **words(facts, "name", "title", "note"),
        ).with_keys()
        person.save(force_insert=True)
        self.people[facts["key"]] = person

    def load_post(self, facts: Facts, rank: int) -> None:
        post = Post.objects.create(
            association=self.association,
            body=self.bodies[facts["body"]],
            kind=facts["kind"],
            rank=rank,
            **words(facts, "name"),
        )
        post.sits_in.set(self.bodies[key] for key in facts.get("sits_in", []))
        Tenure.objects.bulk_create(
            Tenure(
                association=self.association,
                post=post,
                person=self.people[holder],
                term_number=facts.get("term"),
            )
            for holder in facts["holders"]
        )

    def load_seat(self, facts: Facts, _place: int) -> None:
        Seat.objects.create(
            association=self.association,
            body=self.bodies[facts["body"]],
            organization=self.organizations[facts["organization"]],
            **words(facts, "label"),
        )

    def load_meeting(self, facts: Facts, _place: int) -> None:
        now = timezone.now()
        meeting = Meeting.objects.create(
            association=self.association,
            body=self.bodies[facts["body"]],
            state=Meeting.State.CLOSED,
            mode=facts["mode"],
            stated_date=facts["stated_date"],
            stated_attendance=facts.get("stated_attendance"),
            stated_invited=facts.get("stated_invited"),
            chair=self.people.get(facts.get("chair", "")),
            entered_afterwards=True,
            published_at=now,
            published_parts=Meeting.Part.values,
            **words(facts, "name", "place"),
        )
        for rank, attended in enumerate(facts.get("attended", [])):
            self.load_attended(meeting, attended, rank)
        for position, item in enumerate(facts.get("agenda", [])):
            self.load_item(meeting, item, position)
        for thanked in facts.get("thanked", []):
            Sponsor.objects.create(
                association=self.association, meeting=meeting, role=thanked["role"], **words(thanked, "name")
            )
        for position, promise in enumerate(facts.get("promises", [])):
            self.load_commitment(promise, position, body=meeting.body, origin=meeting)

    def load_attended(self, meeting: Meeting, facts: Facts, rank: int) -> None:
        invitation = Invitation.objects.create(
            association=self.association,
            meeting=meeting,
            person=self.people[facts["person"]],
            organization=self.organizations.get(facts.get("organization", "")),
            role=facts.get("role", Invitation.Role.VOTING),
            rank=rank,
            **words(facts, "capacity"),
        )
        AttendanceEvent.objects.create(
            association=self.association,
            meeting=meeting,
            invitation=invitation,
            kind=AttendanceEvent.Kind.IN,
            at=meeting.created_at,
            client_id=uuid5(meeting.pk, str(invitation.pk)),
        )

    def load_item(self, meeting: Meeting, facts: Facts, position: int) -> None:
        item = AgendaItem.objects.create(
            association=self.association,
            meeting=meeting,
            position=position,
            kind=facts["kind"],
            **words(facts, "title", "summary", "result"),
        )
        self.items[facts.get("key", "")] = item
        for place, speaker in enumerate(facts.get("speakers", [])):
            said = {"person": self.people[speaker]} if isinstance(speaker, str) else words(speaker, "words")
            count = None if isinstance(speaker, str) else speaker.get("count")
            Speaker.objects.create(
                association=self.association, item=item, position=place, count=count, **said
            )
        if "motion" in facts:
            Motion.objects.create(
                association=self.association,
                meeting=meeting,
                item=item,
                **facts["motion"],
                **words(facts, "title"),
            )

    def load_plan(self, facts: Facts, _place: int) -> None:
        plan = Plan.objects.create(
            association=self.association,
            body=self.bodies[facts["body"]],
            kind=facts["kind"],
            state=facts["state"],
            is_public=True,
            **words(facts, "title", "period_note"),
        )
        for position, course in enumerate(facts.get("courses", [])):
            Course.objects.create(
                association=self.association, plan=plan, position=position, **words(course, "name")
            )
        for position, item in enumerate(facts.get("items", [])):
            self.load_commitment(item, position, body=plan.body, plan=plan)

    def load_commitment(
        self,
        facts: Facts,
        position: int,
        *,
        body: Body,
        plan: Plan | None = None,
        origin: Meeting | None = None,
    ) -> None:
        Commitment.objects.create(
            association=self.association,
            body=body,
            plan=plan,
            position=position,
            is_public=True,
            origin_type=origin._meta.label_lower if origin else "",
            origin_id=origin.pk if origin else None,
            **words(facts, "content"),
        )

    def load_letter(self, facts: Facts, _place: int) -> None:
        letter = Letter.objects.create(
            association=self.association,
            kind=facts["kind"],
            body=self.bodies[facts["body"]],
            state=Letter.State.SIGNED,
            is_public=True,
            origin_type=AgendaItem._meta.label_lower,
            origin_id=self.items[facts["origin"]].pk,
            **words(facts, "title"),
        )
        for position, party in enumerate(facts["parties"]):
            LetterParty.objects.create(
                association=self.association,
                letter=letter,
                position=position,
                person=self.people[party["person"]],
                **words(party, "role"),
            )

    def load_dues(self, facts: Facts, _place: int) -> None:
        """What the source states of a year's dues. No notice, member or payment is made up for it."""
        StatedCollection.objects.create(
            association=self.association,
            year=facts["year"],
            notices_on=facts.get("notices_on"),
            on=facts["as_of"],
            percent_at_least=facts["percent_at_least"],
            **words(facts, "remark"),
        )
