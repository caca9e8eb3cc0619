"""Every action on members, for the permission table."""

from guildhall.accounts.models import User
from guildhall.members import actions
from guildhall.members.models import NotSame
from guildhall.members.models.merge import in_order
from guildhall.members.tests.make import make_pair, make_tier
from tests.cast import Act, World

TIERS = {
    "create_tier": Act(
        "设立会员级别",
        "Create a tier",
        lambda w, a: actions.create_tier(w.association, name_zh="理事单位", actor=a),
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
ACTS = {**TIERS, **DUPLICATES}
