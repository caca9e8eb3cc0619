"""Every action on members, for the permission table."""

from collections.abc import Callable
from datetime import date
from typing import Any

from guildhall.accounts.models import User
from guildhall.members import actions
from guildhall.members.models import Member, NotSame
from guildhall.members.models.merge import in_order
from guildhall.members.tests.joining_acts import JOINING
from guildhall.members.tests.make import make_letter, make_member, make_organization, make_pair, make_tier
from guildhall.registry.queries import today_in
from guildhall.registry.tests.make import make_seat
from tests.cast import Act, World

DAY = date(2025, 6, 15)


def on_member(do: Callable[[Member, World, User], Any], **details: Any) -> Callable[[World, User], None]:
    """The act on a unit that is a member, to which the cast's member belongs."""

    def tried(world: World, actor: User) -> None:
        unit = make_organization(world.association)
        person = world.person("member")
        person.organization = unit
        person.save()
        do(make_member(world.association, organization=unit, **details), world, actor)

    return tried


TIERS = {
    "create_tier": Act(
        "设立会员级别",
        "Create a tier",
        lambda w, a: actions.create_tier(w.association, name_zh="荣誉会员单位", actor=a),
    ),
    "edit_tier": Act(
        "修改会员级别",
        "Edit a tier",
        lambda w, a: actions.edit_tier(make_tier(w.association), version=1, rank=2, actor=a),
    ),
    "retire_tier": Act(
        "停用会员级别",
        "Retire a tier",
        lambda w, a: actions.retire_tier(make_tier(w.association), actor=a),
    ),
    "restore_tier": Act(
        "恢复会员级别",
        "Restore a tier",
        lambda w, a: actions.restore_tier(make_tier(w.association, is_active=False), actor=a),
    ),
}


def compare_again(world: World, actor: User) -> None:
    pair = NotSame.objects.create(association=world.association, **in_order(*make_pair(world.association)))
    actions.compare_again(pair, actor=actor)


def undo_merge(world: World, actor: User) -> None:
    kept, gone = make_pair(world.association)
    made = actions.merge_organizations(kept, gone, versions=(1, 1), actor=world.cast["secretary_general"])
    actions.undo_merge(made, actor=actor)


DUPLICATES = {
    "find_duplicates": Act(
        "查找重复单位",
        "Search for duplicate organizations",
        lambda w, a: actions.find_duplicates(w.association, actor=a),
    ),
    "tell_apart": Act(
        "标记为非同一单位",
        "Tell two organizations apart",
        lambda w, a: actions.tell_apart(*make_pair(w.association), actor=a),
    ),
    "compare_again": Act("撤销非同一单位标记", "Take back that two organizations are two", compare_again),
    "merge_organizations": Act(
        "合并单位",
        "Merge organizations",
        lambda w, a: actions.merge_organizations(*make_pair(w.association), versions=(1, 1), actor=a),
    ),
    "undo_merge": Act("撤销合并", "Undo a merge", undo_merge),
}
MEMBERS = {
    "admit_member": Act(
        "吸收会员",
        "Admit a member",
        lambda w, a: actions.admit_member(
            make_organization(w.association),
            tier=make_tier(w.association),
            on=DAY,
            body=w.council,
            resolution="1",
            actor=a,
        ),
    ),
    "change_tier": Act(
        "变更会员级别",
        "Change a member's tier",
        on_member(lambda m, w, a: actions.change_tier(m, tier=make_tier(w.association), on=DAY, actor=a)),
    ),
    "suspend_member": Act(
        "暂停会籍",
        "Suspend a member",
        on_member(lambda m, w, a: actions.suspend_member(m, on=DAY, body=w.council, resolution="1", actor=a)),
    ),
    "resume_member": Act(
        "恢复会籍",
        "End a suspension",
        on_member(lambda m, w, a: actions.resume_member(m, on=DAY, actor=a), state="suspended"),
    ),
    "withdraw_member": Act(
        "办理退会",
        "Enter a withdrawal",
        on_member(lambda m, w, a: actions.withdraw_member(m, on=DAY, letter="2025-06-01", actor=a)),
    ),
    "remove_member": Act(
        "除名",
        "Remove a member",
        on_member(
            lambda m, w, a: actions.remove_member(
                m, on=DAY, body=w.council, resolution="1", reason="欠缴会费", actor=a
            )
        ),
    ),
}


def submit_letter(member: Member, world: World, actor: User) -> None:
    make_seat(world.council, organization=member.organization)
    actions.submit_representative_letter(
        member,
        representative=actions.Named(name="李新"),
        from_on=today_in(world.association),
        file_name="letter.txt",
        content=b"letter",
        actor=actor,
    )


def accept_letter(member: Member, world: World, actor: User) -> None:
    make_seat(world.council, organization=member.organization)
    actions.accept_representative_letter(make_letter(member), actor=actor)


LETTERS = {
    "submit_representative_letter": Act(
        "提交更换代表来函", "Hand in a letter on the representative", on_member(submit_letter)
    ),
    "accept_representative_letter": Act(
        "受理更换代表来函", "Accept a letter on the representative", on_member(accept_letter)
    ),
    "refuse_representative_letter": Act(
        "不予受理更换代表来函",
        "Refuse a letter on the representative",
        on_member(
            lambda m, w, a: actions.refuse_representative_letter(make_letter(m), reason="无公章", actor=a)
        ),
    ),
}
ACTS = {**LETTERS, **TIERS, **MEMBERS, **DUPLICATES, **JOINING}
