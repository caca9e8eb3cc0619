from datetime import timedelta
from typing import Any

from guildhall.accounts.models import User
from guildhall.registry.models import Organization
from guildhall.registry.tests.make import make_organization
from guildhall.sharing import actions
from guildhall.sharing.models import Booking, Resource
from guildhall.sharing.tests.make import WORKDAYS, make_booking, make_closure, make_resource, monday_at
from tests.cast import Act, World

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def unit(world: World) -> Organization:
    """The organization of the cast's member: what is its own, is the member's own matter."""
    person = world.person("member")
    if person.organization is None:
        person.organization = make_organization(world.association)
        person.save()
    return person.organization


def own(world: World, **details: Any) -> Resource:
    return make_resource(world.association, organization=unit(world), **details)


def booked(world: World, **details: Any) -> Booking:
    """Booked at the association by the cast's member."""
    resource = make_resource(world.association, organization=None)
    return make_booking(resource, person=world.person("member"), **details)


def to_own(world: World, **details: Any) -> Booking:
    """Booked by somebody at the resource of the cast's member."""
    return make_booking(own(world), **details)


def offer_resource(world: World, actor: User) -> None:
    actions.offer_resource(
        world.association,
        organization=unit(world),
        kind="room",
        title_zh="会议室",
        hours=WORKDAYS,
        slot="60",
        actor=actor,
    )


def book_resource(world: World, actor: User) -> None:
    starts = monday_at(9)
    actions.book_resource(
        make_resource(world.association),
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        purpose="试验",
        actor=actor,
    )


def block_time(world: World, actor: User) -> None:
    starts = monday_at(9)
    actions.block_time(
        own(world), starts_at=starts, ends_at=starts + timedelta(hours=4), reason="检修", actor=actor
    )


def note_use(world: World, actor: User) -> None:
    began = monday_at(9) - timedelta(days=28)
    actions.note_use(to_own(world, starts_at=began), came=True, actor=actor)


ACTS = {
    "offer_resource": Act("提供本单位的共享资源", "Offer the own unit's resource", offer_resource),
    "change_resource": Act(
        "修改共享资源",
        "Change a resource",
        lambda w, a: actions.change_resource(own(w), version=1, place="二楼", actor=a),
    ),
    "attach_photo": Act(
        "上传共享资源照片",
        "Set a resource's photo",
        lambda w, a: actions.attach_photo(own(w), name="照片.png", content=PNG, actor=a),
    ),
    "retire_resource": Act(
        "停用共享资源", "Take a resource out of use", lambda w, a: actions.retire_resource(own(w), actor=a)
    ),
    "restore_resource": Act(
        "恢复共享资源",
        "Bring a resource back",
        lambda w, a: actions.restore_resource(own(w, is_active=False), actor=a),
    ),
    "book_resource": Act("预约共享资源", "Book a resource", book_resource),
    "confirm_booking": Act(
        "确认预约",
        "Confirm a booking",
        lambda w, a: actions.confirm_booking(to_own(w, state="requested"), actor=a),
    ),
    "decline_booking": Act(
        "不同意预约",
        "Decline a booking",
        lambda w, a: actions.decline_booking(to_own(w, state="requested"), reason="检修", actor=a),
    ),
    "cancel_booking": Act(
        "取消预约",
        "Cancel a booking",
        lambda w, a: actions.cancel_booking(booked(w), reason="改期", actor=a),
    ),
    "note_use": Act("登记使用情况", "Note whether a booking was used", note_use),
    "block_time": Act("锁定时段", "Block a time", block_time),
    "unblock_time": Act(
        "解除锁定", "Open a blocked time", lambda w, a: actions.unblock_time(make_closure(own(w)), actor=a)
    ),
    "make_resource_feed": Act(
        "生成资源日历地址",
        "Make a resource's calendar address",
        lambda w, a: actions.make_resource_feed(own(w), actor=a),
    ),
    "end_resource_feed": Act(
        "停用资源日历地址",
        "End a resource's calendar address",
        lambda w, a: actions.end_resource_feed(own(w), actor=a),
    ),
}
