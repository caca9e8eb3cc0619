"""A member unit names its stand-ins by letter, and later another representative: the second letter still waits."""

from functools import partial

from django.utils import timezone

from guildhall.demo.yunling.timeline import Timeline
from guildhall.demo.yunling.world import World
from guildhall.documents import pdf
from guildhall.documents.blocks import blocks
from guildhall.members.actions import Named, accept_representative_letter, submit_representative_letter
from guildhall.members.models import Member, RepresentativeLetter
from guildhall.registry.models import Person

NAMED, ACCEPTED, NAMED_AGAIN = -60, -59, -2
FROM_THEN = 12


def schedule_letters(world: World, timeline: Timeline) -> None:
    timeline.add(NAMED, "10:20", partial(_name_stand_ins, world))
    timeline.add(ACCEPTED, "15:10", partial(_accept, world))
    timeline.add(NAMED_AGAIN, "09:40", partial(_name_another, world))


def _unit(world: World) -> Member:
    return Member.objects.get(association=world.association, organization=world.people["member"].organization)


def _name_stand_ins(world: World) -> None:
    sitting = world.people["member"]
    colleagues = Person.objects.filter(organization=sitting.organization).exclude(pk=sitting.pk)
    stand_ins = [Named(person) for person in colleagues.order_by("pk")[:1]]
    submit_representative_letter(
        _unit(world),
        representative=Named(sitting),
        stand_ins=[*stand_ins, Named(name="程以南", phone="0000 2026 120")],
        from_on=world.day(NAMED),
        file_name="关于指定替补代表的函.pdf",
        content=_letter(world, "关于指定替补代表的函", "兹指定上述人员在我单位代表不能出席时代为出席。"),
        actor=world.users["member"],
    )


def _accept(world: World) -> None:
    waiting = RepresentativeLetter.objects.waiting().filter(association=world.association)
    accept_representative_letter(waiting.get(), actor=world.officer)


def _name_another(world: World) -> None:
    submit_representative_letter(
        _unit(world),
        representative=Named(name="季明远", email="representative@yunling.example"),
        from_on=world.day(FROM_THEN),
        file_name="关于更换代表的函.pdf",
        content=_letter(world, "关于更换代表的函", "因工作调整，我单位代表变更为季明远，请予办理。"),
        actor=world.users["member"],
    )


def _letter(world: World, title: str, text: str) -> bytes:
    unit = world.people["member"].organization
    return pdf.render(
        "report",
        {
            "lang": "zh",
            "association": unit.name_zh if unit else "",
            "title": title,
            "date": timezone.localdate().isoformat(),
            "blocks": blocks(f"{world.association.name_zh}：\n\n{text}\n\n本函为演示数据，内容虚构。"),
        },
    )
