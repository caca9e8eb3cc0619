"""Plain builders for tests: valid by default, every detail can be named.

Without ``association`` each thing gets one of its own; things made from others share theirs.
"""

from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power
from guildhall.accounts.tests.make import make_association, make_user
from guildhall.registry.models import (
    Body,
    CharterProfile,
    Organization,
    Person,
    Post,
    Representation,
    Seat,
    SignInInvitation,
    Tenure,
)

__all__ = [
    "make_association",
    "make_body",
    "make_charter_profile",
    "make_organization",
    "make_person",
    "make_post",
    "make_representation",
    "make_seat",
    "make_sign_in_invitation",
    "make_tenure",
    "make_top_body",
    "make_user",
    "make_user_with_powers",
]
_numbers = count(1)


def make_body(association: Association | None = None, **details: Any) -> Body:
    """A council below the association's top body (which is made where there is none)."""
    parent = details.get("parent")
    association = association or (parent.association if parent else make_association())
    if "parent" not in details:
        details["parent"] = make_top_body(association)
    number = next(_numbers)
    names = {"name_zh": f"理事会{number}", "name_en": f"Council {number}", "kind": Body.Kind.COUNCIL}
    return Body.objects.create(association=association, **names | details)


def make_top_body(association: Association | None = None, **details: Any) -> Body:
    """The association's top body: the one it has, or a new assembly."""
    association = association or make_association()
    names = {"name_zh": "会员大会", "name_en": "Assembly", "kind": Body.Kind.ASSEMBLY}
    return Body.objects.get_or_create(association=association, parent=None, defaults=names | details)[0]


def make_organization(association: Association | None = None, **details: Any) -> Organization:
    number = next(_numbers)
    association = association or make_association()
    names = {"name_zh": f"第{number}机械有限公司", "name_en": f"Machinery {number} Ltd."}
    organization = Organization(association=association, **names | details).with_keys()
    organization.save(force_insert=True)
    return organization


def make_person(association: Association | None = None, **details: Any) -> Person:
    """Somebody whom the association knows; with ``user`` somebody who can sign in."""
    number = next(_numbers)
    organization = details.get("organization")
    association = association or (organization.association if organization else make_association())
    names = {"name_zh": f"王{number}", "name_en": f"Wang {number}"}
    person = Person(association=association, **names | details).with_keys()
    person.save(force_insert=True)
    return person


def make_post(body: Body | None = None, *, sits_in: tuple[Body, ...] = (), **details: Any) -> Post:
    body = body or make_top_body()
    names = {"name_zh": "会长", "name_en": "President", "kind": Post.Kind.PRESIDENT}
    post = Post.objects.create(association=body.association, body=body, **names | details)
    post.sits_in.set(sits_in)
    return post


def make_tenure(post: Post | None = None, person: Person | None = None, **details: Any) -> Tenure:
    """A tenure without beginning or end, of a new person where none is named."""
    post = post or make_post()
    person = person or make_person(post.association)
    return Tenure.objects.create(association=post.association, post=post, person=person, **details)


def make_seat(body: Body | None = None, **details: Any) -> Seat:
    """A seat with a vote, of a new unit where neither ``organization`` nor ``person`` is named."""
    body = body or make_body()
    if "person" not in details and "organization" not in details:
        details["organization"] = make_organization(body.association)
    return Seat.objects.create(association=body.association, body=body, **details)


def make_representation(
    seat: Seat | None = None, person: Person | None = None, **details: Any
) -> Representation:
    """Who sits on a unit's seat."""
    seat = seat or make_seat()
    person = person or make_person(seat.association, organization=seat.organization)
    return Representation.objects.create(association=seat.association, seat=seat, person=person, **details)


def make_user_with_powers(association: Association, *powers: Power, body: Body | None = None) -> User:
    """Somebody signed-in whom the association knows and whose post in ``body`` (the top body) gives ``powers``.

    Without powers: an ordinary person of the association. The person is ``user.people.get()``.
    """
    user = make_user()
    person = make_person(association, user=user, name_zh=user.name, name_en=user.name, email=user.email)
    body = body or make_top_body(association)
    if powers:
        named: dict[str, Any] = {"name_zh": "秘书", "name_en": "Officer", "kind": Post.Kind.STAFF}
        post = make_post(body, powers=[power.value for power in powers], **named)
        make_tenure(post, person)
    return user


def make_charter_profile(association: Association | None = None, **details: Any) -> CharterProfile:
    """A version of the charter profile: without ``rules`` an empty one."""
    association = association or make_association()
    rules = {"key": "own", "name": {"zh": "本会章程", "en": "Own charter"}, "rules": {}}
    given = {"version": 1, "from_on": date(2020, 1, 1), "rules": rules}
    return CharterProfile.objects.create(association=association, **given | details)


def make_sign_in_invitation(person: Person | None = None, **details: Any) -> SignInInvitation:
    """A link that was mailed today; ``digest`` is the hash of its token."""
    person = person or make_person(email="somebody@example.org")
    given: dict[str, Any] = {"email": person.email, "digest": f"digest {next(_numbers)}"}
    given |= {"expires_at": timezone.now() + timedelta(days=7)}
    return SignInInvitation.objects.create(association=person.association, person=person, **given | details)
