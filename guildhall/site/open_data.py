"""Open data: what the public pages show, as plain values, named as in OParl 1.1 where it has a name for it.

OParl's ``body`` is an association, its ``organization`` one of the bodies, its ``paper`` a public file. Texts are pairs
of Chinese and English, empty where one was not given; any other value that is not stated is None.
"""

from typing import Any

from django.db.models import Model
from django.urls import reverse

from guildhall.accounts.models import Association
from guildhall.commitments.models import Commitment, Letter, Plan
from guildhall.core.dates import parse_stated
from guildhall.core.sentences import Sentence
from guildhall.documents.queries import file_link
from guildhall.dues.models import StatedCollection
from guildhall.meetings.models import Meeting, Paper, Resolution, Speaker, Sponsor
from guildhall.registry.models import Organization, Person, Tenure
from guildhall.site.queries import (
    PublicAssociation,
    PublicAttendee,
    PublicBody,
    PublicDecision,
    PublicItem,
    PublicMeeting,
    PublicResolution,
)

Data = dict[str, Any]


def text(row: Model | None, name: str = "name") -> dict[str, str] | None:
    """The pair of columns; None where there is no row."""
    return {code: getattr(row, f"{name}_{code}") for code in ("zh", "en")} if row else None


def association_data(association: Association, shown: PublicAssociation) -> Data:
    """Everything that the association's public page shows."""
    tenures = [tenure for body in shown.bodies for post in body.posts for tenure in post.tenures]
    people = {tenure.person_id: tenure.person for tenure in tenures}
    return {
        "id": association.pk,
        "name": text(association),
        "shortName": text(association, "short"),
        "classification": association.kind,
        "state": association.state,
        "region": association.region,
        "about": text(association, "about"),
        "isRecord": association.is_record,
        "isFictional": association.is_fictional,
        "source": association.source,
        "web": reverse("public:association", args=[association.slug]),
        "organization": [_organization(body) for body in shown.bodies],
        "person": [_person(person) for person in people.values()],
        "membership": [_membership(tenure) for tenure in tenures],
        "meeting": [_meeting_line(association, meeting) for meeting in shown.meetings],
        "plan": [plan_data(plan) for plan in shown.plans],
        "resolution": [resolution_data(resolution) for resolution in shown.resolutions],
        "unit": [_unit(unit) for unit in shown.organizations],
        "dues": [_dues(stated) for stated in shown.dues],
        "branchesStated": shown.stated_branches.number if shown.stated_branches else None,
    }


def meeting_data(meeting: Meeting, shown: PublicMeeting) -> Data:
    """Everything that the meeting's public page shows."""
    return _meeting_line(meeting.association, meeting) | {
        "chair": text(meeting.chair),
        "attendedAtLeast": meeting.stated_attendance,
        "organizationsInvited": meeting.stated_invited,
        "remarks": text(meeting, "remarks"),
        "quorum": _said(shown.quorum),
        "participant": [_participant(attendee) for attendee in shown.attended],
        "agendaItem": [_item(line, number) for number, line in enumerate(shown.agenda, start=1)],
        "decision": [_decision(decision) for decision in shown.decisions],
        "paper": [_paper(paper) for paper in shown.papers],
        "commitment": [_commitment(commitment) for commitment in shown.commitments],
        "letter": [_letter(letter) for letter in shown.letters],
        "acknowledgement": [_sponsor(one) for ones in shown.thanked.values() for one in ones],
        "source": meeting.association.source,
    }


def plan_data(plan: Plan) -> Data:
    """Everything that the plan's public page shows."""
    return {
        "id": plan.pk,
        "name": text(plan, "title"),
        "classification": plan.kind,
        "state": plan.state,
        "organization": plan.body_id,
        "startDate": plan.from_on,
        "endDate": plan.to_on,
        "period": text(plan, "period_note"),
        "course": [text(course) for course in plan.courses.all()],
        "commitment": [_commitment(item) for item in plan.public_items],  # type: ignore[attr-defined]  # fetched by queries.public_plans
        "web": reverse("public:plan", args=[plan.association.slug, plan.pk]),
    }


def _said(sentence: Sentence | None) -> dict[str, str] | None:
    return sentence.as_data() if sentence else None


def _organization(shown: PublicBody) -> Data:
    body = shown.body
    return {
        "id": body.pk,
        "name": text(body),
        "classification": body.kind,
        "subOrganizationOf": body.parent_id,
        "about": text(body, "about"),
        "seat": [{"label": text(seat, "label"), "unit": text(seat.organization)} for seat in shown.seats],
    }


def _person(person: Person) -> Data:
    return {
        "id": person.pk,
        "name": text(person),
        "title": text(person, "title"),
        "note": text(person, "note"),
        "affiliation": text(person.organization),
    }


def _membership(tenure: Tenure) -> Data:
    return {
        "id": tenure.pk,
        "person": tenure.person_id,
        "organization": tenure.post.body_id,
        "role": text(tenure.post),
        "post": tenure.post.kind,
        "term": tenure.term_number,
        "startDate": tenure.from_on,
        "endDate": tenure.to_on,
    }


def _dues(stated: StatedCollection) -> Data:
    return {
        "year": stated.year,
        "noticesSent": stated.notices_on,
        "asOf": stated.on,
        "percentPaidAtLeast": stated.percent_at_least,
        "remarks": text(stated, "remark"),
    }


def _unit(unit: Organization) -> Data:
    return {"id": unit.pk, "name": text(unit), "classification": unit.kind}


def _meeting_line(association: Association, meeting: Meeting) -> Data:
    stated = parse_stated(meeting.stated_date).sentence if meeting.stated_date else None
    return {
        "id": meeting.pk,
        "name": text(meeting),
        "organization": {"id": meeting.body_id, "name": text(meeting.body)},
        "start": meeting.starts_at,
        "end": meeting.ends_at,
        "statedDate": meeting.stated_date or None,
        "statedDateInWords": _said(stated),
        "location": text(meeting, "place"),
        "mode": meeting.mode or None,
        "web": reverse("public:meeting", args=[association.slug, meeting.pk]),
        "api": reverse("api-1:public_meeting", args=[association.slug, meeting.pk]),
    }


def _item(line: PublicItem, number: int) -> Data:
    item = line.item
    return {
        "id": item.pk,
        "number": number,
        "name": text(item, "title"),
        "kind": item.kind,
        "speaker": [_speaker(speaker) for speaker in line.speakers],
        "summary": text(item, "summary") if line.shows_summary else None,
        "result": text(item, "result") if line.shows_summary else None,
        "decision": [_decision(decision) for decision in line.decisions],
        "paper": [_paper(paper) for paper in line.papers],
    }


def _speaker(speaker: Speaker) -> Data:
    return {"name": text(speaker.person) or text(speaker, "words"), "count": speaker.count}


def _decision(decision: PublicDecision) -> Data:
    motion = decision.motion
    return {
        "name": text(motion or decision.resolution, "title"),
        "result": motion.state if motion else None,
        "way": motion.way or None if motion else None,
        "for": motion.for_count if motion else None,
        "against": motion.against_count if motion else None,
        "abstain": motion.abstain_count if motion else None,
        "rule": _said(decision.rule),
        "resolution": resolution_data(decision.resolution) if decision.resolution else None,
    }


def resolution_data(resolution: Resolution) -> Data:
    """A public resolution; ``supersededBy`` only where what superseded it is public too."""
    newer = PublicResolution(resolution).superseded_by
    return {
        "id": resolution.pk,
        "reference": resolution.serial,
        "name": text(resolution, "title"),
        "text": text(resolution, "text"),
        "date": resolution.adopted_on,
        "inForceFrom": resolution.in_force_from,
        "inForceTo": resolution.in_force_to,
        "supersededBy": newer.serial if newer else None,
    }


def _paper(paper: Paper) -> Data:
    return {
        "id": paper.pk,
        "name": text(paper, "title"),
        "kind": paper.kind,
        "credit": paper.credit,
        "mimeType": paper.file.media_type,
        "size": paper.file.size,
        "accessUrl": file_link(paper.file, None),
    }


def _participant(attendee: PublicAttendee) -> Data:
    invitation = attendee.invitation
    return {
        "name": text(attendee.person),
        "title": text(attendee.person, "title"),
        "capacity": text(invitation, "capacity"),
        "organization": text(invitation.organization),
        "role": invitation.role,
    }


def _commitment(commitment: Commitment) -> Data:
    return {
        "id": commitment.pk,
        "content": text(commitment, "content"),
        "measure": text(commitment, "measure"),
        "deadline": commitment.deadline,
        "responsible": text(commitment.responsible),
    }


def _letter(letter: Letter) -> Data:
    return {
        "id": letter.pk,
        "name": text(letter, "title"),
        "kind": letter.kind,
        "party": [
            {"name": text(party.person), "role": text(party, "role")} for party in letter.parties.all()
        ],
    }


def _sponsor(sponsor: Sponsor) -> Data:
    return {"name": text(sponsor), "role": sponsor.role}
