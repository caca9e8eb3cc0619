"""Three hundred member firms, the organizations around them, and the people who come from there."""

from itertools import islice
from random import Random

from guildhall.audit.actions import record
from guildhall.demo.yunling.firms import Firm, invented_firms
from guildhall.demo.yunling.lists import bring_in_firms
from guildhall.demo.yunling.people import Name, invented_names
from guildhall.demo.yunling.world import World
from guildhall.registry.actions import add_organization
from guildhall.registry.models import Organization, Person

SEED = 11
OTHERS = {
    "bureau": ("government", "云岭市工业和信息化局", "Yunling Bureau of Industry and Information Technology"),
    "science": ("government", "云岭市科学技术局", "Yunling Bureau of Science and Technology"),
    "university": (
        "institute",
        "云岭理工大学机械工程学院",
        "School of Mechanical Engineering, Yunling Polytechnic",
    ),
    "institute": ("institute", "云岭装备技术研究所", "Yunling Institute of Equipment Technology"),
    "bank": ("bank", "云岭商业银行科技支行", "Yunling Commercial Bank, Technology Sub-branch"),
    "savings": ("bank", "青石农村商业银行", "Qingshi Rural Commercial Bank"),
    "chamber": ("association", "云岭市物流协会", "Yunling Logistics Association"),
}
TITLES = [
    ("总经理", "General manager"),
    ("副总经理", "Deputy general manager"),
    ("董事长", "Chair of the board"),
    ("总工程师", "Chief engineer"),
    ("办公室主任", "Head of the office"),
]
WITH_A_DEPUTY = 24
PARTS = {
    0: "president",
    44: "chief_supervisor",
    21: "member",
}  # places in the list whose representative is cast


def bring_in_members(world: World) -> None:
    """Firms by the list that they stood in, then the other organizations, then the people, in bulk."""
    firms = invented_firms()
    with world.on(-425, "10:30"):
        bring_in_firms(world, firms)
        stored = {unit.uscc: unit for unit in Organization.objects.of(world.association)}
        world.members = [stored[firm.uscc] for firm in firms]
        world.branch_of = {stored[firm.uscc]: firm.trade.branch for firm in firms}
        _others(world)
    with world.on(-424, "15:00"):
        _representatives(world, firms)
        record(
            "people.entered",
            actor=world.secretary,
            subject=world.association,
            count=Person.objects.of(world.association).count(),
        )


def _others(world: World) -> None:
    for key, (kind, zh, en) in OTHERS.items():
        world.units[key] = add_organization(
            world.association, kind=kind, name_zh=zh, name_en=en, region="云岭市", actor=world.secretary
        )


def _representatives(world: World, firms: list[Firm]) -> None:
    chance = Random(SEED)  # noqa: S311 - invented data, the same every time
    names = invented_names()
    for place, unit in enumerate(world.members):
        if place in PARTS:
            world.representatives.append(world.people[PARTS[place]])
        else:
            world.representatives.append(_person(world, next(names), unit, place, chance))
    new = [person for place, person in enumerate(world.representatives) if place not in PARTS]
    new += [
        _person(world, name, unit, 400 + place, chance)
        for place, (unit, name) in enumerate(zip(world.members, islice(names, WITH_A_DEPUTY), strict=False))
    ]
    new += [_branch_person(world, key, name) for key, name in zip(SECRETARIES, names, strict=False)]
    Person.objects.bulk_create(new)
    _place_the_cast(world)


SECRETARIES = {
    "pumps_secretary": "泵阀容器分会",
    "drives_secretary": "电机传动分会",
    "robots_secretary": "智能装备分会",
}


def _person(world: World, name: Name, unit: Organization, number: int, chance: Random) -> Person:
    title_zh, title_en = chance.choice(TITLES)
    return Person(
        association=world.association,
        name_zh=name.zh,
        name_en=name.en,
        organization=unit,
        title_zh=title_zh,
        title_en=title_en,
        email=f"contact-{number + 1}@members.example",
    ).with_keys()


def _branch_person(world: World, key: str, name: Name) -> Person:
    person = Person(
        association=world.association,
        name_zh=name.zh,
        name_en=name.en,
        email=f"{key.replace('_', '-')}@yunling.example",
    ).with_keys()
    world.people[key] = person
    return person


def _place_the_cast(world: World) -> None:
    """The cast's units and positions, which are known only now."""
    places = {
        "president": (world.members[0], "董事长", "Chair of the board"),
        "chief_supervisor": (world.members[44], "总经理", "General manager"),
        "member": (world.members[21], "副总经理", "Deputy general manager"),
        "guest": (world.units["bureau"], "装备产业科科长", "Head of the equipment section"),
        "second_guest": (world.units["science"], "高新技术科副科长", "Deputy head of the high-tech section"),
        "adviser": (world.units["university"], "教授", "Professor"),
    }
    for key, (unit, zh, en) in places.items():
        person = world.people[key]
        person.organization, person.title_zh, person.title_en = unit, zh, en
        person.is_guest = key in ("guest", "second_guest")
        person.save(update_fields=["organization", "title_zh", "title_en", "is_guest"])
