"""Plain builders for tests: valid by default, every detail can be named."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power
from guildhall.commitments.models import Commitment, Milestone, Plan
from guildhall.registry.models import Body, Organization, Person, Post, Seat, Tenure

_numbers = count(1)


def today() -> date:
    return timezone.localdate()


def in_days(days: int) -> date:
    return today() + timedelta(days=days)


def make_association(**details: Any) -> Association:
    number = next(_numbers)
    association = Association.objects.create(
        **{"slug": f"guild-{number}", "name_en": f"Guild {number}", "name_zh": f"协会{number}"} | details
    )
    Body.objects.create(
        association=association, kind=Body.Kind.ASSEMBLY, name_en="Assembly", name_zh="会员大会"
    )
    return association


def top_of(association: Association) -> Body:
    return Body.objects.get(association=association, parent=None)


def make_body(association: Association, **details: Any) -> Body:
    return Body.objects.create(
        **{
            "association": association,
            "parent": top_of(association),
            "kind": Body.Kind.COMMITTEE,
            "name_en": f"Committee {next(_numbers)}",
        }
        | details
    )


def make_person(association: Association, **details: Any) -> Person:
    number = next(_numbers)
    if details.pop("signs_in", True):
        details.setdefault(
            "user", User.objects.create(email=f"user{number}@example.org", name=f"User {number}")
        )
    name = details.get("name_en", f"Person {number}")
    return Person.objects.create(**{"association": association, "name_en": name, "name_key": name} | details)


def make_organization(association: Association, **details: Any) -> Organization:
    name = f"Firm {next(_numbers)}"
    return Organization.objects.create(
        **{"association": association, "name_en": name, "name_key": name} | details
    )


def make_holder(body: Body, *powers: Power, kind: str = Post.Kind.STAFF, **details: Any) -> User:
    """Somebody who holds a post with these powers in the body today."""
    person = make_person(body.association, **details)
    post = Post.objects.create(
        association=body.association,
        body=body,
        name_en=f"Post {next(_numbers)}",
        kind=kind,
        powers=list(powers),
    )
    Tenure.objects.create(association=body.association, post=post, person=person)
    return user_of(person)


def user_of(person: Person) -> User:
    assert person.user is not None
    return person.user


def make_seat(body: Body, person: Person, **details: Any) -> Seat:
    return Seat.objects.create(association=body.association, body=body, person=person, **details)


def make_plan(body: Body, **details: Any) -> Plan:
    return Plan.objects.create(
        **{"association": body.association, "body": body, "title_en": f"Plan {next(_numbers)}"} | details
    )


def make_commitment(body: Body, **details: Any) -> Commitment:
    """Under way, due in thirty days, of somebody who signs in."""
    supporting = details.pop("supporting", ())
    if "responsible" not in details:
        details["responsible"] = make_person(body.association)
    commitment = Commitment.objects.create(
        **{
            "association": body.association,
            "body": body,
            "content_en": f"Do thing {next(_numbers)}",
            "deadline": in_days(30),
            "state": Commitment.State.ADOPTED,
        }
        | details
    )
    commitment.supporting.set(supporting)
    return commitment


def make_milestone(commitment: Commitment, **details: Any) -> Milestone:
    return Milestone.objects.create(
        **{
            "association": commitment.association,
            "commitment": commitment,
            "title_en": f"Step {next(_numbers)}",
            "due_on": in_days(2),
        }
        | details
    )
