"""Agreements as tests need them: complete, with signatories who hold a post."""

from typing import Any

from guildhall.accounts.models import Association, User
from guildhall.commitments.tests.make import make_body, make_organization
from guildhall.cooperation import actions
from guildhall.cooperation.actions import Signing, Witnessing
from guildhall.cooperation.models import Agreement, AgreementParty
from guildhall.cooperation.tests.make import make_person
from guildhall.meetings.models import Meeting, Motion, Resolution
from guildhall.registry.models import Body, Person, Post, Representation, Seat, Tenure

PDF = b"%PDF-1.4\n%%EOF\n"


def make_representative(association: Association, **details: Any) -> Person:
    """Somebody who signs in and represents an organization of the association on a seat today."""
    organization = make_organization(association, **details)
    person = make_person(association, organization=organization)
    body = Body.objects.get(association=association, parent=None)
    seat = Seat.objects.create(association=association, body=body, organization=organization)
    Representation.objects.create(association=association, seat=seat, person=person)
    return person


def make_official(association: Association) -> tuple[Person, Post]:
    """Somebody of an organization who holds a post of the association today."""
    person = make_person(association, organization=make_organization(association))
    post = Post.objects.create(
        association=association, body=make_body(association), name_zh="会长", name_en="President"
    )
    Tenure.objects.create(association=association, post=post, person=person)
    return person, post


def signing(person: Person, **details: Any) -> Signing:
    assert person.organization is not None
    return Signing(person.organization, person, **details)


def make_agreement(association: Association, actor: User, *signatories: Person, **details: Any) -> Agreement:
    """A complete draft of two parties, each by its representative, and one witness who signs in."""
    people = signatories or (make_representative(association), make_representative(association))
    witnesses = details.pop("witnesses", None) or [Witnessing(make_person(association))]
    said = {
        "title_zh": "合作协议",
        "title_en": "Agreement",
        "text_zh": "一、共同研发。",
        "text_en": "We develop together.",
    }
    return actions.draft_agreement(
        association,
        parties=details.pop("parties", None) or [signing(one) for one in people],
        witnesses=witnesses,
        actor=actor,
        **(said | details),
    )


def offered(association: Association, actor: User, *signatories: Person, **details: Any) -> Agreement:
    return actions.offer_agreement(make_agreement(association, actor, *signatories, **details), actor=actor)


def sign(party: AgreementParty) -> AgreementParty:
    """The named signatory signs what stands there."""
    fresh = AgreementParty.objects.select_related("agreement__association", "signatory__user", "post").get(
        pk=party.pk
    )
    assert fresh.signatory is not None
    assert fresh.signatory.user is not None
    return actions.sign_agreement(
        fresh, seen=fresh.agreement.text_hash, confirmed=True, actor=fresh.signatory.user
    )


def signed(association: Association, actor: User, *signatories: Person, **details: Any) -> Agreement:
    """Signed by all, attested, issued."""
    agreement = offered(association, actor, *signatories, **details)
    for party in agreement.parties.all():
        sign(party)
    for witness in agreement.witnesses.select_related("agreement__association", "person__user"):
        actions.attest_agreement(witness, seen=agreement.text_hash, confirmed=True, actor=witness.person.user)
    agreement.refresh_from_db()
    return agreement


def make_resolution(body: Body, **details: Any) -> Resolution:
    """Carried in a meeting of the body, and in force."""
    meeting = Meeting.objects.create(association=body.association, body=body, name_en="Meeting")
    motion = Motion.objects.create(
        association=body.association,
        meeting=meeting,
        title_en="Cooperate",
        state=details.pop("state", "carried"),
    )
    return Resolution.objects.create(
        **{
            "association": body.association,
            "body": body,
            "meeting": meeting,
            "motion": motion,
            "number": 1,
            "year": 2026,
            "serial": "R-1",
            "title_en": "Cooperate",
            "adopted_on": "2026-01-05",
        }
        | details
    )
