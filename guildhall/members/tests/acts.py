"""Every action on members, for the permission table."""

from guildhall.members import actions
from guildhall.members.tests.make import make_tier
from tests.cast import Act

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
ACTS = {**TIERS}
