from django.utils import timezone

from guildhall.accounts.models import User
from guildhall.core.models import new_id
from guildhall.notices import actions
from guildhall.notices.models import Channel, Delivery, Notice
from tests.cast import Act, World

ADDRESS = "json://localhost/secret"


def make_channel(world: World) -> Channel:
    return Channel.objects.create(association=world.association, name="Group", address=ADDRESS)


def make_notice(world: World) -> Notice:
    return Notice.objects.create(
        association=world.association,
        key=str(new_id()),
        user=world.cast["member"],
        kind="test",
        subject_en="Meeting",
    )


def add_channel(world: World, actor: User) -> None:
    actions.add_channel(world.association, name="Group", address=ADDRESS, kinds=["*"], actor=actor)


def remove_channel(world: World, actor: User) -> None:
    actions.remove_channel(make_channel(world), actor=actor)


def try_channel(world: World, actor: User) -> None:
    actions.try_channel(make_channel(world), actor=actor)


def send_again(world: World, actor: User) -> None:
    delivery = Delivery.objects.create(
        association=world.association,
        notice=make_notice(world),
        state=Delivery.State.FAILED,
        send_after=timezone.now(),
    )
    actions.send_again(delivery, actor=actor)


def read_notice(world: World, actor: User) -> None:
    actions.read_notice(make_notice(world), actor=actor)


def read_all_notices(world: World, actor: User) -> None:
    actions.read_all_notices(actor=actor)


ACTS = {
    "add_channel": Act("添加群机器人", "Add a chat group", add_channel),
    "read_all_notices": Act("将本人通知全部标为已读", "Mark all own notices as read", read_all_notices),
    "read_notice": Act("将本人通知标为已读", "Mark an own notice as read", read_notice),
    "remove_channel": Act("移除群机器人", "Remove a chat group", remove_channel),
    "send_again": Act("重新发送失败的通知", "Send a failed notice again", send_again),
    "try_channel": Act("测试群机器人", "Try a chat group", try_channel),
}
