from datetime import timedelta

from django.utils import timezone

from guildhall.accounts.models import User
from guildhall.meetings import actions
from guildhall.meetings.models import AgendaItem, Invitation, Meeting, Paper, Sponsor
from guildhall.meetings.tests.make import make_invitation, make_item, make_meeting, make_ready_meeting
from guildhall.registry.tests.make import make_person
from tests.cast import Act, World


def meeting_in(world: World) -> Meeting:
    """A meeting whose notice is not out."""
    return make_meeting(world.body)


def announced_in(world: World) -> Meeting:
    """A meeting whose notice is out."""
    return make_meeting(world.body, state=Meeting.State.NOTIFIED, notified_at=timezone.now())


def members_invitation(world: World) -> Invitation:
    """The invitation of the member of the cast, who was told of it."""
    return make_invitation(
        announced_in(world),
        world.person("member"),
        role=Invitation.Role.GUEST,
        notified_at=timezone.now(),
        notified_sequence=0,
    )


def paper_in(world: World) -> Paper:
    return actions.add_paper(
        meeting_in(world), name="a.txt", content=b"text", actor=world.cast["secretary_general"]
    )


def convene_meeting(world: World, actor: User) -> None:
    actions.convene_meeting(world.body, name_zh="会议", actor=actor)


def change_meeting(world: World, actor: User) -> None:
    actions.change_meeting(meeting_in(world), version=1, place_zh="二号厅", actor=actor)


def cancel_meeting(world: World, actor: User) -> None:
    actions.cancel_meeting(meeting_in(world), reason="停电", actor=actor)


def postpone_meeting(world: World, actor: User) -> None:
    actions.postpone_meeting(meeting_in(world), reason="停电", actor=actor)


def add_item(world: World, actor: User) -> None:
    actions.add_item(meeting_in(world), title_zh="报告", actor=actor)


def change_item(world: World, actor: User) -> None:
    actions.change_item(make_item(meeting_in(world)), version=1, title_zh="报告", actor=actor)


def move_item(world: World, actor: User) -> None:
    actions.move_item(make_item(meeting_in(world)), to="up", actor=actor)


def order_agenda(world: World, actor: User) -> None:
    item = make_item(meeting_in(world))
    actions.order_agenda(item.meeting, order=[item.pk], actor=actor)


def remove_item(world: World, actor: User) -> None:
    actions.remove_item(make_item(meeting_in(world)), actor=actor)


def enter_result(world: World, actor: User) -> None:
    item: AgendaItem = make_item(make_meeting(world.body, state=Meeting.State.OPEN))
    actions.enter_result(item, version=1, result_zh="通过", actor=actor)


def add_paper(world: World, actor: User) -> None:
    actions.add_paper(meeting_in(world), name="a.txt", content=b"text", actor=actor)


def change_paper(world: World, actor: User) -> None:
    actions.change_paper(paper_in(world), title_zh="报告", actor=actor)


def remove_paper(world: World, actor: User) -> None:
    actions.remove_paper(paper_in(world), actor=actor)


def add_sponsor(world: World, actor: User) -> None:
    actions.add_sponsor(meeting_in(world), name_zh="酒店", actor=actor)


def remove_sponsor(world: World, actor: User) -> None:
    meeting = meeting_in(world)
    sponsor = Sponsor.objects.create(association=world.association, meeting=meeting, name_zh="酒店")
    actions.remove_sponsor(sponsor, actor=actor)


def fill_invitations(world: World, actor: User) -> None:
    actions.fill_invitations(meeting_in(world), actor=actor)


def invite_person(world: World, actor: User) -> None:
    actions.invite_person(meeting_in(world), world.person("member"), actor=actor)


def change_invitation(world: World, actor: User) -> None:
    actions.change_invitation(members_invitation(world), role=Invitation.Role.STAFF, actor=actor)


def withdraw_invitation(world: World, actor: User) -> None:
    actions.withdraw_invitation(members_invitation(world), actor=actor)


def reply_to_invitation(world: World, actor: User) -> None:
    actions.reply_to_invitation(members_invitation(world), reply="coming", actor=actor)


def remind_unanswered(world: World, actor: User) -> None:
    actions.remind_unanswered(members_invitation(world).meeting, actor=actor)


def send_notice(world: World, actor: User) -> None:
    actions.send_notice(make_ready_meeting(world.body), actor=actor)


def send_late_notice(world: World, actor: User) -> None:
    late = make_ready_meeting(world.body, starts_at=timezone.now() + timedelta(hours=5))
    actions.send_notice(late, late_reason="汛情", actor=actor)


def note_told(world: World, actor: User) -> None:
    row = make_invitation(announced_in(world), make_person(world.association, email=""))
    actions.note_told(row, how="电话", actor=actor)


def make_calendar_feed(world: World, actor: User) -> None:
    actions.make_calendar_feed(world.association, actor=actor)


def end_calendar_feed(world: World, actor: User) -> None:
    actions.end_calendar_feed(world.association, actor=actor)


PREPARATION = {
    "add_item": Act("增加议程", "Add an agenda item", add_item),
    "add_paper": Act("添加会议材料或照片", "Add a paper or picture", add_paper),
    "add_sponsor": Act("登记鸣谢单位", "Thank a sponsor", add_sponsor),
    "cancel_meeting": Act("取消会议", "Cancel a meeting", cancel_meeting),
    "change_invitation": Act("修改参会身份", "Change as what somebody is invited", change_invitation),
    "change_item": Act("修改议程", "Change an agenda item", change_item),
    "change_meeting": Act("修改会议", "Change a meeting", change_meeting),
    "change_paper": Act("修改会议材料", "Change a paper", change_paper),
    "convene_meeting": Act("召集会议", "Convene a meeting", convene_meeting),
    "end_calendar_feed": Act("停用本人日历地址", "End one's own calendar address", end_calendar_feed),
    "enter_result": Act("填写议程结果", "Enter the result of an item", enter_result),
    "fill_invitations": Act("按名册填充邀请名单", "Fill the invitations from the roster", fill_invitations),
    "invite_person": Act("邀请人员", "Invite somebody", invite_person),
    "make_calendar_feed": Act("生成本人日历地址", "Make one's own calendar address", make_calendar_feed),
    "move_item": Act("移动议程", "Move an agenda item", move_item),
    "note_told": Act("登记已另行告知", "Note that somebody was told otherwise", note_told),
    "order_agenda": Act("调整议程顺序", "Put the agenda in order", order_agenda),
    "postpone_meeting": Act("延期召开会议", "Postpone a meeting", postpone_meeting),
    "remind_unanswered": Act("提醒未回执人员", "Remind those without a reply", remind_unanswered),
    "remove_item": Act("删除议程", "Remove an agenda item", remove_item),
    "remove_paper": Act("移除会议材料", "Remove a paper", remove_paper),
    "remove_sponsor": Act("取消鸣谢", "Remove a sponsor", remove_sponsor),
    "reply_to_invitation": Act(
        "回复会议邀请(本人)", "Reply to an invitation (one's own)", reply_to_invitation
    ),
    "send_late_notice": Act("逾期发出会议通知", "Let a late notice go out", send_late_notice),
    "send_notice": Act("发送会议通知", "Send the notice", send_notice),
    "withdraw_invitation": Act("撤回邀请", "Withdraw an invitation", withdraw_invitation),
}
