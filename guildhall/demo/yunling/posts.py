"""Who holds which post in the second term, and which unit sits where."""

from collections.abc import Sequence
from datetime import date

from guildhall.audit.actions import record
from guildhall.demo.yunling.founding import BRANCHES, COMMITTEES, TERM_BEGAN, TERM_DAYS
from guildhall.demo.yunling.world import World
from guildhall.registry.actions import appoint, create_post
from guildhall.registry.models import (
    Body,
    Organization,
    Person,
    Post,
    Representation,
    Seat,
    Tenure,
)
from guildhall.registry.presets.structure import CHAIR

TERM = 2
VICE_PRESIDENTS, STANDING, COUNCIL = range(1, 9), range(14), range(44)
SUPERVISORS = range(44, 47)
BRANCH_SECRETARY = ("read", "manage", "convene", "follow_up", "publish")
TIERS = [
    (range(1), "会长单位", "President's unit"),
    (range(1, 9), "副会长单位", "Vice-president unit"),
    (range(9, 14), "常务理事单位", "Standing council unit"),
    (range(14, 44), "理事单位", "Council unit"),
    (range(44, 300), "会员单位", "Member unit"),
]
BRANCH_SEATS = 24
COMMITTEE_SEATS = 9


def fill_posts(world: World) -> None:
    """Tenures by the action (the charter's rules are asked), seats in bulk with a line for each body."""
    first, last = world.day(TERM_BEGAN), world.day(TERM_BEGAN + TERM_DAYS)
    with world.on(-424, "16:00"):
        for kind, people in _officers(world).items():
            post = Post.objects.filter(association=world.association, kind=kind).earliest("rank")
            for person in people:
                appoint(post, person, term_number=TERM, from_on=first, to_on=last, actor=world.secretary)
        for kind in (Post.Kind.STAFF, Post.Kind.ACCOUNTANT, Post.Kind.CASHIER):
            post = Post.objects.filter(association=world.association, kind=kind).earliest("rank")
            person = world.people["officer" if kind == Post.Kind.STAFF else kind.value]
            appoint(post, person, from_on=first, is_hired=True, actor=world.secretary)
        # The founder's post came with the founding; it is of this term like the others'.
        Tenure.objects.filter(person=world.people["secretary_general"]).update(
            term_number=TERM, from_on=first, to_on=last, is_hired=True, reason=""
        )
    with world.on(-423, "10:00"):
        _seat_all(world, first)
        for key in BRANCHES:
            _branch_posts(world, key)
        for key in COMMITTEES:
            _committee_posts(world, key)


def _officers(world: World) -> dict[str, list[Person]]:
    sitting = world.representatives
    return {
        Post.Kind.PRESIDENT: [world.people["president"]],
        Post.Kind.VICE_PRESIDENT: [sitting[place] for place in VICE_PRESIDENTS],
        Post.Kind.DEPUTY_SECRETARY_GENERAL: [world.people["deputy"]],
        Post.Kind.CHIEF_SUPERVISOR: [world.people["chief_supervisor"]],
        Post.Kind.SUPERVISOR: [sitting[place] for place in SUPERVISORS[1:]],
        Post.Kind.ADVISER: [world.people["adviser"]],
    }


def _seat_all(world: World, from_on: date) -> None:
    members, sitting = world.members, world.representatives
    for key, places in (("assembly", range(len(members))), ("council", COUNCIL), ("standing", STANDING)):
        units = [(members[place], sitting[place], _tier(place)) for place in places]
        seat_units(world, world.bodies[key], units, from_on)


def _tier(place: int) -> tuple[str, str]:
    return next((zh, en) for places, zh, en in TIERS if place in places)


def seat_units(
    world: World, body: Body, units: Sequence[tuple[Organization, Person, tuple[str, str]]], from_on: date
) -> None:
    """Seats of units, each with its representative."""
    seats = [
        Seat(
            association=world.association,
            body=body,
            organization=unit,
            label_zh=label[0],
            label_en=label[1],
            from_on=from_on,
        )
        for unit, _person, label in units
    ]
    Seat.objects.bulk_create(seats)
    Representation.objects.bulk_create(
        Representation(association=world.association, seat=seat, person=person, from_on=from_on)
        for seat, (_unit, person, _label) in zip(seats, units, strict=True)
    )
    record("seats.given", actor=world.officer, subject=body, count=len(seats))


def _branch_posts(world: World, key: str) -> None:
    body, from_on = world.bodies[key], world.day(TERM_BEGAN + 60)
    to_on = world.day(TERM_BEGAN + TERM_DAYS)
    own = [place for place, unit in enumerate(world.members) if world.branch_of[unit] == key][:BRANCH_SEATS]
    head = create_post(
        body,
        sits_in=[body],
        kind=Post.Kind.HEAD,
        name_zh="分会会长",
        name_en="Head of the branch",
        powers=list(CHAIR),
        actor=world.secretary,
    )
    secretary = create_post(
        body,
        kind=Post.Kind.SECRETARY_GENERAL,
        name_zh="分会秘书长",
        name_en="Secretary-general of the branch",
        powers=list(BRANCH_SECRETARY),
        rank=50,
        actor=world.secretary,
    )
    # The president does not head a branch besides.
    leader = world.representatives[own[1] if own[0] == 0 else own[0]]
    world.people[f"{key}_head"] = leader
    person = world.people["branch_secretary" if key == "machines" else f"{key}_secretary"]
    world.people[f"{key}_secretary"] = person
    for post, holder in ((head, leader), (secretary, person)):
        appoint(post, holder, term_number=1, from_on=from_on, to_on=to_on, actor=world.secretary)
    label = ("分会理事单位", "Branch council unit")
    units = [(world.members[place], world.representatives[place], label) for place in own]
    seat_units(world, body, units, from_on)


def _committee_posts(world: World, key: str) -> None:
    body, from_on = world.bodies[key], world.day(TERM_BEGAN + 90)
    post = create_post(
        body,
        sits_in=[body],
        kind=Post.Kind.HEAD,
        name_zh="主任委员",
        name_en="Chair of the committee",
        powers=list(CHAIR),
        actor=world.secretary,
    )
    start = 60 if key == "standards" else 90
    places = range(start, start + COMMITTEE_SEATS)
    chair = world.people["adviser"] if key == "digital" else world.representatives[3]
    world.people[f"{key}_head"] = chair
    appoint(post, chair, term_number=1, from_on=from_on, actor=world.secretary)
    label = ("委员", "Committee member")
    units = [(world.members[place], world.representatives[place], label) for place in places]
    seat_units(world, body, units, from_on)
