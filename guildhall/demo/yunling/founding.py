"""The association is founded with its bodies, and the people who run it can sign in."""

from datetime import date, datetime, time, timedelta

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from guildhall.accounts.models import Association, User
from guildhall.demo.clock import at
from guildhall.demo.yunling.cast import CAST, PASSWORD, Character
from guildhall.demo.yunling.world import World
from guildhall.registry.actions import found_association, found_body
from guildhall.registry.models import Body, Person

FOUNDED = -430  # the day on which the association began to work here
TERM_BEGAN = -610
TERM_DAYS = 5 * 365 + 1
ABOUT_ZH = """\
本协会及其会员单位、人员、会议和数字**全部为虚构**，仅用于演示本系统的功能，与任何真实单位、个人无关。

故事里的云岭市装备制造业协会成立于六年前，现为第二届，有会员单位三百余家，下设四个分会、两个专业机构。"""
ABOUT_EN = """\
This association, its members, people, meetings and figures are **entirely invented**, to show what the system does. \
They have nothing to do with any real organization or person.

In the story the association was founded six years ago and is in its second term, with some 300 member firms, four branches \
and two committees."""
BRANCHES = {
    "machines": ("数控机床分会", "Machine Tools Branch"),
    "pumps": ("泵阀容器分会", "Pumps, Valves and Vessels Branch"),
    "drives": ("电机传动分会", "Motors and Drives Branch"),
    "robots": ("智能装备分会", "Smart Equipment Branch"),
}
COMMITTEES = {
    "standards": ("团体标准技术委员会", "Technical Committee for Group Standards"),
    "digital": ("数字化转型专家委员会", "Expert Committee for Digital Transformation"),
}
BODY_KEYS = {
    Body.Kind.ASSEMBLY: "assembly",
    Body.Kind.COUNCIL: "council",
    Body.Kind.STANDING_COUNCIL: "standing",
    Body.Kind.PRESIDENTS_MEETING: "presidents",
    Body.Kind.SUPERVISORS: "supervisors",
    Body.Kind.SECRETARIAT: "secretariat",
}


def found(slug: str, now: datetime) -> World:
    """The association as it was when it began to work here: bodies, rules, the cast's sign-ins."""
    password = make_password(PASSWORD)  # once for all of them: hashing takes long on purpose
    users = {one.key: _user(one, password) for one in CAST if one.signs_in}
    zone = timezone.get_default_timezone()
    today = now.astimezone(zone).date()
    moment = datetime.combine(today + timedelta(days=FOUNDED), time(9), zone)
    with at(moment):
        association = _association(slug, users["secretary_general"], today)
        world = World(association, now, users=users)
        _bodies(world)
    _people(world)
    return world


def _user(one: Character, password: str) -> User:
    user = User.objects.filter(email=one.email).first()
    if user is None:
        user = User.objects.create_verified_user(one.email, None, name=one.zh)
        user.password = password
        user.save(update_fields=["password"])
    return user


def _association(slug: str, secretary: User, today: date) -> Association:
    association = found_association(
        slug=slug,
        name_zh="云岭市装备制造业协会（示例）",
        name_en="Yunling Equipment Manufacturers' Association (fictional)",
        short_zh="云岭装备协会",
        short_en="YEMA",
        about_zh=ABOUT_ZH,
        about_en=ABOUT_EN,
        region="云岭市（虚构）",
        is_public=True,
        charter_from=today + timedelta(days=TERM_BEGAN),
        actor=secretary,
    )
    Association.objects.filter(pk=association.pk).update(is_fictional=True)
    association.refresh_from_db()
    return association


def _bodies(world: World) -> None:
    for body in Body.objects.of(world.association):
        world.bodies[BODY_KEYS[Body.Kind(body.kind)]] = body
    below = {Body.Kind.BRANCH: BRANCHES, Body.Kind.COMMITTEE: COMMITTEES}
    for kind, named in below.items():
        for key, (zh, en) in named.items():
            world.bodies[key] = found_body(
                world.bodies["assembly"],
                kind=kind,
                name_zh=zh,
                name_en=en,
                rank=20 + len(world.bodies),
                from_on=world.day(TERM_BEGAN + 60),
                actor=world.secretary,
            )


def _people(world: World) -> None:
    """The cast as the association knows them; the founder is known already, by the Chinese name only."""
    for one in CAST:
        user = world.users.get(one.key)
        person = Person.objects.filter(association=world.association, user=user).first() if user else None
        person = person or Person(association=world.association, user=user)
        person.name_zh, person.name_en = one.zh, one.en
        person.email, person.born_on = one.email, date(one.born, 6, 15)
        person.with_keys().save()
        world.people[one.key] = person
