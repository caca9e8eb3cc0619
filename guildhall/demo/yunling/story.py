"""The whole story in order. All of it or, when something goes wrong on the way, nothing."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from guildhall.accounts.models import Association
from guildhall.demo.yunling.branches import keep_branch_money
from guildhall.demo.yunling.founding import found
from guildhall.demo.yunling.life import live_the_year
from guildhall.demo.yunling.members import bring_in_members
from guildhall.demo.yunling.posts import fill_posts
from guildhall.demo.yunling.tiers import bring_in_memberships

SLUG = "yunling"
Say = Callable[[str], None]


@transaction.atomic
def tell_story(say: Say) -> bool:
    """The invented association with its year, unless it is there already: then nothing is changed. True if new."""
    if Association.objects.filter(slug=SLUG).exists():
        return False
    say("协会、机构与用户  The association, its bodies, who can sign in")
    world = found(SLUG, timezone.now())
    say("会员单位与代表  Member firms and who represents them")
    bring_in_members(world)
    say("职务、任期与席位  Posts, terms and seats")
    fill_posts(world)
    bring_in_memberships(world)
    say("一年的会议、计划、任务与责任书  A year of meetings, plans, commitments and letters")
    live_the_year(world)
    say("分支机构的预算、凭单与报表  Budgets, vouchers and statements of the branches")
    keep_branch_money(world)
    return True
