from guildhall.accounts.models import User
from guildhall.meetings.models import Meeting
from guildhall.site import actions
from guildhall.site.tests.make import make_article, make_published_meeting
from tests.cast import Act, World


def write_article(world: World, actor: User) -> None:
    actions.write_article(world.association, title_zh="新闻", actor=actor)


def change_article(world: World, actor: User) -> None:
    actions.change_article(make_article(world.association), version=1, title_zh="新闻", actor=actor)


def draft_release(world: World, actor: User) -> None:
    meeting = make_published_meeting(world.association)
    Meeting.objects.filter(pk=meeting.pk).update(body=world.body)
    meeting.refresh_from_db()
    actions.draft_release(meeting, actor=actor)


def publish_article(world: World, actor: User) -> None:
    world.association.is_public = True
    world.association.save()
    actions.publish_article(make_article(world.association), actor=actor)


def withdraw_article(world: World, actor: User) -> None:
    actions.withdraw_article(make_article(world.association), actor=actor)


ACTS = {
    "write_article": Act("撰写新闻", "Write an article", write_article),
    "change_article": Act("修改新闻", "Change an article", change_article),
    "draft_release": Act("由会议生成新闻稿", "Draft a release from a meeting", draft_release),
    "publish_article": Act("发布新闻", "Publish an article", publish_article),
    "withdraw_article": Act("撤回新闻", "Withdraw an article", withdraw_article),
}
